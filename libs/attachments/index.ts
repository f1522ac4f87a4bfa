/** Files of a complaint: where they are kept, and what an upload must be before it is kept. */
export * from './src/errors.js';
export { FileStore, type FileVariant } from './src/file-store.js';
export {
  FilesSettingsWrong,
  openStorage,
  type FilesSettings,
  type OpenStorage,
} from './src/storage.js';
export { mostMegapixels } from './src/image.js';
export type { Location } from './src/location.js';
export { mostMegabytes, prepareUpload, sha256Of, type Prepared } from './src/prepare-upload.js';
