import { DomainError, type QueryParameters, type QueryResult } from '#libs/contracts';
import { zoneOffsetHours } from '#libs/procedure';
import { isErased } from '#libs/privacy';
import { kecamatanOf, seesReserved } from '../queries/access.js';
import { findMany, pageOf, placeOf, type Filter, type QueryContext } from '../queries/context.js';
import { register, type RegisterDocument } from './view.js';

type Row = QueryResult<'register'>['rows'][number];

const nameOf = ({ reporter }: RegisterDocument) => {
  if (reporter === undefined || isErased(reporter)) return reporter;
  return reporter.name;
};

/** A line as the caller may see it; undefined for one that has no number yet. */
export const registerRowOf = (doc: RegisterDocument, reserved: boolean): Row | undefined => {
  const { n, year, registerNumber, numberedAt } = doc;
  if (n === undefined || year === undefined || numberedAt === undefined) return undefined;
  if (registerNumber === undefined) return undefined;
  if (doc.reserved && !reserved) return { n, reserved: true };
  return {
    n,
    year,
    registerNumber,
    numberedAt,
    complaintId: doc.complaintId,
    kecamatan: doc.kecamatan,
    caseType: doc.caseType,
    channel: doc.channel,
    receivedAt: doc.receivedAt,
    villageCode: doc.villageCode,
    anonymous: doc.anonymous,
    reporterName: nameOf(doc),
    subject: doc.subject,
    priority: doc.priority,
    categoryId: doc.categoryId,
    unitIds: doc.unitIds,
    status: doc.status,
    round: doc.round,
    documentNumber: doc.documents.at(-1)?.number,
    outcome: doc.outcome,
    closedAt: doc.closedAt,
  };
};

/** When the line was written: within a local month of the year. */
const within = (
  { reference, now }: QueryContext,
  { kecamatan, year, month }: QueryParameters<'register'>,
): Filter => {
  if (month === undefined) return {};
  const { procedure } = reference.rules(kecamatan, now.toISOString());
  const offset = zoneOffsetHours[procedure.timeZone] * 3_600_000;
  const begin = (of: number): string => new Date(Date.UTC(year, of - 1, 1) - offset).toISOString();
  return { numberedAt: { $gte: begin(month), $lt: begin(month + 1) } };
};

/** The register book, by number. Throws DomainError `other-kecamatan`, `unknown-kecamatan`, `invalid`. */
export const registerQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'register'>,
): Promise<QueryResult<'register'>> => {
  const { year, limit, cursor } = parameters;
  const kecamatan = kecamatanOf(context, parameters.kecamatan);
  if (kecamatan === undefined) throw new DomainError('not-found');
  const n = { $gt: cursor === undefined ? 0 : placeOf(cursor, 'number') };
  const filter = { kecamatan, year, n, ...within(context, parameters) };
  const found = await findMany(context, register, filter, { sort: { n: 1 }, limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, limit, (doc) => doc.n ?? 0);
  const rows = items.map((doc) => registerRowOf(doc, seesReserved(context.actor)));
  return {
    rows: rows.filter((row) => row !== undefined),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};
