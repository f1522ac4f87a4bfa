import { open } from 'node:fs/promises';

/** Has the names in a folder on disk: a file that was renamed into it is still there after a power cut. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
