import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { SealBroken } from './errors.js';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM over `plain`; answers nonce, ciphertext and tag in one. `place` is authenticated, not stored. */
export const encryptBytes = (key: KeyObject, plain: Uint8Array, place: string): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
};

/** Undoes `encryptBytes`. Throws SealBroken when bytes, key or place are not those it was made with. */
export const decryptBytes = (key: KeyObject, bytes: Uint8Array, place: string): Buffer => {
  if (bytes.length < nonceBytes + tagBytes) throw new SealBroken('ciphertext is malformed');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const sealed = bytes.subarray(nonceBytes, -tagBytes);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw new SealBroken('ciphertext does not belong to this key and place');
  }
};

/** As `encryptBytes`, in base64url. */
export const encrypt = (key: KeyObject, plain: Uint8Array, place: string): string =>
  encryptBytes(key, plain, place).toString('base64url');

/** base64url has several spellings for the same bytes; only the one that we write is taken. */
const bytesOf = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealBroken('ciphertext is malformed');
  return bytes;
};

/** Undoes `encrypt`. Throws SealBroken when text, key or place is not the one it was made with. */
export const decrypt = (key: KeyObject, text: string, place: string): Buffer =>
  decryptBytes(key, bytesOf(text), place);
