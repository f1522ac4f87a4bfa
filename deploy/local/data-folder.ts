import { accessSync, constants, mkdirSync } from 'node:fs';

const reasons: Record<string, string> = {
  EEXIST: 'is not a folder',
  ENOTDIR: 'is not a folder',
  EACCES: 'cannot be written (permission denied)',
  EPERM: 'cannot be written (permission denied)',
  EROFS: 'is read-only',
  ENOSPC: 'is on a full disk',
};

/**
 * Makes the data folder if need be, for its owner only: views and letters in it hold personal data in the clear. Throws a
 * clear Error when it cannot be used.
 */
export const openDataFolder = (data: string): void => {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = reasons[code] ?? `cannot be used (${message})`;
    throw new Error(`the data folder ${data} ${reason}: choose another one with --data`, {
      cause: error,
    });
  }
};
