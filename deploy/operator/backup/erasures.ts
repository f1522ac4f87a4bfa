import type { Connection } from 'mongoose';
import type { EventStore, StoredEvent } from '#libs/eventsourcing';
import { ErasureJournal, readErasures, type Erasure, type KeyVault } from '#libs/privacy';
import { Refused } from '../command.js';
import { say } from '../output.js';

/** Everything that the journals hold. Throws Refused for a file that cannot be read. */
export const readJournals = async (files: readonly string[]): Promise<Erasure[]> => {
  const found = new Map<string, Erasure>();
  for (const file of files) {
    try {
      const { erasures, torn } = await readErasures(file);
      for (const erasure of erasures) found.set(erasure.event.id, erasure);
      if (torn > 0) say(`${file}: ${torn} cut lines are passed over`);
    } catch (error) {
      throw new Refused(`the erasures ${file} cannot be read: ${(error as Error).message}`);
    }
  }
  return [...found.values()];
};

/** Destroys keys again; a tombstone stays also for a key that the vault never had. */
export const destroyAgain = async (
  vault: KeyVault,
  erasures: readonly Erasure[],
  ofBackup: readonly string[],
): Promise<void> => {
  const at = new Date();
  for (const { keyId, event } of erasures) {
    const { ground } = event.data;
    await vault.destroy(keyId, typeof ground === 'string' ? ground : 'erased', at);
  }
  for (const keyId of ofBackup) await vault.destroy(keyId, 'erased', at);
};

/**
 * Appends the erasures that are younger than the backup to the streams that they belong to, so that everything knows of them; a
 * complaint that the backup does not have needs none. Answers the ids of those that are there.
 */
export const appendErasures = async (
  store: EventStore,
  erasures: readonly Erasure[],
): Promise<number> => {
  let appended = 0;
  for (const { event } of erasures) {
    const events: StoredEvent[] = [];
    for await (const each of store.readStream(event.streamId)) events.push(each);
    const last = events.at(-1);
    if (!last || events.some(({ id }) => id === event.id)) continue;
    const { id, type, data, metadata } = event;
    await store.append(event.streamId, [{ id, type, data, metadata }], last.revision);
    appended += 1;
  }
  return appended;
};

/** Notes everything in the journal of the restored installation too: the next restore needs it as much. */
export const noteAgain = async (
  path: string | undefined,
  erasures: readonly Erasure[],
): Promise<void> => {
  const journal = new ErasureJournal(path);
  await journal.prepare();
  for (const erasure of erasures) await journal.note(erasure);
};

/** Names of collections that hold something besides what a new installation may have. */
export const filledCollections = async (connection: Connection): Promise<string[]> => {
  const { db } = connection;
  if (!db) throw new Error('not connected');
  const names: string[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    if (name === 'vault_check' || name === 'installation' || name.startsWith('system.')) continue;
    if (await db.collection(name).findOne({})) names.push(name);
  }
  return names;
};
