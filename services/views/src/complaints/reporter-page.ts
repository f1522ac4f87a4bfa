import type { ReporterPage } from '#libs/contracts';
import type { ComplaintDocument } from './document.js';

type Answer = NonNullable<ReporterPage['answer']>;

const signed = ['signed', 'stamped'];

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
  };
};

// The answer to another reporter's case is his, unless nothing in that case is to be kept from others.
const sharedAnswer = (primary: ComplaintDocument | undefined): Answer | undefined =>
  primary && !primary.confidential && !primary.anonymous && !primary.reserved
    ? answerOf(primary)
    : undefined;

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
    ...(doc.withdrawal ? { withdrawal: doc.withdrawal.state } : {}),
  };
};
