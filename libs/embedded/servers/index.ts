export { ServerChild, type ServerName } from './src/child.js';
export { startServers, type Servers, type ServersOptions } from './src/servers.js';
