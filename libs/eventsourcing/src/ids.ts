import { createHash, createHmac } from 'node:crypto';
import { v5 } from 'uuid';

/** Namespace of all ids that Aduan derives; never change it. */
const namespace = 'b0c1d7a4-6d0b-5f0e-9a57-3f5d3f3a7c11';

/** UUID v5 over the parts; no two different lists of parts give the same text. */
export const derivedId = (...parts: string[]): string => v5(JSON.stringify(parts), namespace);

/** Id under which a command is known for ever, so that two clients' key "1" never meet. */
export const commandKeyOf = (
  caller: string,
  kecamatan: string,
  type: string,
  key: string,
): string => derivedId('command', caller, kecamatan, type, key);

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, canonical(item)]));
};

/** JSON text that does not depend on the order of names. */
export const canonicalJson = (value: unknown): string => JSON.stringify(canonical(value));

/** Keyed hash of a command's body; stored sealed. */
export const fingerprintOf = (commandKey: string, body: unknown): string =>
  createHmac('sha256', commandKey).update(canonicalJson(body)).digest('base64url');

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
