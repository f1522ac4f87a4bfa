import type { QueryParameters, QueryResult } from '#libs/contracts';
import { complaints } from '../complaints/view.js';
import { requireVisible } from '../queries/access.js';
import { findMany, findOne, type QueryContext } from '../queries/context.js';
import { timeline } from './view.js';

/** Entries in one answer: it must fit into a message of NATS (1 MiB). */
const most = 1_500;

/** What happened to a complaint, in order. Throws DomainError `not-found`, `other-kecamatan`. */
export const timelineQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'timeline'>,
): Promise<QueryResult<'timeline'>> => {
  const key = parameters.complaintId.toLowerCase();
  const { complaintId } = requireVisible(context.actor, await findOne(context, complaints, key));
  const wanted = { sort: { order: -1 }, limit: most + 1 } as const;
  const found = await findMany(context, timeline, { complaintId }, wanted);
  const entries = found
    .slice(0, most)
    .reverse()
    .map(({ complaintId: _, order: __, ...entry }) => entry);
  return { entries, ...(found.length > most ? { truncated: true } : {}) };
};
