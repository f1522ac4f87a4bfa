import type { Erasure } from '#libs/privacy';
import { writeVault } from '#libs/privacy';
import {
  clearRestoreMark,
  restoreMark,
  setRestoreMark,
  type Config,
  type RestoreMark,
} from '#libs/service';
import { Refused } from '../command.js';
import { Progress, say } from '../output.js';
import { untilNow } from '../until-now.js';
import { appendAll } from './append.js';
import { eventsOf, filesOf, vaultOf, type Source } from './check.js';
import { ContentSum } from './content-sum.js';
import { appendErasures, destroyAgain, noteAgain } from './erasures.js';
import { allPrefixes, recordOf } from './format.js';
import { writeFiles } from './stored-files.js';
import { openTarget, requireEmpty, requireNoFiles, requireStopped, type Target } from './target.js';

export interface RestoreOptions {
  source: Source;
  /** From the journals. */
  erasures: readonly Erasure[];
  /** Keys that erasures within the backup destroyed. */
  erasedKeys: readonly string[];
  resume: boolean;
}

export interface Restored {
  events: number;
  files: number;
  erasures: number;
}

const requireMaster = ({ master }: Target, { manifest }: Source): void => {
  if (master.id === manifest.masterKeyId) return;
  throw new Refused(
    `the vault of this backup opens with master key ${manifest.masterKeyId}, ADUAN_MASTER_KEY is ${master.id}: give that key`,
  );
};

/** How far an earlier try came; a new one begins with an empty installation that is marked. */
const begin = async (target: Target, options: RestoreOptions): Promise<RestoreMark> => {
  const { id } = options.source.manifest;
  const mark = await restoreMark(target.mongo);
  if (mark && !options.resume)
    throw new Refused(
      `the restore of backup ${mark.backup} is not finished here: run it again with --resume`,
    );
  if (!mark && options.resume)
    throw new Refused('no unfinished restore is here: leave out --resume');
  if (mark && mark.backup !== id)
    throw new Refused(`the unfinished restore here is of backup ${mark.backup}, not of ${id}`);
  if (mark) return mark;
  await requireEmpty(target);
  if (options.source.manifest.files) await requireNoFiles(target);
  const fresh = { backup: id, begunAt: new Date(), events: 0 };
  await setRestoreMark(target.mongo, fresh);
  try {
    // A service that started in between has seen no mark, but then it has stored something.
    await requireStopped(target.nats);
    await requireEmpty(target);
  } catch (error) {
    await clearRestoreMark(target.mongo);
    throw error;
  }
  return fresh;
};

const fillVault = async (target: Target, options: RestoreOptions): Promise<void> => {
  const { source, erasures, erasedKeys } = options;
  const erased = new Set([...erasedKeys, ...erasures.map(({ keyId }) => keyId)]);
  const progress = new Progress('vault', source.manifest.vault.count);
  const stored = (count: number): void => progress.at(count);
  await writeVault(target.mongo, target.master, vaultOf(source), { erased, stored });
  await destroyAgain(target.vault, erasures, erasedKeys);
  progress.done();
};

/** Where the backup has none, the files are put back by hand before; `verify` tells what is missing. */
const fillFiles = async ({ files }: Target, source: Source): Promise<number> => {
  const { files: held } = source.manifest;
  if (!held) {
    say('this backup holds no files: put those of your own backup of the file store in place');
    return 0;
  }
  const progress = new Progress('files', held.count);
  const count = await writeFiles(files, filesOf(source), (each) => progress.at(each));
  progress.done();
  return count;
};

const fillStore = async (target: Target, source: Source, mark: RestoreMark): Promise<void> => {
  const progress = new Progress('events', source.manifest.events.count);
  let noted = Date.now();
  const stored = async (count: number): Promise<void> => {
    progress.at(count);
    if (Date.now() - noted < 1_000) return;
    await setRestoreMark(target.mongo, { ...mark, events: count });
    noted = Date.now();
  };
  await appendAll(target.store, eventsOf(source), { done: mark.events, stored });
  progress.at(source.manifest.events.count);
  progress.done();
};

/** Reads the store and compares it with the backup; what the journals added is not counted. */
const requireEqual = async (target: Target, options: RestoreOptions): Promise<void> => {
  const { events: wanted } = options.source.manifest;
  const added = new Set(options.erasures.map(({ event }) => event.id));
  const progress = new Progress('comparing events', wanted.count);
  const sum = new ContentSum();
  const younger = new ContentSum();
  for await (const event of untilNow(target.store, allPrefixes)) {
    const fromJournal = added.has(event.id) && sum.count >= wanted.count;
    (fromJournal ? younger : sum).add(recordOf(event));
    progress.at(sum.count);
  }
  progress.done();
  if (sum.count !== wanted.count || sum.text !== wanted.sum)
    throw new Refused(
      `the store holds ${sum.count} events that are not those ${wanted.count} of the backup: empty the servers and begin again`,
    );
};

/**
 * Restores a backup that was checked into an empty installation, or goes on with one that was cut off. Services refuse to start until it is
 * done. Throws Refused and what the servers raise; then it can be resumed.
 */
export const restore = async (config: Config, options: RestoreOptions): Promise<Restored> => {
  const target = await openTarget(config);
  const { source, erasures } = options;
  try {
    requireMaster(target, source);
    await requireStopped(target.nats);
    // A journal that cannot be written is found out before anything is stored.
    await noteAgain(config.ADUAN_ERASURE_JOURNAL, []);
    const mark = await begin(target, options);
    if (mark.events > 0) say(`going on after event ${mark.events}`);
    await fillVault(target, options);
    const files = await fillFiles(target, source);
    await fillStore(target, source, mark);
    await requireEqual(target, options);
    const younger = await appendErasures(target.store, erasures);
    await noteAgain(config.ADUAN_ERASURE_JOURNAL, erasures);
    await clearRestoreMark(target.mongo);
    return { events: source.manifest.events.count, files, erasures: younger };
  } finally {
    await target.close();
  }
};
