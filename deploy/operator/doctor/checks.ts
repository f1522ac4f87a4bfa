import { statfsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { checkpointsOf } from '#libs/projections';
import { countDeadLetters, ensureStreams } from '#libs/messaging';
import { checkMongo, checkNats, restoreMark, type Config } from '#libs/service';
import { openTarget, type Target } from '../backup/target.js';
import { viewNames } from '../../../services/views/src/views.js';

/** One line of the doctor: what was looked at, how it is, and what to do where it is not well. */
export interface Finding {
  what: string;
  state: 'ok' | 'warning' | 'wrong';
  found: string;
  advice?: string;
}

/** Clocks further apart than this disturb leases and deadlines. */
const clockLimitMs = 2_000;
const leastFree = 1024 ** 3;

const ok = (what: string, found: string): Finding => ({ what, state: 'ok', found });
const bad = (what: string, state: 'warning' | 'wrong', found: string, advice: string): Finding => ({
  what,
  state,
  found,
  advice,
});

/** Runs one check; what it throws is a finding too. */
const tried = async (what: string, advice: string, check: () => Promise<Finding> | Finding) => {
  try {
    return await check();
  } catch (error) {
    return bad(what, 'wrong', (error as Error).message, advice);
  }
};

const freeSpace = (path: string): Finding => {
  const what = `disk of ${path}`;
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free < leastFree
    ? bad(what, 'wrong', found, 'make room, or move the folder')
    : ok(what, found);
};

const keyFile = (name: string): Finding | undefined => {
  const path = process.env[`${name}_FILE`];
  if (!path) return undefined;
  const { mode } = statSync(path);
  // Whether it may be used at all was checked with the settings.
  return ok(`${name}_FILE`, `${path}, mode ${(mode & 0o777).toString(8)}`);
};

/** What can be seen without any server: keys, journal, disks. */
export const localFindings = async (config: Config, folders: string[]): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const name of ['ADUAN_MASTER_KEY', 'ADUAN_ACTOR_KEY']) {
    const found = keyFile(name);
    if (found) findings.push(found);
  }
  const journal = config.ADUAN_ERASURE_JOURNAL;
  findings.push(
    journal
      ? ok('erasure journal', journal)
      : bad('erasure journal', 'warning', 'none is kept', 'set ADUAN_ERASURE_JOURNAL for intake'),
  );
  if (journal) folders.push(dirname(journal));
  for (const folder of new Set(folders))
    findings.push(await tried(`disk of ${folder}`, 'make the folder', () => freeSpace(folder)));
  return findings;
};

const clock = async ({ mongo }: Target): Promise<Finding> => {
  const before = Date.now();
  const hello = (await mongo.db?.admin().command({ hello: 1 })) as { localTime?: Date };
  const here = (before + Date.now()) / 2;
  const apart = Math.abs((hello.localTime?.getTime() ?? here) - here);
  const found = `${Math.round(apart)} ms from MongoDB's`;
  const what = `clock of ${hostname()}`;
  return apart > clockLimitMs
    ? bad(what, 'wrong', found, 'let chrony or systemd-timesyncd keep both clocks')
    : ok(what, found);
};

const dead = async ({ nats }: Target, config: Config): Promise<Finding> => {
  await ensureStreams(nats, { replicas: config.ADUAN_REPLICAS === '3' ? 3 : 1 });
  const counts = Object.entries(await countDeadLetters(nats));
  if (counts.length === 0) return ok('dead letters', 'none');
  const found = counts.map(([consumer, count]) => `${consumer} ${count}`).join(', ');
  const advice = 'npm run aduan -- dead-letter list; after the fix: dead-letter replay all';
  return bad('dead letters', 'warning', found, advice);
};

const viewsBehind = async ({ mongo }: Target): Promise<Finding> => {
  const stored = await checkpointsOf(mongo).find().toArray();
  const missing = viewNames.filter((name) => {
    const found = stored.find(({ _id }) => _id === name);
    return !found || found.building;
  });
  if (missing.length === 0) return ok('views', 'all built');
  const advice = 'start the service views and wait; see: npm run aduan -- view list';
  return bad('views', 'warning', `not built: ${missing.join(', ')}`, advice);
};

const unfinished = async ({ mongo }: Target): Promise<Finding> => {
  const mark = await restoreMark(mongo);
  return mark
    ? bad('restore', 'wrong', `of backup ${mark.backup} is not finished`, 'restore … --resume')
    : ok('restore', 'none is under way');
};

const ofServers = async (target: Target, config: Config): Promise<Finding[]> => {
  const advice = 'install the version that README names';
  const vaultAdvice = 'give the ADUAN_MASTER_KEY under which this vault was filled';
  return [
    ok('EventStoreDB', 'answers'),
    await tried('MongoDB', advice, async () => ok('MongoDB', await checkMongo(target.mongo))),
    await tried('NATS', advice, () => ok('NATS', checkNats(target.nats))),
    await tried('vault', vaultAdvice, async () => {
      await target.vault.check();
      return ok('vault', `opens with master key ${target.master.id}`);
    }),
    await tried('clock', 'look at both clocks', () => clock(target)),
    await tried('restore', 'try again', () => unfinished(target)),
    await tried('dead letters', 'look at JetStream', () => dead(target, config)),
    await tried('views', 'look at MongoDB', () => viewsBehind(target)),
  ];
};

/** What the three servers say. */
export const serverFindings = async (config: Config): Promise<Finding[]> => {
  let target: Target;
  try {
    target = await openTarget(config);
  } catch (error) {
    const advice =
      'check the addresses ADUAN_ESDB_URL, ADUAN_MONGODB_URI, ADUAN_NATS_URL and whether each server runs';
    return [bad('servers', 'wrong', (error as Error).message, advice)];
  }
  try {
    return await ofServers(target, config);
  } finally {
    await target.close();
  }
};
