import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { callNames } from '../live/lifecycle.js';
import { shown } from '../shared/figures.js';
import { tableOf } from '../shared/table.js';
import { sumOf } from '../live/memory.js';
import type { Loaded } from './loading.js';
import type { Measured } from './measure.js';

/** One size of the history, measured. */
export interface HistoryResult extends Measured {
  complaints: number;
  events: number;
  loaded: Loaded;
  at: string;
  machine: string;
}

/** What the numbers were measured on. */
export const machineOf = (): string => {
  const [{ model } = { model: 'unknown processor' }] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${model.trim()}, ${memory} GiB, Node ${process.versions.node}`;
};

const prefix = 'history-result-';

/** Keeps a result beside those of other sizes. */
export const keepResult = (folder: string, result: HistoryResult): string => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${prefix}${result.complaints}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
};

/** All sizes that were measured, the smallest first. */
export const resultsIn = (folder: string): HistoryResult[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as HistoryResult)
    .sort((a, b) => a.complaints - b.complaints);

type Row = [string, (result: HistoryResult) => string];

const ms = ({ p50, p95, p99 }: { p50: number; p95: number; p99: number }): string =>
  [p50, p95, p99].map((value) => shown(value)).join(' / ');

const settledShare = ({ burst }: HistoryResult): string => {
  if (!burst) return '–';
  const { answered, refused, failed } = burst.outcome;
  return `${((answered / Math.max(1, answered + refused + failed)) * 100).toFixed(2)} %`;
};

const rows: Row[] = [
  ['events', ({ events }) => shown(events)],
  ['loaded, events/s', ({ loaded }) => shown(loaded.eventsPerSecond)],
  ['start until ready, s', ({ startSeconds }) => shown(startSeconds)],
  ['all views caught up after, s', (of) => shown(of.catchUp.viewsSeconds)],
  ['all views together, events/s', (of) => shown(of.catchUp.viewEventsPerSecond)],
  [
    'relays, events/s',
    ({ loaded, catchUp }) =>
      shown(loaded.settled?.relayEventsPerSecond ?? catchUp.relayEventsPerSecond),
  ],
  [
    'services deal with all of it again, s',
    ({ loaded, catchUp }) => (loaded.settled ? '–' : shown(catchUp.servicesSeconds)),
  ],
  ...callNames.map((name): Row => [
    `${name}, one client, p50 / p95 / p99 ms`,
    ({ one }) => ms(one.calls[name]),
  ]),
  ...callNames.map((name): Row => [
    `${name}, eight clients, p50 / p95 / p99 ms`,
    ({ eight }) => ms(eight.calls[name]),
  ]),
  ['lifecycles/s, one client', ({ one }) => shown(one.lifecyclesPerSecond)],
  ['lifecycles/s, eight clients', ({ eight }) => shown(eight.lifecyclesPerSecond)],
  ['queue page, p50 / p95 / p99 ms', ({ queuePage }) => ms(queuePage)],
  ['highest rate with p95 < 1 s, lifecycles/s', ({ rate }) => shown(rate)],
  ['burst (10 × half of it), lifecycles/s', ({ burst }) => (burst ? shown(burst.rate) : '–')],
  ['burst: calls answered in the end', settledShare],
  ['burst: told to retry', ({ burst }) => shown(burst?.outcome.toldToRetry ?? 0)],
  [
    'burst: refused / failed',
    ({ burst }) => `${burst?.outcome.refused ?? 0} / ${burst?.outcome.failed ?? 0}`,
  ],
  [
    'acknowledged and lost / doubled',
    ({ lost }) => `${lost.lost} / ${lost.doubled} of ${lost.checked}`,
  ],
  ['memory at rest, MiB', ({ restMemory }) => shown(sumOf(restMemory))],
  ['memory at the peak, MiB', ({ peakMemory }) => shown(peakMemory.total)],
];

/** The sizes side by side. */
export const historyTable = (results: readonly HistoryResult[]): string =>
  tableOf(
    ['complaints', ...results.map(({ complaints }) => shown(complaints))],
    rows.map(([title, value]) => [title, ...results.map(value)]),
  );
