import type { KeyObject } from 'node:crypto';
import { decrypt } from './cipher.js';
import { KeyMissing, SealBroken } from './errors.js';
import type { ExistingKey, KeySource } from './key-source.js';
import { placeOf } from './place.js';
import { claimsSealed, ERASED, isFields, isSealed } from './sealed-value.js';

export interface OpenOptions {
  /** As stored, before any upcasting that moves a sealed value: it opens only at the path where it was sealed. */
  data: Record<string, unknown>;
  complaintId: string;
  eventType: string;
  vault: Pick<KeySource, 'existingKeys'>;
}

const keyIdsIn = (value: unknown, found: Set<string>): Set<string> => {
  if (value === null || typeof value !== 'object') return found;
  if (isSealed(value)) return found.add(value.$sealed);
  if (claimsSealed(value)) throw new SealBroken('sealed value is malformed');
  for (const item of Object.values(value)) keyIdsIn(item, found);
  return found;
};

const parsed = (json: Buffer): unknown => {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    throw new SealBroken('sealed value does not hold JSON');
  }
};

/** Opens one sealed value with what the vault has for its key. Throws KeyMissing, SealBroken. */
export const openValue = (
  sealed: { $sealed: string; v: string },
  key: ExistingKey | undefined,
  place: string,
): unknown => {
  if (key === 'destroyed') return ERASED;
  if (key === undefined) throw new KeyMissing(sealed.$sealed);
  return parsed(decrypt(key satisfies KeyObject, sealed.v, place));
};

/**
 * Opens every sealed value in an event's data; where the key is destroyed stands `ERASED`. Plain values stay as they
 * are, and what comes out of a sealed value is not looked into again. Throws SealBroken, KeyMissing, VaultUnavailable.
 */
export const openData = async (options: OpenOptions): Promise<Record<string, unknown>> => {
  const { data, complaintId, eventType, vault } = options;
  const keyIds = keyIdsIn(data, new Set());
  if (keyIds.size === 0) return data;
  const keys = await vault.existingKeys([...keyIds]);
  const open = (value: unknown, path: string[]): unknown => {
    if (isSealed(value))
      return openValue(value, keys.get(value.$sealed), placeOf(complaintId, eventType, path));
    if (Array.isArray(value)) return value.map((item, index) => open(item, [...path, `${index}`]));
    if (!isFields(value)) return value;
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, item]) => [name, open(item, [...path, name])]));
  };
  return open(data, []) as Record<string, unknown>;
};
