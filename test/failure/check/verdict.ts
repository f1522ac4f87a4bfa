import type { Check, Evidence } from './evidence.js';
import { allEnded, noDeadLetters, nobodyStuck, relayedOnce, viewsAgree } from './flowing.js';
import { nothingElseStored, numbersWhole, storedOnce, streamsWhole } from './stored.js';
import { outcomesShown, queuedOnce, receivedAsStored, receivedOnce } from './told.js';

/** Everything that is demanded, in words. */
export const checks: Record<string, Check> = {
  'every acknowledged command is stored exactly once': storedOnce,
  'nothing is stored that nobody asked for': nothingElseStored,
  'every stream is whole': streamsWhole,
  'every number is unique, without gap, and told as stored': numbersWhole,
  'every event is in JetStream once, in order': relayedOnce,
  'every complaint went to its end': allEnded,
  'no consumer is stuck': nobodyStuck,
  'no dead letters': noDeadLetters,
  'every view equals a rebuild from zero': viewsAgree,
  'one message per fact, receiver and way': queuedOnce,
  'nobody was written to twice for one fact': receivedOnce,
  'what arrived is what is stored': receivedAsStored,
  'unknown outcomes are shown, not resent': outcomesShown,
};

/** What speaks against each demand; an empty list where it holds. */
export const judge = (evidence: Evidence): Record<string, string[]> =>
  Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, check(evidence)]));

/** One line per demand, the same whenever the same holds; what speaks against it below, five at most. */
export const verdictLines = (verdict: Record<string, string[]>): string[] =>
  Object.entries(verdict).flatMap(([name, against]) => [
    `${against.length === 0 ? 'holds ' : 'BROKEN'}  ${name}`,
    ...against.slice(0, 5).map((line) => `          ${line}`),
  ]);
