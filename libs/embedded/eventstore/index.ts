export type { Faults } from './src/append-service.js';
export { DataFolderError } from './src/database.js';
export { PortError, startEmbeddedEventStore } from './src/server.js';
export type { EmbeddedEventStore, EmbeddedEventStoreOptions } from './src/server.js';
