import type { MaybeReporter, Words } from '#libs/contracts';
import { ERASED, isErased } from '#libs/privacy';
import type { OpenedEvent, View } from '#libs/projections';
import type { CaseHead } from '../shared/case-head.js';
import { evolveCaseWith, evolveHead, headTypes } from '../shared/follow-case.js';
import { byComplaint, changed, entryOf, prefixes, typesOf, type Table } from '../shared/opened.js';

/** A line of the register book; without a number until it is assigned. */
export interface RegisterDocument extends CaseHead {
  n?: number;
  year?: number;
  numberedAt?: string;
  subject: Words;
  /** Absent for an anonymous reporter, and where nobody gave a name or contact. */
  reporter?: { name?: string } | { erased: true };
  /** Documents that have a number and were not discarded, the last one last. */
  documents: { documentId: string; number: string }[];
}

const nameOf = (reporter: MaybeReporter): RegisterDocument['reporter'] => {
  if (isErased(reporter)) return ERASED;
  const { name } = reporter as { name?: string };
  return name === undefined ? {} : { name };
};

const table: Table<RegisterDocument, Partial<RegisterDocument>> = {
  RegisterNumberAssigned: (_, { data, metadata }) => ({
    n: data.n,
    year: data.year,
    numberedAt: metadata.occurredAt,
  }),
  ReporterCorrected: ({ anonymous }, { data }) =>
    anonymous ? {} : { reporter: nameOf(data.reporter) },
  IdentityErased: ({ reporter }) => (reporter === undefined ? {} : { reporter: ERASED }),
  BeritaAcaraNumbered: ({ documents }, { data }) => ({
    documents: [...documents, { documentId: data.documentId, number: data.number }].slice(-50),
  }),
  BeritaAcaraNumberVoided: ({ documents }, { data }) => ({
    documents: documents.filter(({ documentId }) => documentId !== data.documentId),
  }),
};

const follow = (doc: RegisterDocument, event: OpenedEvent): RegisterDocument => {
  const headed = evolveHead(doc, event);
  return changed(headed, entryOf(table, event)?.(headed, event));
};

/** The register book: one line per complaint. */
export const register: View<RegisterDocument> = {
  name: 'register',
  version: 1,
  prefixes,
  eventTypes: [...headTypes, ...typesOf(table)],
  indexes: [{ kecamatan: 1, year: 1, n: 1 }],
  keysOf: byComplaint,
  evolve: evolveCaseWith((head, { data }) => {
    const { reporter } = data;
    const named = reporter === undefined || head.anonymous ? {} : { reporter: nameOf(reporter) };
    return { ...head, subject: data.subject, documents: [], ...named };
  }, follow),
};
