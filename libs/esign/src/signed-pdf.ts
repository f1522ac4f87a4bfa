import { createHash } from 'node:crypto';
import { EsignError } from './errors.js';

/** A signed document as it came back. */
export interface SignedFile {
  bytes: Buffer;
  sha256: string;
  /** The signature was appended to the very bytes that were sent, as it should be; else the service wrote the file anew. */
  incremental: boolean;
}

const header = Buffer.from('%PDF-', 'latin1');
const trailerSearch = 1_024;

// The four numbers say which bytes the signature covers; the hole between them holds the signature itself.
const byteRange = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;

const isPdf = (bytes: Buffer): boolean =>
  bytes.subarray(0, header.length).equals(header) &&
  bytes.subarray(-trailerSearch).includes('%%EOF');

const isHex = (text: string): boolean => /^<[0-9A-Fa-f\s]{64,}>$/.test(text);

/**
 * Whether a PDF has a signature dictionary that covers the whole file but for its own contents. Says nothing of the
 * signature's worth: that needs the certificates (see `verify`).
 */
export const signatureIn = (bytes: Buffer): boolean => {
  if (!isPdf(bytes)) return false;
  const text = bytes.toString('latin1');
  return [...text.matchAll(byteRange)].some((found) => {
    const [start = 0, head = 0, resume = 0, tail = 0] = found.slice(1).map(Number);
    const whole = start === 0 && head < resume && resume + tail === bytes.length;
    return whole && isHex(text.slice(head, resume));
  });
};

/**
 * Checks what the service sent for `original`: a PDF, longer than it, with a signature dictionary. Throws EsignError
 * `answer-unusable`; by then the service may well have signed.
 */
export const checkSigned = (original: Uint8Array, bytes: Buffer): SignedFile => {
  const longer = bytes.length > original.length;
  if (!longer || !signatureIn(bytes)) throw new EsignError('answer-unusable', { status: 200 });
  return {
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    incremental: bytes.subarray(0, original.length).equals(original),
  };
};
