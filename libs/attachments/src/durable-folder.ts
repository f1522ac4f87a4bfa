import { open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { WriteOptions } from '@flystorage/file-storage';
import { LocalStorageAdapter } from '@flystorage/local-fs';
import { randomUUID } from 'node:crypto';
import { syncFolder } from '#libs/files';

const ownersOnly = { visibility: 'private', directoryVisibility: 'private' };

/**
 * A local folder in which a file is there wholly or not at all, and is on disk before it is said to be: an event that names
 * the file is stored next. The library's own adapter writes in place.
 */
export class DurableFolder extends LocalStorageAdapter {
  override async write(path: string, contents: Readable, options: WriteOptions): Promise<void> {
    const part = `${path}.${randomUUID()}.part`;
    const [from, to] = [join(this.rootDir, part), join(this.rootDir, path)];
    try {
      await super.write(part, contents, { ...options, ...ownersOnly });
      const file = await open(from, 'r');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(from, to);
    } catch (error) {
      await super.deleteFile(part);
      throw error;
    }
    // The names of new folders too: one for each complaint.
    await syncFolder(dirname(to));
    await syncFolder(dirname(dirname(to)));
    await syncFolder(dirname(dirname(dirname(to))));
  }
}
