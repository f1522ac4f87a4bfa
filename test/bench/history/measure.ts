import { join } from 'node:path';
import { EventStore } from '#libs/eventsourcing';
import { ApiClient } from '../../../deploy/demo/api-client.js';
import { readAddresses } from '../../../deploy/local/addresses.js';
import { demoPassword } from '../../../deploy/local/accounts.js';
import { catchUp, type CatchUp } from '../live/catch-up.js';
import { LightClient } from '../live/http.js';
import type { Staff, Tally } from '../live/lifecycle.js';
import { closedLoad, highestRate, openLoad, type Outcome, type Target } from '../live/load.js';
import { lostOf } from '../live/lost.js';
import { familyMemory, MemoryWatch } from '../live/memory.js';
import { startLive } from '../live/system.js';
import { summaryOf, type Summary } from '../shared/figures.js';
import { places } from './kinds.js';

export interface MeasureOptions {
  folder: string;
  complaints: number;
  /** Events that the history has. */
  events: number;
  /** Seconds for which a rate must hold, and of the burst. */
  hold: number;
  burst: number;
  say: (line: string) => void;
}

export interface Measured {
  startSeconds: number;
  catchUp: CatchUp;
  restMemory: Record<string, number>;
  one: Outcome;
  eight: Outcome;
  queuePage: Summary;
  rate: number;
  held: Outcome | undefined;
  burst: { rate: number; seconds: number; outcome: Outcome } | undefined;
  lost: { checked: number; lost: number; doubled: number };
  peakMemory: { total: number; parts: Record<string, number> };
}

const sockets = 1_000;

const staffAt = async (url: string): Promise<Staff> => {
  const staff: Staff = {};
  for (const { kecamatan, name } of places) {
    const petugas = await new ApiClient(url).signIn(`petugas.${name}`, demoPassword);
    const tim = await new ApiClient(url).signIn(`tim.${name}`, demoPassword);
    staff[kecamatan] = { petugas: petugas.token ?? '', tim: tim.token ?? '' };
  }
  return staff;
};

const queuePages = async ({ client, staff }: Target): Promise<Summary> => {
  const ms: number[] = [];
  for (let count = 0; count < 200; count += 1) {
    const { tim } = staff[places[count % places.length]?.kecamatan ?? ''] ?? { tim: '' };
    const reply = await client.call({ method: 'GET', path: '/queue', token: tim });
    if (reply.status !== 200) throw new Error(`the queue page was refused: ${reply.status}`);
    ms.push(reply.ms);
  }
  return summaryOf(ms);
};

const loads = async (target: Target, options: MeasureOptions) => {
  const { say, hold, burst } = options;
  say('lifecycles by one client, then by eight');
  const one = await closedLoad(target, 1, 10);
  const eight = await closedLoad(target, 8, 20);
  const queuePage = await queuePages(target);
  say('looking for the highest rate');
  const begin = eight.outcome.lifecyclesPerSecond * 0.7;
  const best = await highestRate(target, begin, hold, say);
  const tallies: Tally[] = [one.tally, eight.tally, ...best.tallies];
  const rate = best.rate * 5;
  if (rate > 0) say(`burst of ${rate.toFixed(1)} lifecycles/s for ${burst} s`);
  const storm = rate > 0 ? await openLoad(target, rate, burst) : undefined;
  if (storm) tallies.push(storm.tally);
  return {
    tallies,
    one: one.outcome,
    eight: eight.outcome,
    queuePage,
    rate: best.rate,
    held: best.outcome,
    burst: storm && { rate, seconds: burst, outcome: storm.outcome },
  };
};

const lostIn = async (url: string, tallies: Tally[]) => {
  const store = new EventStore(url);
  try {
    return await lostOf(store, tallies);
  } finally {
    await store.close();
  }
};

/** Starts the system on the history, lets it catch up, and measures. */
export const measure = async (options: MeasureOptions): Promise<Measured> => {
  const { folder, complaints, events, say } = options;
  const data = join(folder, 'data');
  say('starting the system on the history');
  const system = await startLive(data, join(folder, 'system.log'));
  const client = new LightClient(system.url, sockets);
  const memory = new MemoryWatch(system.pid);
  try {
    const caught = await catchUp(client, events);
    const restMemory = familyMemory(system.pid);
    const target = { client, complaints, staff: await staffAt(system.url) };
    const { tallies, ...measured } = await loads(target, options);
    await catchUp(client, 0);
    const lost = await lostIn(readAddresses(data)?.esdbUrl ?? '', tallies);
    const peakMemory = { total: memory.peak, parts: memory.parts };
    const startSeconds = system.startMs / 1_000;
    return { ...measured, startSeconds, catchUp: caught, restMemory, lost, peakMemory };
  } finally {
    memory.stop();
    client.close();
    await system.stop();
  }
};
