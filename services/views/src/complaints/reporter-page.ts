import type { ReporterPage } from '#libs/contracts';
import type { ComplaintDocument } from './document.js';

type Answer = NonNullable<ReporterPage['answer']>;

const signed = ['signed', 'stamped'];

// Signed paper whose scan is not kept can be had at the office only; an electronic signature without a file of its own is one
// on the document as it was made.
const isKept = ({ method, signedFileId, mediaType }: ComplaintDocument['documents'][number]) =>
  signedFileId !== undefined || (method === 'electronic' && mediaType === 'application/pdf');

const answerOf = (doc: ComplaintDocument): Answer | undefined => {
  const delivery = doc.deliveries.at(-1);
  if (!delivery) return undefined;
  const document = doc.documents.findLast(
    ({ round, state }) => round === delivery.round && signed.includes(state),
  );
  return {
    text: delivery.answer,
    deliveredAt: delivery.deliveredAt,
    ...(document?.number === undefined ? {} : { documentNumber: document.number }),
    ...(document && isKept(document)
      ? { documentId: document.documentId, fileId: document.signedFileId ?? document.documentId }
      : {}),
  };
};

// The answer to another reporter's case is his, unless nothing in that case is to be kept from others.
// The document itself names the other one: it is not.
const sharedAnswer = (primary: ComplaintDocument | undefined): Answer | undefined => {
  if (!primary || primary.confidential || primary.anonymous || primary.reserved) return undefined;
  const { documentId: _, fileId: _f, ...answer } = answerOf(primary) ?? {};
  return 'text' in answer ? answer : undefined;
};

type File = ComplaintDocument['files'][number];

const shownToReporter = ({ fromReporter, removedAt }: File): boolean =>
  fromReporter && removedAt === undefined;

const reportersFile = (file: File): ReporterPage['files'][number] => {
  const { fileId, name, purpose, mediaType, size, thumbnail, attachedAt } = file;
  return { fileId, name, purpose, mediaType, size, thumbnail, attachedAt };
};

const said = ({
  deliveries,
  satisfaction,
  surveys = [],
}: ComplaintDocument): Pick<ReporterPage, 'satisfaction' | 'survey'> => {
  const last = satisfaction.at(-1);
  const delivered = deliveries.at(-1)?.round;
  const surveyed = surveys.some(({ round }) => round === delivered);
  return {
    ...(last ? { satisfaction: { round: last.round, satisfied: last.satisfied } } : {}),
    ...(delivered === undefined ? {} : { survey: surveyed ? 'answered' : 'open' }),
  };
};

/**
 * A complaint as its reporter sees it. `primary` is the complaint that it was answered with, if any; of a confidential,
 * anonymous or sealed one nothing is told.
 */
export const reportersPage = (
  doc: ComplaintDocument,
  primary: ComplaintDocument | undefined,
): ReporterPage => {
  const answer = answerOf(doc) ?? sharedAnswer(primary);
  return {
    complaintId: doc.complaintId,
    ...(doc.registerNumber === undefined ? {} : { registerNumber: doc.registerNumber }),
    kecamatan: doc.kecamatan,
    caseType: doc.caseType,
    subject: doc.subject,
    receivedAt: doc.receivedAt,
    status: doc.status,
    round: doc.round,
    ...(doc.outcome === undefined ? {} : { outcome: doc.outcome }),
    steps: doc.visits.map(({ step, round, arrivedAt, doneAt }) => ({
      step,
      round,
      arrivedAt,
      ...(doneAt === undefined ? {} : { doneAt }),
    })),
    questions: doc.questions.map(({ requestId, question, askedAt, answerBy, answeredAt }) => ({
      requestId,
      question,
      askedAt,
      ...(answerBy === undefined ? {} : { answerBy }),
      ...(answeredAt === undefined ? {} : { answeredAt }),
    })),
    ...(answer ? { answer } : {}),
    files: doc.files.filter(shownToReporter).map(reportersFile),
    ...(doc.withdrawal ? { withdrawal: doc.withdrawal.state } : {}),
    ...(doc.fieldExamination ? { fieldExamination: true } : {}),
    ...said(doc),
  };
};
