import { DomainError, type QueryParameters, type QueryResult } from '#libs/contracts';
import { localDate } from '#libs/procedure';
import { kecamatanOf } from '../queries/access.js';
import { findOne, type QueryContext } from '../queries/context.js';
import { listKey, waitingList } from './view.js';

/** The tickets of a day at the counter, in the order in which they were taken. Throws as `kecamatanOf`. */
export const waitingListQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'waiting-list'>,
): Promise<QueryResult<'waiting-list'>> => {
  const { reference, now } = context;
  const kecamatan = kecamatanOf(context, parameters.kecamatan);
  if (kecamatan === undefined) throw new DomainError('not-found');
  const today = (): string => {
    const at = now.toISOString();
    return localDate(reference.rules(kecamatan, at).calendar, at);
  };
  const date = parameters.date ?? today();
  const list = await findOne(context, waitingList, listKey(kecamatan, date));
  return { date, tickets: list?.tickets ?? [] };
};
