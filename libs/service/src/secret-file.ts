import { readFileSync, statSync } from 'node:fs';

/** Where container engines mount secrets: inside it 0444 is usual, and nobody else is there to read them. */
const mounts = ['/run/secrets/', '/var/run/secrets/'];

/**
 * Reads the file of a secret; empty where nothing was written into it yet. Throws an Error that says what is wrong with it: a file that its group or all may write is never taken; one
 * that all may read only below /run/secrets (or ADUAN_SECRETS_MOUNT), where a container engine puts it for this container alone.
 */
export const readSecretFile = (
  path: string,
  mount: string | undefined = process.env['ADUAN_SECRETS_MOUNT'],
): string => {
  const text = readFileSync(path, 'utf8').trim();
  if (process.platform === 'win32') return text;
  const { mode } = statSync(path);
  const shown = (mode & 0o777).toString(8).padStart(4, '0');
  const places = mount ? [...mounts, `${mount.replace(/\/$/, '')}/`] : mounts;
  if ((mode & 0o022) !== 0)
    throw new Error(`others may change it (mode ${shown}); chmod 600 ${path}`);
  if ((mode & 0o004) !== 0 && !places.some((place) => path.startsWith(place)))
    throw new Error(`everybody may read it (mode ${shown}); chmod 600 ${path}`);
  return text;
};
