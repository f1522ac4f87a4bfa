import type { OpenedEvent, View } from '#libs/projections';
import { evolveCaseWith, evolveHead } from '../shared/follow-case.js';
import { byComplaint, caseOf, changed, entryOf, prefixes, type Table } from '../shared/opened.js';
import type { ComplaintDocument } from './document.js';
import { intakeTable, registered, type Change } from './intake-events.js';
import { meetingTable } from './meeting-events.js';
import { notificationTable } from './notification-events.js';
import { deliveryTable, documentTable, draftTable } from './resolution-events.js';
import { consultationTable, triageTable } from './triage-events.js';
import { withVisits } from './visits.js';

const tables: readonly Table<ComplaintDocument, Change>[] = [
  intakeTable,
  triageTable,
  consultationTable,
  meetingTable,
  draftTable,
  documentTable,
  deliveryTable,
  notificationTable,
];

const withParts = (doc: ComplaintDocument, event: OpenedEvent): ComplaintDocument =>
  tables.reduce((each, table) => changed(each, entryOf(table, event)?.(each, event)), doc);

const seen = (doc: ComplaintDocument, event: OpenedEvent): ComplaintDocument => {
  const found = caseOf(event);
  if (!found) return doc;
  const revisions = { ...doc.revisions, [found.service]: Number(event.revision) };
  return { ...doc, revisions };
};

// Every event counts in the ETag, those of unknown types too.
const follow = (doc: ComplaintDocument, event: OpenedEvent): ComplaintDocument => {
  const headed = evolveHead(doc, event);
  return seen(withParts(withVisits(doc, headed, event), event), event);
};

/** The complaint's page: one document per complaint. */
export const complaints: View<ComplaintDocument> = {
  name: 'complaints',
  version: 2,
  prefixes,
  indexes: [{ registerNumber: 1 }],
  keysOf: byComplaint,
  evolve: evolveCaseWith(registered, follow),
};
