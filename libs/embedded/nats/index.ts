export { unpackPackages } from './src/apt.js';
export { cacheFolder } from './src/cache.js';
export { obtainNatsServer, type NatsBinary, type ObtainOptions } from './src/obtain.js';
export { startEmbeddedNats, type EmbeddedNats, type EmbeddedNatsOptions } from './src/start.js';
