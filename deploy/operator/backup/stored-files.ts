import type { OpenStorage } from '#libs/attachments';
import { z } from 'zod';
import { Refused } from '../command.js';

type Storage = OpenStorage['storage'];

/** Files of complaints by their ids. What waits for a complaint, or is half written, is none of a backup. */
const path = z
  .string()
  .regex(
    /^[0-9a-f]{2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[\w-]{1,100}(?:\.thumbnail)?$/,
  );
const fileShape = z.strictObject({ path, bytes: z.base64() });

/** A file in a backup: sealed with the key of its complaint, as it lies in the store. */
export type FileRecord = z.infer<typeof fileShape>;

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code === 'ENOENT' ||
    error.name === 'FileWasNotFound' ||
    isMissing(error.cause));

/** Paths of everything that belongs to a complaint; none where there is no folder yet. */
export async function* filePaths(storage: Storage): AsyncGenerator<string> {
  try {
    for await (const entry of storage.list('', { deep: true }))
      if (entry.isFile && path.safeParse(entry.path).success) yield entry.path;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Records of all files of complaints. One that is taken away meanwhile is left out. */
export async function* fileRecords(
  storage: Storage,
  seen: (count: number) => void,
): AsyncGenerator<FileRecord> {
  let count = 0;
  for await (const each of filePaths(storage)) {
    let bytes: Uint8Array;
    try {
      bytes = await storage.readToUint8Array(each);
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    yield { path: each, bytes: Buffer.from(bytes).toString('base64') };
    seen((count += 1));
  }
}

/** Reads a record. Throws Refused. */
export const parseFile = (line: string): FileRecord => {
  const read = fileShape.safeParse(JSON.parse(line));
  if (!read.success) throw new Refused('the backup holds something that is no file');
  return read.data;
};

/** Puts files where they were; each is on disk before the next, and twice is harmless. */
export const writeFiles = async (
  storage: Storage,
  files: AsyncIterable<FileRecord>,
  stored: (count: number) => void,
): Promise<number> => {
  let count = 0;
  for await (const { path: to, bytes } of files) {
    const sealed = Buffer.from(bytes, 'base64');
    await storage.write(to, sealed, {
      mimeType: 'application/octet-stream',
      size: sealed.byteLength,
    });
    stored((count += 1));
  }
  return count;
};
