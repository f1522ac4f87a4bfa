import { DomainError, type QueryParameters, type QueryResult } from '#libs/contracts';
import type { ComplaintDocument } from '../complaints/document.js';
import { complaints } from '../complaints/view.js';
import { kecamatanOf, seesReserved } from '../queries/access.js';
import { findByKeys, findMany, pageOf, placeOf, type QueryContext } from '../queries/context.js';
import { documents, type DocumentDocument } from './view.js';

type Row = QueryResult<'documents'>['rows'][number];

/**
 * A line of the register of documents. A document whose case is sealed, or is not known at the moment, shows its number only
 * to those who do not see sealed cases.
 */
export const documentRowOf = (
  doc: DocumentDocument,
  complaint: Pick<ComplaintDocument, 'reserved' | 'registerNumber' | 'subject'> | undefined,
  reserved: boolean,
): Row | undefined => {
  const { n, year, number, numberedAt } = doc;
  if (n === undefined || year === undefined || number === undefined) return undefined;
  if (numberedAt === undefined) return undefined;
  if (!reserved && complaint?.reserved !== false) return { n, reserved: true };
  const { registerNumber, subject } = complaint ?? {};
  const { codeKey: _, ...shown } = doc;
  return { ...shown, n, year, number, numberedAt, registerNumber, subject };
};

/** The register of documents, by number. Throws DomainError `other-kecamatan`, `unknown-kecamatan`, `invalid`. */
export const documentsQuery = async (
  context: QueryContext,
  parameters: QueryParameters<'documents'>,
): Promise<QueryResult<'documents'>> => {
  const { year, limit, cursor } = parameters;
  const kecamatan = kecamatanOf(context, parameters.kecamatan);
  if (kecamatan === undefined) throw new DomainError('not-found');
  const n = { $gt: cursor === undefined ? 0 : placeOf(cursor, 'number') };
  const wanted = { sort: { n: 1 }, limit: limit + 1 } as const;
  const found = await findMany(context, documents, { kecamatan, year, n }, wanted);
  const { items, nextCursor } = pageOf(found, limit, (doc) => doc.n ?? 0);
  const ids = items.map(({ complaintId }) => complaintId);
  const cases = await findByKeys(context, complaints, ids);
  const sees = seesReserved(context.actor);
  const rows = items.map((doc) => documentRowOf(doc, cases.get(doc.complaintId), sees));
  return {
    rows: rows.filter((row) => row !== undefined),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
};
