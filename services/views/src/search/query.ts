import type { QueryParameters, QueryResult } from '#libs/contracts';
import { scopeOf } from '../queries/access.js';
import { caseRowOf } from '../queries/case-row.js';
import { findMany, pageOf, placeOf, type Filter, type QueryContext } from '../queries/context.js';
import { search } from './view.js';
import { codeOf, wordsOf } from './words.js';

/** Words that are looked for at most; more only narrow what is found already. */
const mostWords = 12;

// Words hold letters and digits only, so nothing in them means anything in a regular expression.
const textFilter = (q: string): Filter[] => {
  const words = wordsOf(q).slice(0, mostWords);
  const last = words.pop();
  if (last === undefined) return [];
  const all = [...words.map((word) => ({ words: word })), { words: { $regex: `^${last}` } }];
  return [{ $and: all }];
};

/** All words, the last one as a beginning; or a whole register number or tracking code. Undefined looks for everything. */
export const matchOf = (q: string): Filter | undefined => {
  const code = codeOf(q);
  if (code === '') return undefined;
  return { $or: [{ numberCode: code }, { trackingCode: code }, ...textFilter(q)] };
};

/** Finds cases, the newest first. Throws DomainError `other-kecamatan`, `unknown-kecamatan`, `invalid`. */
export const searchQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'search'>,
): Promise<QueryResult<'search'>> => {
  const { q, kecamatan, status, caseType, channel, limit, cursor } = parameters;
  const filter: Filter = {
    ...scopeOf(context, kecamatan),
    ...(status === undefined ? {} : { status }),
    ...(caseType === undefined ? {} : { caseType }),
    ...(channel === undefined ? {} : { channel }),
    ...(cursor === undefined ? {} : { sortKey: { $lt: placeOf(cursor, 'string') } }),
    ...matchOf(q),
  };
  const wanted = { sort: { sortKey: -1 }, limit: limit + 1 } as const;
  const found = await findMany(context, search, filter, wanted);
  const { items, nextCursor } = pageOf(found, limit, ({ sortKey }) => sortKey);
  return {
    cases: items.map((doc) => caseRowOf(context, doc)),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};
