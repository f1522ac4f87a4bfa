import type { OpenedEvent } from '#libs/projections';
import { added, patchedLast } from '../shared/lists.js';
import { most, type ComplaintDocument, type Visit } from './document.js';

const isOpen = (visit: Visit): boolean => visit.doneAt === undefined;

const taken = (doc: ComplaintDocument): Partial<Visit> => ({
  ...(doc.takenBy === undefined ? {} : { takenBy: doc.takenBy }),
  ...(doc.takenAt === undefined ? {} : { takenAt: doc.takenAt }),
});

const given = ({ takenBy: _, takenAt: __, ...visit }: Visit): Visit => visit;

const moved = (before: ComplaintDocument, after: ComplaintDocument): boolean =>
  before.step !== after.step ||
  before.round !== after.round ||
  before.arrivedAt !== after.arrivedAt;

const ended = (
  before: ComplaintDocument,
  after: ComplaintDocument,
  { type }: OpenedEvent,
): boolean =>
  moved(before, after) ||
  type === 'CaseHandedOver' ||
  (before.closedAt === undefined && after.closedAt !== undefined);

/**
 * Keeps the list of stays at a step: one ends when the case is passed on, closed or goes to another step, the next begins
 * where the case arrives. Whoever had a step in hand when it ended stays on record, who gave it back does not.
 */
export const withVisits = (
  before: ComplaintDocument,
  after: ComplaintDocument,
  event: OpenedEvent,
): ComplaintDocument => {
  const at = event.metadata.occurredAt;
  let { visits } = after;
  if (ended(before, after, event)) visits = patchedLast(visits, isOpen, { doneAt: at });
  if (moved(before, after)) {
    const { step, round, arrivedAt } = after;
    return { ...after, visits: added(visits, { step, round, arrivedAt }, most.visits) };
  }
  if (before.takenBy !== after.takenBy && visits === after.visits) {
    const last = visits.findLast(isOpen);
    if (last)
      visits = visits.map((each) => (each === last ? { ...given(each), ...taken(after) } : each));
  }
  return visits === after.visits ? after : { ...after, visits };
};
