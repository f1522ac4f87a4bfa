import { requireWorker, type HeldCase, type Occasion } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import { unitOf, type Procedure } from '#libs/procedure';
import type { CoordinationState } from './state.js';

/** The case, if the actor coordinates it: the Kasi at step 3, or the Inspektorat. Throws DomainError as `requireWorker`. */
export const requireCoordinator = (order: Occasion, state: CoordinationState): HeldCase =>
  requireWorker(order, state.case, { roles: ['kasi'], steps: [3] });

/** The case, if the actor prepares or holds the meeting: the Tim at step 4, or the Inspektorat. */
export const requireConvener = (order: Occasion, state: CoordinationState): HeldCase =>
  requireWorker(order, state.case, { roles: ['tim'], steps: [4] });

/** Throws DomainError `unknown-unit` for a party that the procedure of the kecamatan does not know. */
export const requireUnit = (procedure: Procedure, unit: string): void => {
  if (!unitOf(procedure, unit)) throw new DomainError('unknown-unit', { unit });
};

/** A field that its contract takes and that cannot be true of this case. */
export const wrongField = (field: string, reason: string): DomainError =>
  new DomainError('invalid', {}, { fields: [{ field, reason }] });

/** Refuses a moment that has not come. Throws DomainError `time-in-future`. */
export const requirePast = (order: Occasion, field: string, at: string): void => {
  if (at > order.at) throw new DomainError('time-in-future', {}, { field });
};

const farthestMs = 366 * 24 * 60 * 60_000;

/** Refuses a moment that has passed, or lies more than a year ahead. Throws DomainError `time-in-past`, `invalid`. */
export const requireFuture = (order: Occasion, field: string, at: string): void => {
  if (at <= order.at) throw new DomainError('time-in-past', {}, { field });
  if (Date.parse(at) - Date.parse(order.at) > farthestMs) throw wrongField(field, 'too-far-ahead');
};

/** Refuses a moment before the office had the complaint at all, such as a wrong year. Throws DomainError `invalid`. */
export const requireSinceReceipt = (held: HeldCase, field: string, at: string): void => {
  if (at < held.facts.receivedAt) throw wrongField(field, 'before-receipt');
};
