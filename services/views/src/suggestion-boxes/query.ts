import { DomainError, type QueryParameters, type QueryResult } from '#libs/contracts';
import { kecamatanOf } from '../queries/access.js';
import { findMany, pageOf, placeOf, type QueryContext } from '../queries/context.js';
import { suggestionBoxes } from './view.js';

/** Openings of the kotak saran of a kecamatan, the newest first. Throws as `kecamatanOf`, and DomainError `invalid`. */
export const suggestionBoxesQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'suggestion-boxes'>,
): Promise<QueryResult<'suggestion-boxes'>> => {
  const { limit, cursor } = parameters;
  const kecamatan = kecamatanOf(context, parameters.kecamatan);
  if (kecamatan === undefined) throw new DomainError('not-found');
  const from = cursor === undefined ? {} : { sortKey: { $lt: placeOf(cursor, 'string') } };
  const wanted = { sort: { sortKey: -1 }, limit: limit + 1 } as const;
  const found = await findMany(context, suggestionBoxes, { kecamatan, ...from }, wanted);
  const { items, nextCursor } = pageOf(found, limit, ({ sortKey }) => sortKey);
  return {
    openings: items.map(({ complaintIds, sortKey: _, ...opening }) => ({
      ...opening,
      registered: complaintIds.length,
    })),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};
