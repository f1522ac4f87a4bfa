import type { QueryParameters, QueryResult } from '#libs/contracts';
import type { ComplaintDocument } from '../complaints/document.js';
import { reporterFor, seesReporter } from '../complaints/page.js';
import { complaints } from '../complaints/view.js';
import { scopeOf } from '../queries/access.js';
import { findByKeys, findMany, pageOf, placeOf, type QueryContext } from '../queries/context.js';
import { tasks, type OpenTask, type TasksDocument } from './view.js';

type Row = QueryResult<'tasks'>['tasks'][number];

const rowOf = (
  { actor }: Pick<QueryContext, 'actor'>,
  { complaintId, kecamatan, registerNumber }: TasksDocument,
  { taskId, method, createdAt, wording }: OpenTask,
  complaint: ComplaintDocument | undefined,
): Row => {
  const reporter = complaint && seesReporter(actor, complaint) ? complaint.reporter : undefined;
  const contact = reporter === undefined ? undefined : reporterFor(actor, reporter);
  const { purpose, text, about } = wording ?? {};
  const told = { purpose, text, about };
  return { taskId, complaintId, kecamatan, registerNumber, method, createdAt, ...told, contact };
};

/**
 * Open contact tasks, by the age of the oldest of each case; `limit` counts cases. Throws DomainError `other-kecamatan`,
 * `unknown-kecamatan`, `invalid`.
 */
export const tasksQuery = async (
  context: QueryContext,
  { kecamatan, limit, cursor }: QueryParameters<'tasks'>,
): Promise<QueryResult<'tasks'>> => {
  const sortKey = { $gt: cursor === undefined ? '' : placeOf(cursor, 'string') };
  const filter = { ...scopeOf(context, kecamatan), sortKey };
  const wanted = { sort: { sortKey: 1 }, limit: limit + 1 } as const;
  const found = await findMany(context, tasks, filter, wanted);
  const { items, nextCursor } = pageOf(found, limit, (doc) => doc.sortKey ?? '');
  const ids = items.map(({ complaintId }) => complaintId);
  const cases = await findByKeys(context, complaints, ids);
  const rows = items.flatMap((doc) =>
    doc.open.map((task) => rowOf(context, doc, task, cases.get(doc.complaintId))),
  );
  return { tasks: rows, ...(nextCursor === undefined ? {} : { nextCursor }) };
};
