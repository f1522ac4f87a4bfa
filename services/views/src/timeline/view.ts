import type { TimelineEntry } from '#libs/contracts';
import { positionToString, type OpenedEvent, type View } from '#libs/projections';
import { caseOf, prefixes } from '../shared/opened.js';
import { detailsOf } from './details.js';

/** One event of a complaint. An entry is a document of its own, so that a long history costs no more than a short one. */
export interface TimelineDocument extends TimelineEntry {
  complaintId: string;
  /** Place in the event store; sorts as the events do. */
  order: string;
}

const entry = (event: OpenedEvent): TimelineDocument | null => {
  const found = caseOf(event);
  if (!found) return null;
  const { metadata } = event;
  return {
    complaintId: found.complaintId,
    order: positionToString(event.position),
    eventId: event.id,
    type: event.type,
    service: found.service,
    at: metadata.occurredAt,
    recordedAt: metadata.recordedAt,
    ...(metadata.receivedAt === undefined ? {} : { receivedAt: metadata.receivedAt }),
    actor: { id: metadata.actor.id, role: metadata.actor.role },
    step: metadata.step,
    round: metadata.round,
    details: detailsOf(event),
  };
};

/** What happened to each complaint: one document per event, of unknown types too. */
export const timeline: View<TimelineDocument> = {
  name: 'timeline',
  version: 1,
  prefixes,
  indexes: [{ complaintId: 1, order: 1 }],
  keysOf: (event) => (caseOf(event) ? [event.id] : []),
  evolve: (doc, event) => doc ?? entry(event),
};
