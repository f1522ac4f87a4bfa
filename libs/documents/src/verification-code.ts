import { createHmac, hkdfSync } from 'node:crypto';

// Crockford's letters: none can be taken for another, read out or written by hand.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const letters = 16;
const group = 4;

const mistaken: Record<string, string> = { O: '0', I: '1', L: '1' };

/**
 * The code by which anybody can look up a document: 80 bits of an HMAC over its id, in four groups of four letters and
 * digits. Without the secret it cannot be guessed; with it, it is the same each time.
 */
export const verificationCodeOf = (secret: Uint8Array, documentId: string): string => {
  const key = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), 'aduan/verification', 32));
  const mac = createHmac('sha256', key).update(documentId, 'utf8').digest();
  const code = Array.from(mac.subarray(0, letters), (byte) => alphabet[byte % 32]).join('');
  return code.match(new RegExp(`.{${group}}`, 'g'))?.join('-') ?? code;
};

/** A code as it is compared, however it was typed: capitals, without spaces and dashes, O for nought and I or L for one. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll(/[OIL]/g, (letter) => mistaken[letter] ?? letter);
