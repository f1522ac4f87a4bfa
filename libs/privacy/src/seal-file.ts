import { decryptBytes, encryptBytes } from './cipher.js';
import { KeyMissing } from './errors.js';
import { contentKeyId } from './key-ids.js';
import type { KeySource } from './key-source.js';

/** No event type begins with `#`: a file opens nowhere but under its own complaint, id and variant. */
const filePlace = (subject: string, name: string): string => `${subject}|#file|${name}`;

/**
 * Seals the bytes of a file with the content key of a complaint (made if it did not exist). `name` is where the file
 * lies; it is authenticated. Throws KeyDestroyed, VaultUnavailable, SealRefused for an impossible subject.
 */
export const sealFile = async (
  vault: KeySource,
  subject: string,
  name: string,
  plain: Uint8Array,
): Promise<Buffer> =>
  encryptBytes(await vault.keyFor(contentKeyId(subject)), plain, filePlace(subject, name));

/**
 * Opens what `sealFile` made; undefined where the key was destroyed.
 * Throws SealBroken (damaged, altered or moved), KeyMissing, VaultUnavailable.
 */
export const openFile = async (
  vault: Pick<KeySource, 'existingKeys'>,
  subject: string,
  name: string,
  sealed: Uint8Array,
): Promise<Buffer | undefined> => {
  const keyId = contentKeyId(subject);
  const key = (await vault.existingKeys([keyId])).get(keyId);
  if (key === 'destroyed') return undefined;
  if (key === undefined) throw new KeyMissing(keyId);
  return decryptBytes(key, sealed, filePlace(subject, name));
};
