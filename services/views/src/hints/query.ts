import type { QueryParameters, QueryResult } from '#libs/contracts';
import {
  isHeldOut,
  likelyDuplicate,
  likenessTo,
  readCorpus,
  suggestCategory,
  tokensOf,
  trained,
  type CategoryModel,
} from '#libs/hints';
import type { Procedure } from '#libs/procedure';
import type { ComplaintDocument } from '../complaints/document.js';
import { complaints } from '../complaints/view.js';
import { requireVisible, seesReserved } from '../queries/access.js';
import { findMany, findOne, type Filter, type QueryContext } from '../queries/context.js';
import { search, type SearchDocument } from '../search/view.js';
import { wordsOf } from '../search/words.js';

type Hints = QueryResult<'hints'>;

const defaultDays = 60;
const msPerDay = 86_400_000;
const mostWords = 40;
const mostCandidates = 300;
const mostShown = 5;

let model: CategoryModel | undefined;
// Made once, at the first question: about a tenth of a second.
const theModel = (): CategoryModel =>
  (model ??= trained(readCorpus().filter((each) => !isHeldOut(each))));

/** What may be compared of a case; what was erased is no text. */
export const textOf = (doc: Pick<ComplaintDocument, 'subject' | 'description' | 'place'>): string =>
  [doc.subject, doc.description, doc.place].filter((each) => typeof each === 'string').join('. ');

const dayAround = (receivedAt: string, days: number): string =>
  new Date(Date.parse(receivedAt) + days * msPerDay).toISOString();

/** Cases that a case is compared with: of its kecamatan, near in time, with a telling word in common, that the actor may see. */
export const candidateFilter = (
  { actor }: Pick<QueryContext, 'actor'>,
  doc: Pick<ComplaintDocument, 'kecamatan' | 'receivedAt'>,
  text: string,
  days: number,
): Filter => {
  const telling = tokensOf(text).flatMap(({ word }) => wordsOf(word));
  return {
    kecamatan: doc.kecamatan,
    // Not `words`: that index would be read for every common word of all years, and holds names of reporters.
    contentWords: { $in: [...new Set(telling)].slice(0, mostWords) },
    sortKey: {
      $gte: dayAround(doc.receivedAt, -days),
      $lt: dayAround(doc.receivedAt, days),
    },
    ...(seesReserved(actor) ? {} : { reserved: false }),
  };
};

/** Whether two cases are linked already, to one another or to the same one. */
const linked = (
  doc: Pick<ComplaintDocument, 'complaintId' | 'primaryComplaintId' | 'duplicates'>,
  other: Pick<SearchDocument, 'complaintId' | 'primaryComplaintId'>,
): boolean =>
  other.complaintId === doc.primaryComplaintId ||
  other.primaryComplaintId === doc.complaintId ||
  doc.duplicates.includes(other.complaintId) ||
  (doc.primaryComplaintId !== undefined && doc.primaryComplaintId === other.primaryComplaintId);

const hintOf = (
  likeness: ReturnType<typeof likenessTo>,
  other: SearchDocument,
): Hints['duplicates'][number] => {
  const { complaintId, registerNumber, subject, status, receivedAt, primaryComplaintId } = other;
  // Its own words only: the index holds the reporter's name as well.
  const compared = { ...other, text: other.contentWords.join(' ') };
  return {
    complaintId,
    ...(registerNumber === undefined ? {} : { registerNumber }),
    subject,
    status,
    receivedAt,
    ...(primaryComplaintId === undefined ? {} : { linkedTo: primaryComplaintId }),
    ...likeness(compared),
  };
};

/** Which of the candidates may be about the same matter, the most alike first. */
export const duplicatesAmong = (
  doc: ComplaintDocument,
  candidates: readonly SearchDocument[],
  text: string,
  days: number,
): Hints['duplicates'] => {
  const likeness = likenessTo(theModel(), { ...doc, text }, days);
  return candidates
    .filter((other) => other.complaintId !== doc.complaintId && !other.forgotten)
    .filter((other) => !linked(doc, other))
    .map((other) => hintOf(likeness, other))
    .filter(({ score }) => score >= likelyDuplicate)
    .sort((a, b) => b.score - a.score || (a.complaintId < b.complaintId ? -1 : 1))
    .slice(0, mostShown);
};

const categoryFor = (
  { categories }: Pick<Procedure, 'categories'>,
  text: string,
): Hints['category'] => {
  const suggestion = suggestCategory(theModel(), text, new Set(categories.map(({ id }) => id)));
  const name = categories.find(({ id }) => id === suggestion?.categoryId)?.name;
  return suggestion && name
    ? { ...suggestion, share: Math.round(suggestion.share * 100) / 100, name }
    : undefined;
};

/**
 * Hints for who reviews a case. A case whose reporter was forgotten gives none. Throws DomainError `not-found`,
 * `other-kecamatan`, `unknown-kecamatan`.
 */
export const hintsQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'hints'>,
): Promise<Hints> => {
  const { actor, reference, now } = context;
  const found = await findOne(context, complaints, parameters.complaintId.toLowerCase());
  const doc = requireVisible(actor, found);
  const { procedure } = reference.rules(doc.kecamatan, now.toISOString());
  const windowDays = procedure.options.duplicateDays ?? defaultDays;
  const text = doc.erasedAt === undefined ? textOf(doc) : '';
  if (text === '') return { duplicates: [], windowDays };
  const filter = candidateFilter(context, doc, text, windowDays);
  const wanted = { sort: { sortKey: -1 }, limit: mostCandidates } as const;
  const candidates = await findMany(context, search, filter, wanted);
  const category = doc.categoryId === undefined ? categoryFor(procedure, text) : undefined;
  return {
    duplicates: duplicatesAmong(doc, candidates, text, windowDays),
    windowDays,
    ...(category ? { category } : {}),
  };
};
