import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { MasterKeyInvalid } from './errors.js';

/** The key from the environment that wraps all others, with what is derived from it. */
export interface MasterKey {
  /** Fingerprint; says which master key wrapped a key, without telling anything about it. */
  id: string;
  wrapping: KeyObject;
  /** For keyed hashes of logins. */
  lookup: KeyObject;
}

const bytes = 32;
const variable = 'ADUAN_MASTER_KEY';
const advice = `make one with: openssl rand -base64 ${bytes}`;

const derive = (master: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(
    Buffer.from(hkdfSync('sha256', master, new Uint8Array(), `aduan/vault/${purpose}`, bytes)),
  );

/**
 * Master key from its text (base64 of 32 bytes, environment variable ADUAN_MASTER_KEY). Throws MasterKeyInvalid, which
 * says what is wrong with it and how to make one, and never repeats the text.
 */
export const parseMasterKey = (text: string | undefined): MasterKey => {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') throw new MasterKeyInvalid(`${variable} is not set; ${advice}`);
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed))
    throw new MasterKeyInvalid(`${variable} is not base64; ${advice}`);
  const master = Buffer.from(trimmed, 'base64');
  if (master.length !== bytes)
    throw new MasterKeyInvalid(
      `${variable} holds ${master.length} bytes, ${bytes} are needed; ${advice}`,
    );
  const id = createHmac('sha256', derive(master, 'id')).update('aduan').digest('hex').slice(0, 16);
  return { id, wrapping: derive(master, 'wrapping'), lookup: derive(master, 'lookup') };
};
