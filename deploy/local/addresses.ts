import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.strictObject({
  pid: z.number().int().positive(),
  esdbUrl: z.string(),
  mongoUri: z.string(),
  natsUrl: z.string(),
  /** The portal's. */
  url: z.string(),
});

/** Where the local system of a data folder listens now, and the process that hosts it. */
export type LocalAddresses = z.infer<typeof shape>;

const fileOf = (data: string): string => join(data, 'addresses.json');

/** Says in the data folder where its system listens; for its owner only. */
export const writeAddresses = (data: string, addresses: LocalAddresses): void => {
  const file = fileOf(data);
  writeFileSync(`${file}.new`, `${JSON.stringify(addresses, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** Nothing listens any more. */
export const removeAddresses = (data: string): void => rmSync(fileOf(data), { force: true });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Where the system of a data folder listens; undefined where none runs. Throws when the file is damaged. */
export const readAddresses = (data: string): LocalAddresses | undefined => {
  const file = fileOf(data);
  if (!existsSync(file)) return undefined;
  const read = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} is damaged: delete it and start the system again`);
  // Left behind by a process that was killed.
  return isAlive(read.data.pid) ? read.data : undefined;
};
