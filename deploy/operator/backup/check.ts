import { join } from 'node:path';
import { identityKeyId, personKeyId, vaultRecord, type VaultRecord } from '#libs/privacy';
import { Refused } from '../command.js';
import { Progress } from '../output.js';
import type { BackupKey } from './backup-key.js';
import { ContentSum } from './content-sum.js';
import { headShape, parseRecord, tailShape, type EventRecord, type Manifest } from './format.js';
import { hashFile, readSealed } from './sealed-file.js';

/** A backup that is to be restored. */
export interface Source {
  manifest: Manifest;
  events: string;
  vault: string;
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
    identity: key.identity,
  };
};

/**
 * Records of a part, in order; its first line says whose it is, its last one that all came. Throws Refused when it belongs to
 * another backup, is damaged or is cut.
 */
export async function* records(
  source: Source,
  part: 'events' | 'vault',
): AsyncGenerator<{ line: string }> {
  const { manifest, identity } = source;
  const file = source[part];
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
  const { sum } = manifest[part];
  if (tail.data.end !== manifest[part].count || tail.data.sum !== sum)
    throw new Refused(`${file} does not hold what the manifest says`);
}

const requireHead = (
  line: string,
  manifest: Manifest,
  part: 'events' | 'vault',
  file: string,
): void => {
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

const erasedKeyOf = ({ type, data, metadata }: EventRecord): string | undefined => {
  const subject = typeof metadata['complaintId'] === 'string' ? metadata['complaintId'] : '';
  if (type === 'IdentityErased') return identityKeyId(subject);
  return type === 'PersonErased' ? personKeyId(subject, data['personId']) : undefined;
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
  for (const part of ['events', 'vault'] as const) {
    const { bytes, sha256 } = await hashFile(source[part]);
    if (bytes !== manifest[part].bytes || sha256 !== manifest[part].sha256)
      throw new Refused(`${source[part]} is damaged or cut: its hash is not that of the manifest`);
  }
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
  const vault = new ContentSum();
  for await (const { line } of records(source, 'vault')) vault.add(JSON.parse(line));
  requireSame(source.vault, vault, manifest.vault);
  return { erasedKeys };
};
