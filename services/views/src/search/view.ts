import type { MaybeReporter, Words } from '#libs/contracts';
import { isErased } from '#libs/privacy';
import type { OpenedEvent, View } from '#libs/projections';
import type { CaseHead } from '../shared/case-head.js';
import { evolveCaseWith, evolveHead, headTypes } from '../shared/follow-case.js';
import {
  byComplaint,
  changed,
  entryOf,
  prefixes,
  typesOf,
  type Opened,
  type Table,
} from '../shared/opened.js';
import { codeOf, joined, wordsOf } from './words.js';

/** A case as it is searched for. */
export interface SearchDocument extends CaseHead {
  subject: Words;
  numberCode?: string;
  /** Absent once the content is erased. */
  trackingCode?: string;
  /** Words of the content alone: what stays when the reporter is forgotten. */
  contentWords: string[];
  /** Words of the content and of the reporter's name; indexed. */
  words: string[];
  sortKey: string;
  /** The reporter was forgotten: the case is found, but gives no hints to others. */
  forgotten?: true;
}

// Who asked to stay hidden is not found by name.
const nameWords = (reporter: MaybeReporter | undefined, anonymous: boolean): string[] =>
  reporter === undefined || anonymous || isErased(reporter)
    ? []
    : wordsOf((reporter as { name?: string }).name);

const withText = ({ contentWords, words }: SearchDocument, text: string) => ({
  contentWords: joined(contentWords, wordsOf(text)),
  words: joined(words, wordsOf(text)),
});

const table: Table<SearchDocument, Partial<SearchDocument>> = {
  RegisterNumberAssigned: (_, { data }) => ({ numberCode: codeOf(data.registerNumber) }),
  InformationAdded: (doc, { data }) => withText(doc, data.text),
  ClarificationAnswered: (doc, { data }) => withText(doc, data.text),
  ReporterCorrected: ({ contentWords, anonymous }, { data }) => ({
    words: joined(contentWords, nameWords(data.reporter, anonymous)),
  }),
  IdentityErased: ({ contentWords }) => ({ words: joined(contentWords), forgotten: true }),
};

const begin = (head: CaseHead, { data }: Opened<'ComplaintRegistered'>): SearchDocument => {
  const { subject, description, place, reporter } = data;
  const contentWords = joined(wordsOf(subject), wordsOf(description), wordsOf(place));
  return {
    ...head,
    subject,
    ...(isErased(data.trackingCode) ? {} : { trackingCode: codeOf(data.trackingCode) }),
    contentWords,
    words: joined(contentWords, nameWords(reporter, head.anonymous)),
    sortKey: `${head.receivedAt}|${head.complaintId}`,
  };
};

const follow = (doc: SearchDocument, event: OpenedEvent): SearchDocument => {
  const headed = evolveHead(doc, event);
  return changed(headed, entryOf(table, event)?.(headed, event));
};

/** The index for searching: one document per complaint. */
export const search: View<SearchDocument> = {
  name: 'search',
  version: 2,
  prefixes,
  eventTypes: [...headTypes, ...typesOf(table)],
  indexes: [
    { kecamatan: 1, words: 1 },
    { numberCode: 1, kecamatan: 1 },
    { trackingCode: 1, kecamatan: 1 },
    { kecamatan: 1, sortKey: -1 },
  ],
  keysOf: byComplaint,
  evolve: evolveCaseWith(begin, follow),
};
