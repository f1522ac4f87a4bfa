import type { KeyObject } from 'node:crypto';

export type ExistingKey = KeyObject | 'destroyed';

/** What sealing and opening need of a vault. */
export interface KeySource {
  /** The key, made and stored durably if it did not exist. Throws KeyDestroyed, VaultUnavailable. */
  keyFor(keyId: string): Promise<KeyObject>;
  /** Keys that exist or were destroyed; absent ids are unknown to the vault. Throws VaultUnavailable. */
  existingKeys(keyIds: readonly string[]): Promise<Map<string, ExistingKey>>;
}
