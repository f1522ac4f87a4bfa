import type { TicketRow } from '#libs/contracts';
import type { OpenedEvent, View } from '#libs/projections';
import { patched } from '../shared/lists.js';
import { changed, entryOf, prefixes, typesOf, type Table } from '../shared/opened.js';

/** The waiting list of one counter on one local day. */
export interface WaitingListDocument {
  kecamatan: string;
  date: string;
  tickets: TicketRow[];
}

type Change = Partial<WaitingListDocument>;

const ticket = (
  { tickets }: WaitingListDocument,
  id: string,
  change: Partial<TicketRow>,
): Change => ({ tickets: patched(tickets, ({ ticketId }) => ticketId === id, change) });

const table: Table<WaitingListDocument, Change> = {
  VisitorArrived: ({ tickets }, { data, metadata }) => ({
    tickets: [...tickets, { ...data, state: 'waiting', arrivedAt: metadata.occurredAt }],
  }),
  VisitorCalled: (doc, { data, metadata }) =>
    ticket(doc, data.ticketId, {
      state: 'called',
      calledAt: metadata.occurredAt,
      counter: data.counter,
    }),
  VisitorServed: (doc, { data, metadata }) =>
    ticket(doc, data.ticketId, { state: 'served', finishedAt: metadata.occurredAt }),
  VisitorLeft: (doc, { data, metadata }) =>
    ticket(doc, data.ticketId, { state: 'left', finishedAt: metadata.occurredAt }),
};

const shape = /^intake-queue-(\d\d\.\d\d\.\d\d)-(\d{4}-\d\d-\d\d)$/;

/** Key of the list of a counter and local date. */
export const listKey = (kecamatan: string, date: string): string => `${kecamatan}/${date}`;

const dayOf = ({ streamId }: OpenedEvent): { kecamatan: string; date: string } | undefined => {
  const [, kecamatan, date] = shape.exec(streamId) ?? [];
  return kecamatan !== undefined && date !== undefined ? { kecamatan, date } : undefined;
};

/** Waiting lists: one document per counter and local day. */
export const waitingList: View<WaitingListDocument> = {
  name: 'waiting-list',
  version: 1,
  prefixes,
  eventTypes: typesOf(table),
  keysOf: (event) => {
    const day = dayOf(event);
    return day ? [listKey(day.kecamatan, day.date)] : [];
  },
  evolve: (doc, event) => {
    const day = dayOf(event);
    if (!day) return doc;
    const list = doc ?? { ...day, tickets: [] };
    return changed(list, entryOf(table, event)?.(list, event));
  },
};
