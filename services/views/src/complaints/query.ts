import { DomainError, type QueryParameters, type QueryResult } from '#libs/contracts';
import { actingRoleOf, requireVisible } from '../queries/access.js';
import { findMany, findOne, type QueryContext } from '../queries/context.js';
import { search } from '../search/view.js';
import { codeOf } from '../search/words.js';
import type { ComplaintDocument } from './document.js';
import { fitting } from './fitting.js';
import { officersPage } from './page.js';
import { reportersPage } from './reporter-page.js';
import { complaints } from './view.js';

const reportersShape = async (context: QueryContext, doc: ComplaintDocument) => {
  const { outcome, primaryComplaintId } = doc;
  const primary =
    outcome === 'answered-with-primary' && primaryComplaintId !== undefined
      ? await findOne(context, complaints, primaryComplaintId)
      : undefined;
  return fitting(reportersPage(doc, primary));
};

/** The page of a complaint. Throws DomainError `not-found`, `other-kecamatan`. */
export const complaintQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'complaint'>,
): Promise<QueryResult<'complaint'>> => {
  const { actor } = context;
  const complaintId = parameters.complaintId.toLowerCase();
  const doc = await findOne(context, complaints, complaintId);
  if (actor.role !== 'reporter') {
    const seen = requireVisible(actor, doc);
    return fitting(officersPage(seen, actor, actingRoleOf(context, seen)));
  }
  if (!doc || actor.complaintId !== complaintId) throw new DomainError('not-found');
  return reportersShape(context, doc);
};

/** The case behind a number and a code. Throws DomainError `not-found`, whatever of the two is wrong. */
export const trackQuery = async (
  context: QueryContext,
  { registerNumber, trackingCode }: QueryParameters<'track'>,
): Promise<QueryResult<'track'>> => {
  const filter = { numberCode: codeOf(registerNumber), trackingCode: codeOf(trackingCode) };
  const [found] = await findMany(context, search, filter, { sort: { _id: 1 }, limit: 1 });
  const doc = found && (await findOne(context, complaints, found.complaintId));
  if (!doc) throw new DomainError('not-found');
  return reportersShape(context, doc);
};
