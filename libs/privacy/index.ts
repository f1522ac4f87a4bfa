export { createSealer, type SealerOptions } from './src/sealer.js';
export {
  ErasureJournal,
  JournalUnavailable,
  readErasures,
  type Erasure,
  type JournalContent,
} from './src/erasure-journal.js';
export * from './src/errors.js';
export * from './src/key-ids.js';
export type { ExistingKey, KeySource } from './src/key-source.js';
export { KeyVault, type KeyVaultOptions } from './src/key-vault.js';
export { parseMasterKey, type MasterKey } from './src/master-key.js';
export { openData, type OpenOptions } from './src/open-data.js';
export { rotate } from './src/rotate.js';
export { readVault, vaultRecord, writeVault, type VaultRecord } from './src/vault-transfer.js';
export { sealData, type SealOptions } from './src/seal-data.js';
export { openFile, sealFile } from './src/seal-file.js';
export { ERASED, isErased, isSealed, type Erased } from './src/sealed-value.js';
export {
  normalisedLogin,
  SecretStore,
  type AccountSecrets,
  type SecretStoreOptions,
} from './src/secret-store.js';
