import type { FastifyRequest } from 'fastify';
import { mostMegabytes } from '#libs/attachments';
import { DomainError } from '#libs/contracts';

/** One file as it was sent, with the fields beside it. */
export interface Upload {
  bytes: Buffer;
  name: string | undefined;
  fields: Record<string, string>;
}

const fileBytes = mostMegabytes * 1_000_000;
/** Names, boundaries and fields around the file. */
const aroundBytes = 64 * 1024;
const limits = {
  files: 1,
  // One more than is taken, so that a file of exactly the limit is told from a larger one.
  fileSize: fileBytes + 1,
  fields: 5,
  fieldSize: 1_000,
  fieldNameSize: 100,
  parts: 6,
  headerPairs: 20,
};

const tooLarge = (): DomainError => new DomainError('file-too-large', { megabytes: mostMegabytes });

/** What a request announces is refused before a byte of it is read. Throws DomainError `media-type`, `file-too-large`. */
export const requireUpload = (request: FastifyRequest): void => {
  if (!request.isMultipart()) throw new DomainError('media-type');
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > fileBytes + aroundBytes) throw tooLarge();
};

const refusalOf = (error: unknown): unknown => {
  const { code } = error as { code?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT')
    return new DomainError('file-missing');
  // What the parser says of a body that is no multipart, or ends in the middle.
  if (code?.startsWith('FST_') || error instanceof Error) return new DomainError('file-broken');
  return error;
};

/** The bytes; whoever sends more is not heard to the end. */
const within = async (file: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file) {
    size += chunk.byteLength;
    if (size > fileBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const read = async (request: FastifyRequest): Promise<Upload> => {
  const fields: Record<string, string> = {};
  let file: Pick<Upload, 'bytes' | 'name'> | undefined;
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') file = { bytes: await within(part.file), name: part.filename };
    else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
  }
  if (!file) throw new DomainError('file-missing');
  return { ...file, fields };
};

/**
 * Reads one file from a multipart body, never more than the limit of it. Throws DomainError `media-type`, `file-missing` (none, or
 * several), `file-too-large`, `file-broken`.
 */
export const readUpload = async (request: FastifyRequest): Promise<Upload> => {
  requireUpload(request);
  try {
    return await read(request);
  } catch (error) {
    throw error instanceof DomainError ? error : refusalOf(error);
  }
};
