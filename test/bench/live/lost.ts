import type { EventStore } from '#libs/eventsourcing';
import { eachAtOnce } from '../shared/workers.js';
import type { Tally } from './lifecycle.js';

const has = async (store: EventStore, stream: string, type: string): Promise<boolean> => {
  for await (const event of store.readStream(stream)) if (event.type === type) return true;
  return false;
};

/** Acknowledged deeds that are not in the store, and numbers that two complaints have: both must be 0. */
export const lostOf = async (
  store: EventStore,
  tallies: readonly Tally[],
): Promise<{ checked: number; lost: number; doubled: number }> => {
  const created = tallies.flatMap((tally) => tally.created);
  const doubled = created.length - new Set(created.map((each) => each.registerNumber)).size;
  let lost = 0;
  await eachAtOnce(created, 16, async ({ complaintId, taken }) => {
    if (!(await has(store, `intake-${complaintId}`, 'RegisterNumberAssigned'))) lost += 1;
    if (taken && !(await has(store, `triage-${complaintId}`, 'StepTaken'))) lost += 1;
  });
  return { checked: created.length, lost, doubled };
};
