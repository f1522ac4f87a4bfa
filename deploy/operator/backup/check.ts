import { join } from 'node:path';
import { identityKeyId, personKeyId, vaultRecord, type VaultRecord } from '#libs/privacy';
import { Refused } from '../command.js';
import { Progress } from '../output.js';
import type { BackupKey } from './backup-key.js';
import { ContentSum } from './content-sum.js';
import {
  headShape,
  parseRecord,
  parts,
  tailShape,
  type EventRecord,
  type Manifest,
  type Part,
} from './format.js';
import { hashFile, readSealed } from './sealed-file.js';
import { parseFile, type FileRecord } from './stored-files.js';

/** A backup that is to be restored. */
export interface Source {
  manifest: Manifest;
  events: string;
  vault: string;
  /** Undefined where the backup has none. */
  files: string | undefined;
  identity: string;
}

/** Finds the files of a backup. Throws Refused when the key cannot open it. */
export const sourceOf = (
  folder: string,
  manifest: Manifest,
  key: BackupKey,
  vault: string | undefined,
): Source => {
  if (manifest.backupKeyId !== key.id)
    throw new Refused(
      `the backup was made for backup key ${manifest.backupKeyId}, this one is ${key.id}: give the other with --key-file`,
    );
  if (key.identity === undefined)
    throw new Refused('this key file only seals: give the one that holds AGE-SECRET-KEY-1…');
  return {
    manifest,
    events: join(folder, manifest.events.file),
    vault: vault ?? join(folder, manifest.vault.file),
    files: manifest.files && join(folder, manifest.files.file),
    identity: key.identity,
  };
};

/**
 * Records of a part, in order; its first line says whose it is, its last one that all came. Throws Refused when it belongs to
 * another backup, is damaged or is cut.
 */
export async function* records(source: Source, part: Part): AsyncGenerator<{ line: string }> {
  const { manifest, identity } = source;
  const [file, wanted] = [source[part], manifest[part]];
  if (file === undefined || wanted === undefined) return;
  let before: string | undefined;
  let count = -1;
  for await (const line of readSealed(file, identity)) {
    count += 1;
    if (count === 0) requireHead(line, manifest, part, file);
    else if (before !== undefined) yield { line: before };
    before = count === 0 ? undefined : line;
  }
  const tail = tailShape.safeParse(before === undefined ? undefined : JSON.parse(before));
  if (!tail.success || tail.data.end !== count - 1) throw new Refused(`${file} is cut`);
  if (tail.data.end !== wanted.count || tail.data.sum !== wanted.sum)
    throw new Refused(`${file} does not hold what the manifest says`);
}

const requireHead = (line: string, manifest: Manifest, part: Part, file: string): void => {
  const head = headShape.safeParse(JSON.parse(line));
  if (head.success && head.data.backup === manifest.id && head.data.part === part) return;
  throw new Refused(`${file} does not belong to this backup`);
};

/** The events of a backup. */
export async function* eventsOf(source: Source): AsyncGenerator<EventRecord> {
  for await (const { line } of records(source, 'events')) yield parseRecord(line);
}

/** The documents of the vault in a backup. */
export async function* vaultOf(source: Source): AsyncGenerator<VaultRecord> {
  for await (const { line } of records(source, 'vault')) yield vaultRecord.parse(JSON.parse(line));
}

/** The files in a backup; none where it has none. */
export async function* filesOf(source: Source): AsyncGenerator<FileRecord> {
  for await (const { line } of records(source, 'files')) yield parseFile(line);
}

const erasedKeyOf = ({ type, data, metadata }: EventRecord): string | undefined => {
  const subject = typeof metadata['complaintId'] === 'string' ? metadata['complaintId'] : '';
  if (type === 'IdentityErased') return identityKeyId(subject);
  return type === 'PersonErased' ? personKeyId(subject, data['personId']) : undefined;
};

const requireHash = async (source: Source, part: Part): Promise<void> => {
  const [file, wanted] = [source[part], source.manifest[part]];
  if (file === undefined || wanted === undefined) return;
  const { bytes, sha256 } = await hashFile(file);
  if (bytes !== wanted.bytes || sha256 !== wanted.sha256)
    throw new Refused(`${file} is damaged or cut: its hash is not that of the manifest`);
};

/** Reads a part whose records need no look of their own. */
const checkPart = async (source: Source, part: 'vault' | 'files'): Promise<void> => {
  const [file, wanted] = [source[part], source.manifest[part]];
  if (file === undefined || wanted === undefined) return;
  const sum = new ContentSum();
  for await (const { line } of records(source, part)) sum.add(JSON.parse(line));
  requireSame(file, sum, wanted);
};

const requireSame = (file: string, sum: ContentSum, wanted: { sum: string }): void => {
  if (sum.text !== wanted.sum) throw new Refused(`${file} does not hold what it says`);
};

/**
 * Reads all of a backup before anything is touched: hashes of the files, every record, counts and sums. Answers the keys that its own
 * erasures destroyed. Throws Refused.
 */
export const checkBackup = async (source: Source): Promise<{ erasedKeys: string[] }> => {
  const { manifest } = source;
  for (const part of parts) await requireHash(source, part);
  const progress = new Progress('checking events', manifest.events.count);
  const erasedKeys: string[] = [];
  const events = new ContentSum();
  for await (const record of eventsOf(source)) {
    events.add(record);
    const key = erasedKeyOf(record);
    if (key !== undefined) erasedKeys.push(key);
    progress.at(events.count);
  }
  progress.done();
  requireSame(source.events, events, manifest.events);
  await checkPart(source, 'vault');
  await checkPart(source, 'files');
  return { erasedKeys };
};
