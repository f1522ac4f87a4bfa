export { startEmbeddedMongo, PortInUse } from './src/server.js';
export type { EmbeddedMongo, EmbeddedMongoOptions } from './src/server.js';
export { DataFolderError } from './src/storage/database.js';
