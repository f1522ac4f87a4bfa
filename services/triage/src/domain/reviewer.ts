import { here, requireWorker, type HeldCase, type Occasion, type Required } from '#libs/casework';
import { DomainError, type EventOf } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { TriageState } from './state.js';

/** Refuses what a linked case cannot do: it waits for the other one. Throws DomainError `case-linked`. */
export const requireUnlinked = (state: TriageState): void => {
  if (state.primary !== undefined) throw new DomainError('case-linked');
};

/**
 * The case, if the actor may review it: the Tim of its kecamatan, or the Inspektorat for a sealed case, at step 2 and
 * not linked. Throws DomainError as `requireWorker`, and `case-linked`.
 */
export const requireReviewer = (
  order: Occasion,
  state: TriageState,
  required: Pick<Required, 'besideTaker'> = {},
): HeldCase => {
  const held = requireWorker(order, state.case, { roles: ['tim'], steps: [2], ...required });
  requireUnlinked(state);
  return held;
};

/** Gives the step back for whoever has it in hand, since it goes to other people or waits. */
export const released = (held: HeldCase): Decision<EventOf<'StepReleased'>>[] =>
  held.takenBy === undefined
    ? []
    : [here(held, { type: 'StepReleased', data: { accountId: held.takenBy } })];
