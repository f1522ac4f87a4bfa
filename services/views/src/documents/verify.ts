import { DomainError, type QueryParameters, type QueryResult } from '#libs/contracts';
import { plainCode } from '#libs/documents';
import { isErased } from '#libs/privacy';
import { localDate, type Procedure } from '#libs/procedure';
import type { ComplaintDocument } from '../complaints/document.js';
import { complaints } from '../complaints/view.js';
import { findMany, findOne, type QueryContext } from '../queries/context.js';
import { documents, type DocumentDocument } from './view.js';

/** A name of which each word shows its first letter only, whatever its length. */
export const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${Array.from(word)[0] ?? ''}***`)
    .join(' ');

type Case = Pick<ComplaintDocument, 'anonymous' | 'confidential' | 'reserved' | 'reporter'>;

/** The reporter as a stranger may see him: not at all where the case is to be kept from others. */
export const reporterForAll = (complaint: Case | undefined): string | undefined => {
  if (!complaint || complaint.anonymous || complaint.confidential || complaint.reserved)
    return undefined;
  const { reporter } = complaint;
  if (reporter === undefined || isErased(reporter)) return undefined;
  const { name } = reporter as { name?: unknown };
  return typeof name === 'string' && name.trim() !== '' ? maskedName(name) : undefined;
};

const prefixes = { camat: '', plh: 'Plh. ', plt: 'Plt. ' } as const;

const titleOf = (kind: DocumentDocument['signerKind'], { signers }: Procedure): string =>
  kind === 'inspektorat' ? signers.sealed.title.id : `${prefixes[kind]}${signers.answer.title.id}`;

/** Whether the paper holds: an electronic signature by itself, one on paper with the stamp. */
const isValid = ({ state, method }: DocumentDocument): boolean =>
  state === 'stamped' || (state === 'signed' && method === 'electronic');

/** What the code of a document tells. Undefined for a document that has no number yet. */
export const verifiedOf = (
  doc: DocumentDocument,
  procedure: Procedure,
  complaint: Case | undefined,
): QueryResult<'verify'> | undefined => {
  const { kind, number, numberedAt, approvedAt, signerKind, state } = doc;
  if (number === undefined || numberedAt === undefined) return undefined;
  const { method, signedAt, stampedAt, voidedAt, sha256, signedSha256 } = doc;
  const reporter = reporterForAll(complaint);
  return {
    kind,
    number,
    date: localDate(procedure, approvedAt ?? numberedAt),
    kecamatan: procedure.kecamatan,
    signerKind,
    signerTitle: titleOf(signerKind, procedure),
    valid: isValid(doc),
    state,
    ...(method === undefined ? {} : { method }),
    ...(signedAt === undefined ? {} : { signedAt }),
    ...(stampedAt === undefined ? {} : { stampedAt }),
    ...(voidedAt === undefined ? {} : { voidedAt }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(signedSha256 === undefined ? {} : { signedSha256 }),
    ...(reporter === undefined ? {} : { reporter }),
  };
};

/** The document behind a code. Throws DomainError `not-found`, whether the code is wrong or unknown. */
export const verifyQuery = async (
  context: QueryContext,
  { code }: QueryParameters<'verify'>,
): Promise<QueryResult<'verify'>> => {
  const filter = { codeKey: plainCode(code) };
  const [doc] = await findMany(context, documents, filter, { sort: { _id: 1 }, limit: 1 });
  if (!doc) throw new DomainError('not-found');
  const complaint = await findOne(context, complaints, doc.complaintId);
  const { procedure } = context.reference.rules(
    doc.kecamatan,
    doc.approvedAt ?? context.now.toISOString(),
  );
  const verified = verifiedOf(doc, procedure, complaint);
  if (!verified) throw new DomainError('not-found');
  return verified;
};
