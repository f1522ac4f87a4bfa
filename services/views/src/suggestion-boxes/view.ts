import type { OpenedEvent, View } from '#libs/projections';
import { changed, entryOf, isOf, prefixes, typesOf, type Table } from '../shared/opened.js';

/** One opening of the kotak saran. It counts slips of paper, not cases: it must tell the Petugas what is left to record. */
export interface OpeningDocument {
  openingId: string;
  kecamatan: string;
  openedAt: string;
  location: string;
  slips: number;
  witnesses: number;
  /** Complaints that slips were recorded as. */
  complaintIds: string[];
  sortKey: string;
}

const table: Table<OpeningDocument, Partial<OpeningDocument>> = {
  SlipRecorded: ({ complaintIds }, { data }) => ({
    complaintIds: [...complaintIds.filter((id) => id !== data.complaintId), data.complaintId],
  }),
  SlipReleased: ({ complaintIds }, { data }) => ({
    complaintIds: complaintIds.filter((id) => id !== data.complaintId),
  }),
};

const opened = (event: OpenedEvent): OpeningDocument | null => {
  if (!isOf(event, 'SuggestionBoxOpened')) return null;
  const { openingId, openedAt, location, slips, witnesses } = event.data;
  return {
    openingId,
    kecamatan: event.metadata.kecamatan,
    openedAt,
    location,
    slips,
    witnesses: witnesses.length,
    complaintIds: [],
    sortKey: `${openedAt}|${openingId}`,
  };
};

const prefix = 'intake-box-';

/** Openings of the kotak saran: one document each. */
export const suggestionBoxes: View<OpeningDocument> = {
  name: 'suggestion-boxes',
  version: 1,
  prefixes,
  eventTypes: ['SuggestionBoxOpened', ...typesOf(table)],
  indexes: [{ kecamatan: 1, sortKey: -1 }],
  keysOf: ({ streamId }) => (streamId.startsWith(prefix) ? [streamId.slice(prefix.length)] : []),
  evolve: (doc, event) => (doc ? changed(doc, entryOf(table, event)?.(doc, event)) : opened(event)),
};
