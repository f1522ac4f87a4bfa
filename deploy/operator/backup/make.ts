import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openStorage } from '#libs/attachments';
import { syncFolder } from '#libs/files';
import { parseMasterKey } from '#libs/privacy';
import { filesSettings, type ServiceKit } from '#libs/service';
import { Refused } from '../command.js';
import { Progress } from '../output.js';
import type { BackupKey } from './backup-key.js';
import { ContentSum } from './content-sum.js';
import { formatVersion, manifestName, type Manifest, type Part } from './format.js';
import { eventRecords, partLines, vaultRecords } from './parts.js';
import { writeSealed } from './sealed-file.js';
import { fileRecords } from './stored-files.js';

export interface BackupOptions {
  /** Folder that gets a folder for each backup. */
  to: string;
  /** Folder for the vault, where it is kept apart. */
  vaultTo?: string | undefined;
  key: BackupKey;
  /** About how many events there are, for the progress. */
  expected?: number | undefined;
}

const explained = (error: unknown, folder: string): unknown => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refused(`no space is left on ${folder}: nothing was kept of this backup`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Refused(`${folder} cannot be written (${code})`);
  return error;
};

const part = async (
  file: string,
  backup: string,
  options: BackupOptions,
  which: { name: Part; records: AsyncIterable<unknown> },
) => {
  const sum = new ContentSum();
  const lines = partLines(backup, which.name, which.records, sum);
  const written = await writeSealed(file, options.key.recipient, lines);
  return { file: basename(file), count: sum.count, ...written, sum: sum.text };
};

/** A folder of files; an S3-compatible server is backed up by those who run it. */
const filesPart = async (
  { config }: Pick<ServiceKit, 'config'>,
  id: string,
  options: BackupOptions,
  folder: string,
): Promise<Pick<Manifest, 'files'>> => {
  if (config.ADUAN_FILES_URL !== undefined) return {};
  const opened = await openStorage(filesSettings(config));
  const progress = new Progress('files');
  try {
    const records = fileRecords(opened.storage, (count) => progress.at(count));
    const files = await part(join(folder, 'files.age'), id, options, { name: 'files', records });
    progress.done();
    return { files };
  } finally {
    opened.close();
  }
};

const filled = async (
  kit: ServiceKit,
  options: BackupOptions,
  folder: string,
  vaultFile: string,
): Promise<Manifest> => {
  const { store, mongo, vault, config } = kit;
  // Not while the master key is being changed: half of the vault would open with another one.
  await vault.check();
  const id = randomUUID();
  const createdAt = new Date().toISOString();
  const end = await store.end();
  const progress = new Progress('events', options.expected);
  const seen = (count: number): void => progress.at(count);
  const events = await part(join(folder, 'events.age'), id, options, {
    name: 'events',
    records: eventRecords(store, end, seen),
  });
  progress.done();
  // After the events: a file is stored before the event that names it.
  const files = await filesPart(kit, id, options, folder);
  // After both: a key is stored before what it seals, so none of theirs is missing.
  const held = await part(vaultFile, id, options, { name: 'vault', records: vaultRecords(mongo) });
  return {
    format: 'aduan-backup',
    version: formatVersion,
    id,
    createdAt,
    position: end ? `${end.commit}/${end.prepare}` : 'start',
    backupKeyId: options.key.id,
    masterKeyId: parseMasterKey(config.ADUAN_MASTER_KEY).id,
    events,
    vault: held,
    ...files,
  };
};

/**
 * Makes a backup while everything runs: all events up to the end of the store as it is now, then the vault. It has another name until
 * all of it is on disk. Throws Refused for a folder that cannot be written or is full; nothing is left then.
 */
export const makeBackup = async (
  kit: ServiceKit,
  options: BackupOptions,
): Promise<{ folder: string; manifest: Manifest }> => {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const name = `aduan-${stamp}-${randomUUID().slice(0, 4)}`;
  const folder = join(options.to, name);
  const temporary = join(options.to, `.${name}.part`);
  const apart = options.vaultTo && join(options.vaultTo, `${name}.vault.age`);
  const vaultFile = apart ? `${apart}.part` : join(temporary, 'vault.age');
  try {
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    await mkdir(dirname(vaultFile), { recursive: true, mode: 0o700 });
    const made = await filled(kit, options, temporary, vaultFile);
    const manifest = apart ? { ...made, vault: { ...made.vault, file: basename(apart) } } : made;
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeFile(join(temporary, manifestName), text, { mode: 0o600, flush: true });
    await syncFolder(temporary);
    if (apart) await rename(vaultFile, apart);
    if (options.vaultTo) await syncFolder(options.vaultTo);
    await rename(temporary, folder);
    await syncFolder(options.to);
    return { folder, manifest };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (apart) await rm(`${apart}.part`, { force: true });
    throw explained(error, options.to);
  }
};
