import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { Form, type FormFile } from './form.js';

const tooLarge = new Set(['FST_REQ_FILE_TOO_LARGE', 'FST_FILES_LIMIT', 'FST_PARTS_LIMIT']);

/**
 * Reads a form with files, within its limits: what is over them is refused (`too-large`) as soon as it is seen, and never held
 * in memory. Throws DomainError `too-large`, `media-type`.
 */
export const readMultipart = async (
  request: FastifyRequest,
  { count, bytes }: { count: number; bytes: number },
): Promise<Form> => {
  const values = new Map<string, string[]>();
  const files = new Map<string, FormFile[]>();
  try {
    const limits = { files: count, fileSize: bytes, fields: 200, fieldSize: 64 * 1024, parts: 220 };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        values.set(part.fieldname, [...(values.get(part.fieldname) ?? []), String(part.value)]);
        continue;
      }
      const file = { name: part.filename ?? '', bytes: await part.toBuffer() };
      files.set(part.fieldname, [...(files.get(part.fieldname) ?? []), file]);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (tooLarge.has(code ?? '')) throw new DomainError('too-large');
    if (code?.startsWith('FST_')) throw new DomainError('media-type');
    throw error;
  }
  return new Form(values, files);
};
