import { setTimeout as delay } from 'node:timers/promises';
import { summaryOf, type Summary } from '../shared/figures.js';
import type { LightClient } from './http.js';
import { callNames, Lifecycle, Tally, type CallName, type Staff } from './lifecycle.js';

/** Where a load goes: the client, who acts, and how many complaints of the history there are to search for. */
export interface Target {
  client: LightClient;
  staff: Staff;
  complaints: number;
}

export interface Outcome {
  lifecyclesPerSecond: number;
  calls: Record<CallName, Summary>;
  /** 95 of 100 calls of all kinds were answered within so many ms. */
  p95: number;
  answered: number;
  toldToRetry: number;
  refused: number;
  failed: number;
  reasons: Record<string, number>;
}

const lifecycleOf = ({ client, staff, complaints }: Target, tally: Tally): Lifecycle =>
  new Lifecycle(client, staff, tally, () => Math.floor(Math.random() * complaints));

const outcomeOf = (tally: Tally, lifecycles: number, ms: number): Outcome => {
  const calls = Object.fromEntries(
    callNames.map((name) => [name, summaryOf(tally.ms[name])]),
  ) as Record<CallName, Summary>;
  const { answered, toldToRetry, refused, failed, reasons } = tally;
  const { p95 } = summaryOf(Object.values(tally.ms).flat());
  const lifecyclesPerSecond = (lifecycles / ms) * 1_000;
  return { lifecyclesPerSecond, calls, p95, answered, toldToRetry, refused, failed, reasons };
};

/** As fast as `clients` can, one lifecycle after another each. */
export const closedLoad = async (
  target: Target,
  clients: number,
  seconds: number,
): Promise<{ outcome: Outcome; tally: Tally }> => {
  const tally = new Tally();
  const began = performance.now();
  let count = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1_000) {
      await lifecycleOf(target, tally).run(count++);
    }
  };
  await Promise.all(Array.from({ length: clients }, worker));
  return { outcome: outcomeOf(tally, count, performance.now() - began), tally };
};

/** So many lifecycles a second, whether the earlier ones are through or not. Resolves when all are. */
export const openLoad = async (
  target: Target,
  rate: number,
  seconds: number,
): Promise<{ outcome: Outcome; tally: Tally }> => {
  const tally = new Tally();
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let count = 0; count < rate * seconds; count += 1) {
    const wait = began + (count / rate) * 1_000 - performance.now();
    if (wait > 1) await delay(wait);
    running.push(lifecycleOf(target, tally).run(count));
  }
  await Promise.all(running);
  return { outcome: outcomeOf(tally, running.length, performance.now() - began), tally };
};

/** The aim for 95 of 100 calls, in ms. */
export const p95AimMs = 1_000;

const holds = (
  { p95, refused, failed, toldToRetry, lifecyclesPerSecond }: Outcome,
  rate: number,
): boolean =>
  p95 < p95AimMs && refused + failed + toldToRetry === 0 && lifecyclesPerSecond > rate * 0.85;

/** The highest rate that holds for `seconds`, found from below and then proved; 0 where none does. */
export const highestRate = async (
  target: Target,
  begin: number,
  seconds: number,
  say: (line: string) => void,
): Promise<{ rate: number; outcome: Outcome | undefined; tallies: Tally[] }> => {
  const tallies: Tally[] = [];
  const trial = async (rate: number, length: number): Promise<Outcome> => {
    const { outcome, tally } = await openLoad(target, rate, length);
    tallies.push(tally);
    const verdict = holds(outcome, rate) ? 'holds' : 'does not hold';
    say(
      `${rate.toFixed(1)} lifecycles/s for ${length} s: p95 ${Math.round(outcome.p95)} ms, ${verdict}`,
    );
    return outcome;
  };
  let rate = begin;
  const short = Math.min(10, seconds);
  while (holds(await trial(rate * 1.25, short), rate * 1.25)) rate *= 1.25;
  for (let tries = 0; tries < 6; tries += 1) {
    const outcome = await trial(rate, seconds);
    if (holds(outcome, rate)) return { rate, outcome, tallies };
    rate *= 0.85;
  }
  return { rate: 0, outcome: undefined, tallies };
};
