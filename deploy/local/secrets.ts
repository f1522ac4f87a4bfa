import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const shape = z.strictObject({ masterKey: z.string(), actorKey: z.string() });

/** Keys of the local system. */
export type LocalSecrets = z.infer<typeof shape>;

const readKeys = (file: string): LocalSecrets => {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} is damaged: put it back from a backup`, { cause: error });
  }
};

/**
 * Keys for a data folder, made at the first start and readable by the owner only. Data without its keys cannot be read, so a
 * missing file beside data that is there is an error and never replaced. Throws a clear Error.
 */
export const localSecrets = (data: string): LocalSecrets => {
  const file = join(data, 'secrets.json');
  if (existsSync(file)) return readKeys(file);
  if (existsSync(join(data, 'eventstore')))
    throw new Error(
      `${file} is missing, but ${data} holds data that only its keys can open: put it back, or choose another --data`,
    );
  const secrets = {
    masterKey: randomBytes(32).toString('base64'),
    actorKey: randomBytes(32).toString('base64'),
  };
  // Views and letters below it hold personal data in the clear.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
};
