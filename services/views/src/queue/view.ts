import type { Words } from '#libs/contracts';
import type { View } from '#libs/projections';
import type { CaseHead } from '../shared/case-head.js';
import { evolveCaseWith, evolveHead, headTypes } from '../shared/follow-case.js';
import { byComplaint, prefixes } from '../shared/opened.js';

/** An open case as the queue shows it; gone when the case is closed. */
export interface QueueDocument extends CaseHead {
  subject: Words;
  /** Most urgent first, then the one received first. */
  sortKey: string;
}

const ranks = { urgent: 0, high: 1, normal: 2, low: 3 } as const;

const sortKeyOf = ({ priority = 'normal', receivedAt, complaintId }: CaseHead): string =>
  `${ranks[priority]}|${receivedAt}|${complaintId}`;

/** Open cases: one document per case that is not closed. */
export const queue: View<QueueDocument> = {
  name: 'queue',
  version: 1,
  prefixes,
  eventTypes: headTypes,
  indexes: [
    { kecamatan: 1, reserved: 1, inTransit: 1, step: 1, sortKey: 1 },
    { reserved: 1, inTransit: 1, sortKey: 1 },
  ],
  keysOf: byComplaint,
  evolve: evolveCaseWith(
    (head, { data }) => ({ ...head, subject: data.subject, sortKey: sortKeyOf(head) }),
    (doc, event) => {
      const headed = evolveHead(doc, event);
      if (headed === doc) return doc;
      return headed.closedAt === undefined ? { ...headed, sortKey: sortKeyOf(headed) } : null;
    },
  ),
};
