import { requireAccess, type Occasion, type Order } from '#libs/casework';
import { DomainError, type Role } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { requireContact } from './contact.js';
import type { Complaint, ComplaintEvent, RecordedComplaint } from './state.js';

type Decided = Decision<ComplaintEvent>[];

/** An event of the reporter's doing; it belongs to no step. */
export const aside = (
  state: RecordedComplaint,
  event: ComplaintEvent,
): Decision<ComplaintEvent> => ({
  ...event,
  round: state.round,
  step: 0,
});

/**
 * The complaint, if the actor may act on it. The Inspektorat does for a sealed one what the Petugas does for others.
 * Throws DomainError `not-found`, `wrong-role`, and as `requireAccess`.
 */
export const requireComplaint = (
  order: Pick<Occasion, 'by' | 'complaintId' | 'kecamatan'>,
  state: Complaint,
  roles: readonly Role[],
): RecordedComplaint => {
  if (state.status === 'absent') throw new DomainError('not-found');
  const sealed = state.sealed !== undefined;
  requireAccess(order, { kecamatan: state.kecamatan, sealed });
  if (!roles.includes(order.by.role) && !(sealed && order.by.role === 'inspektorat'))
    throw new DomainError('wrong-role', { role: order.by.role });
  return state;
};

const requireGoingOn = (
  order: Order<'AddInformation'> | Order<'AnswerClarification'> | Order<'RequestWithdrawal'>,
  state: Complaint,
): RecordedComplaint => {
  const complaint = requireComplaint(order, state, ['reporter', 'petugas']);
  if (complaint.status === 'ended' || complaint.withdrawal?.accepted)
    throw new DomainError('case-closed');
  return complaint;
};

/** The reporter adds something while the case goes on. */
export const addInformation = (order: Order<'AddInformation'>, state: Complaint): Decided => {
  const complaint = requireGoingOn(order, state);
  return [aside(complaint, { type: 'InformationAdded', data: order.data })];
};

/** One answer to each question. Throws DomainError `no-such-request`, `already-done`. */
export const answerClarification = (
  order: Order<'AnswerClarification'>,
  state: Complaint,
): Decided => {
  const complaint = requireGoingOn(order, state);
  const { requestId } = order.data;
  if (complaint.answered.includes(requestId)) throw new DomainError('already-done');
  if (!complaint.questions.includes(requestId)) throw new DomainError('no-such-request');
  return [aside(complaint, { type: 'ClarificationAnswered', data: order.data })];
};

/** One request at a time; after a refusal the reporter may ask again. */
export const requestWithdrawal = (order: Order<'RequestWithdrawal'>, state: Complaint): Decided => {
  const complaint = requireGoingOn(order, state);
  if (complaint.withdrawal) throw new DomainError('withdrawal-pending');
  const data = { requestId: order.idFor('withdrawal'), reason: order.data.reason };
  return [aside(complaint, { type: 'WithdrawalRequested', data })];
};

/** Name and contact put right, as a whole; also when the case has ended. The way of answering must fit. */
export const correctReporter = (order: Order<'CorrectReporter'>, state: Complaint): Decided => {
  const complaint = requireComplaint(order, state, ['petugas']);
  if (complaint.identityErased) throw new DomainError('identity-erased');
  const { reporter } = order.data;
  const replyBy = requireContact(order.data.replyBy ?? complaint.replyBy, reporter);
  return [aside(complaint, { type: 'ReporterCorrected', data: { reporter, replyBy } })];
};
