/** Files of a complaint: where they are kept, and what an upload must be before it is kept. */
export * from './src/errors.js';
export { FileStore, type FileVariant } from './src/file-store.js';
export {
  FilesSettingsWrong,
  openStorage,
  type FilesSettings,
  type OpenStorage,
} from './src/storage.js';
