import type { QueryParameters, QueryResult } from '#libs/contracts';
import { scopeOf } from '../queries/access.js';
import { caseRowOf } from '../queries/case-row.js';
import { findMany, pageOf, placeOf, type Filter, type QueryContext } from '../queries/context.js';
import { search, type SearchDocument } from './view.js';
import { codeOf, wordsOf } from './words.js';

/** Words that are looked for at most; more only narrow what is found already. */
const mostWords = 12;

// Words hold letters and digits only, so nothing in them means anything in a regular expression.
/** All words, the last one as a beginning; undefined where the text has no word to look for. */
export const wordFilter = (q: string): Filter | undefined => {
  const words = wordsOf(q).slice(0, mostWords);
  const last = words.pop();
  if (last === undefined) return undefined;
  return { $and: [...words.map((word) => ({ words: word })), { words: { $regex: `^${last}` } }] };
};

/** A whole register number or tracking code: one after the other, for each has an index that leads straight to it. */
const byCode = async (
  context: QueryContext,
  scope: Filter,
  code: string,
): Promise<SearchDocument[]> => {
  const one = { sort: { sortKey: -1 }, limit: 1 } as const;
  const numbered = await findMany(context, search, { ...scope, numberCode: code }, one);
  return numbered.length > 0
    ? numbered
    : findMany(context, search, { ...scope, trackingCode: code }, one);
};

type Parameters = QueryParameters<'search'>;

const scoped = (context: QueryContext, parameters: Parameters): Filter => {
  const { kecamatan, status, caseType, channel, cursor } = parameters;
  return {
    // Named even where it is every kecamatan: the index of words begins with it.
    kecamatan: { $in: context.reference.list().map(({ code }) => code) },
    ...scopeOf(context, kecamatan),
    ...(status === undefined ? {} : { status }),
    ...(caseType === undefined ? {} : { caseType }),
    ...(channel === undefined ? {} : { channel }),
    ...(cursor === undefined ? {} : { sortKey: { $lt: placeOf(cursor, 'string') } }),
  };
};

const found = async (context: QueryContext, parameters: Parameters): Promise<SearchDocument[]> => {
  const { q, limit } = parameters;
  const scope = scoped(context, parameters);
  const wanted = { sort: { sortKey: -1 }, limit: limit + 1 } as const;
  if (codeOf(q) === '') return findMany(context, search, scope, wanted);
  const coded = await byCode(context, scope, codeOf(q));
  const words = wordFilter(q);
  if (coded.length > 0 || !words) return coded;
  return findMany(context, search, { ...scope, ...words }, wanted);
};

/**
 * Finds cases, the newest first: by a whole register number or tracking code, else by words. Throws DomainError
 * `other-kecamatan`, `unknown-kecamatan`, `invalid`.
 */
export const searchQuery = async (
  context: QueryContext,
  parameters: Parameters,
): Promise<QueryResult<'search'>> => {
  const documents = await found(context, parameters);
  const { items, nextCursor } = pageOf(documents, parameters.limit, ({ sortKey }) => sortKey);
  return {
    cases: items.map((doc) => caseRowOf(context, doc)),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};
