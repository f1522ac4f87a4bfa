import { join } from 'node:path';
import { pino } from 'pino';
import { startServers } from '#libs/embedded/servers';
import { EventStore } from '#libs/eventsourcing';
import { createSealer, KeyVault, parseMasterKey } from '#libs/privacy';
import { connectMongo, readConfig } from '#libs/service';
import { localSecrets } from '../../../deploy/local/secrets.js';
import { readKecamatan } from '../../../services/sla/src/seeds/kabupaten-files.js';
import { environmentOf } from '../parts/office.js';
import { perSecond } from '../shared/figures.js';
import { Progress } from '../shared/progress.js';
import { kabupatenFile, patternsOf, type History } from './folder.js';
import type { Kind } from './kinds.js';
import { load } from './load.js';
import { plan, type Planned } from './plan.js';
import { settle, type Settled } from './settle.js';

/** Complaints whose keys are made together, and appends at once. */
const batch = 100;
const concurrency = 32;

export interface Loaded {
  events: number;
  eventsPerSecond: number;
  seconds: number;
  /** How the history was relayed; absent where the services of the measured system do all of it again. */
  settled?: Settled;
  /** Events of the whole history, those of earlier runs included. */
  totalEvents: number;
  /** Complaints that an earlier run had stored. */
  skipped: number;
}

const inForce = async () => {
  const known = new Map(
    (await readKecamatan(kabupatenFile)).map(({ code, procedure }) => [code, procedure]),
  );
  return (kecamatan: string) => {
    const procedure = known.get(kecamatan);
    if (!procedure) throw new Error(`no procedure of ${kecamatan} in ${kabupatenFile}`);
    return procedure;
  };
};

const planOf = async (history: History) => {
  const patterns = patternsOf(history);
  const patternOf = (kind: Kind, kecamatan: string) => {
    const pattern = patterns.get(`${kind} ${kecamatan}`);
    if (!pattern) throw new Error(`no lifecycle ${kind} of ${kecamatan} was recorded`);
    return pattern;
  };
  const { complaints: total, end, days } = history;
  return plan({ total, end, days, patternOf, procedureOf: await inForce() });
};

const eventsOf = (planned: Iterable<Planned>): number => {
  let events = 0;
  for (const { pattern } of planned) events += pattern.events + pattern.documents + 1;
  return events;
};

/** Loads what is missing of a history into the servers of its folder, with a bar. */
export const loadHistory = async (
  folder: string,
  history: History,
  replay: boolean,
): Promise<Loaded> => {
  const data = join(folder, 'data');
  const servers = await startServers({ data, logger: pino({ level: 'silent' }) });
  const store = new EventStore(servers.esdbUrl);
  const connection = await connectMongo(servers.mongoUri);
  try {
    const { masterKey } = localSecrets(data);
    const master = parseMasterKey(masterKey);
    const vault = new KeyVault({ connection, master, deadlineMs: 30_000 });
    await vault.check();
    const planned = await planOf(history);
    const began = performance.now();
    let bar: Progress | undefined;
    const progress = (done: number, events: number): void => {
      bar ??= new Progress('complaints', history.complaints, done - batch);
      const rate = perSecond(events, performance.now() - began);
      bar.at(done, `(${Math.round(rate).toLocaleString('en-GB')} events/s)`);
    };
    const sealer = createSealer({ vault });
    const stored = { store, vault, sealer, plan: planned, batch, concurrency, progress };
    const { events, skipped } = await load(stored);
    bar?.end();
    const ms = performance.now() - began;
    const totalEvents = eventsOf(await planOf(history));
    const eventsPerSecond = perSecond(events, ms);
    const config = readConfig(environmentOf(data, servers));
    const settled = replay ? undefined : await settle(config, totalEvents);
    return {
      ...(settled ? { settled } : {}),
      events,
      skipped,
      totalEvents,
      seconds: ms / 1_000,
      eventsPerSecond,
    };
  } finally {
    await store.close();
    await connection.close();
    await servers.close();
  }
};
