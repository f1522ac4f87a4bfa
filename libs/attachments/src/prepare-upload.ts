import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { DomainError, fileMediaTypes, type FileMediaType } from '#libs/contracts';
import { safeName } from './file-name.js';
import { safeImage } from './image.js';
import type { Location } from './location.js';
import { inspectPdf } from './pdf.js';

/** Size of an upload at most, in MB (10^6 bytes): a photo of a phone has 2 to 6. Our own choice; a file is held in memory. */
export const mostMegabytes = 10;

/** An upload that may be kept. */
export interface Prepared {
  mediaType: FileMediaType;
  /** What is kept: of a picture without metadata and upright, of a PDF as it came. */
  bytes: Buffer;
  /** WebP, of pictures. */
  thumbnail?: Buffer;
  /** Where a photo was taken: offered to the sender, and in `bytes` no more. */
  location?: Location;
  width?: number;
  height?: number;
  pages?: number;
  /** Harmless; for people only. */
  name: string;
  /** Of `bytes`, in hex. */
  sha256: string;
}

const isTaken = (type: string): type is FileMediaType =>
  (fileMediaTypes as readonly string[]).includes(type);

/** What the bytes are; no name and no declared type counts. Throws DomainError `file-type`. */
const typeOf = async (bytes: Uint8Array): Promise<FileMediaType> => {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found?.mime === 'image/apng' ? 'image/png' : (found?.mime ?? '');
  if (!isTaken(mime)) throw new DomainError('file-type');
  return mime;
};

/** SHA-256 in hex. */
export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * Checks an upload and makes it safe to keep and to show. Throws DomainError `file-empty`, `file-too-large`, `file-type`,
 * `file-broken`, `image-too-large`, `pdf-encrypted`, `pdf-active`; then nothing of it is kept.
 */
export const prepareUpload = async (
  bytes: Uint8Array,
  declaredName: string | undefined,
): Promise<Prepared> => {
  if (bytes.byteLength === 0) throw new DomainError('file-empty');
  if (bytes.byteLength > mostMegabytes * 1_000_000)
    throw new DomainError('file-too-large', { megabytes: mostMegabytes });
  const mediaType = await typeOf(bytes);
  const name = safeName(declaredName, mediaType);
  if (mediaType === 'application/pdf') {
    const { pages } = inspectPdf(bytes);
    return { mediaType, bytes: Buffer.from(bytes), pages, name, sha256: sha256Of(bytes) };
  }
  const image = await safeImage(bytes, mediaType);
  return { mediaType, ...image, name, sha256: sha256Of(image.bytes) };
};
