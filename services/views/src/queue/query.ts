import type { QueryParameters, QueryResult, Role } from '#libs/contracts';
import { stepRoles } from '#libs/procedure';
import { kecamatanOf, seesReserved } from '../queries/access.js';
import { caseRowOf } from '../queries/case-row.js';
import {
  count,
  findMany,
  pageOf,
  placeOf,
  type Filter,
  type QueryContext,
} from '../queries/context.js';
import { queue } from './view.js';

const worksSteps = (role: Role): boolean => (stepRoles as readonly Role[]).includes(role);

/** Whose queue is meant: the one asked for, the caller's own, or everybody's for a caller who works no step. */
const roleOf = (context: QueryContext, asked: Role | undefined): Role | undefined => {
  if (asked !== undefined) return asked;
  const { role } = context.actor;
  return worksSteps(role) || seesReserved(context.actor) ? role : undefined;
};

const stepsOf = ({ reference, now }: QueryContext, kecamatan: string, role: Role): number[] =>
  reference
    .rules(kecamatan, now.toISOString())
    .procedure.steps.filter((step) => step.role === role)
    .map(({ step }) => step);

const nothing: Filter = { _id: '' };

/** Who works on which step is asked of the procedures as they are now; sealed cases are the Inspektorat's, at every step. */
const workOf = (context: QueryContext, role: Role | undefined, kecamatan: string | undefined) => {
  const { actor, reference } = context;
  const where = kecamatan === undefined ? {} : { kecamatan };
  if (role === undefined) return { ...where, ...(seesReserved(actor) ? {} : { reserved: false }) };
  if (role === 'inspektorat') return seesReserved(actor) ? { ...where, reserved: true } : nothing;
  if (!worksSteps(role)) return nothing;
  const codes = kecamatan === undefined ? reference.list().map(({ code }) => code) : [kecamatan];
  const places: Filter[] = codes.map((code) => ({
    kecamatan: code,
    step: { $in: stepsOf(context, code, role) },
  }));
  const [only = nothing] = places;
  return { reserved: false, ...(places.length === 1 ? only : { $or: places }) };
};

const queueFilter = (context: QueryContext, parameters: QueryParameters<'queue'>): Filter => {
  const kecamatan = kecamatanOf(context, parameters.kecamatan);
  const work = workOf(context, roleOf(context, parameters.role), kecamatan);
  const step = parameters.step === undefined ? [] : [{ step: parameters.step }];
  return { inTransit: false, $and: [work, ...step] };
};

/** Open cases that wait for a role. Throws DomainError `other-kecamatan`, `unknown-kecamatan`, `invalid`. */
export const queueQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'queue'>,
): Promise<QueryResult<'queue'>> => {
  const { limit, cursor } = parameters;
  const filter = queueFilter(context, parameters);
  const from = cursor === undefined ? {} : { sortKey: { $gt: placeOf(cursor, 'string') } };
  const wanted = { sort: { sortKey: 1 }, limit: limit + 1 } as const;
  const found = await findMany(context, queue, { ...filter, ...from }, wanted);
  const { items, nextCursor } = pageOf(found, limit, ({ sortKey }) => sortKey);
  return {
    cases: items.map((doc) => caseRowOf(context, doc)),
    total: await count(context, queue, filter),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};
