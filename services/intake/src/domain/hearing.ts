import { DomainError } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { EndCase, NoteSeal, OpenClarification, SettleWithdrawal } from './orders.js';
import type { Complaint, ComplaintEvent, RecordedComplaint } from './state.js';

type Decided = Decision<ComplaintEvent>[];

// What others did is told of a complaint that is there: it was handed over before.
const requireRecorded = (state: Complaint): RecordedComplaint => {
  if (state.status === 'absent') throw new DomainError('not-arrived');
  return state;
};

const heard = (order: { ofRound: number }, event: ComplaintEvent): Decided => [
  { ...event, round: order.ofRound, step: 0 },
];

/** The Tim asked: from now on an answer is taken. */
export const openClarification = (order: OpenClarification, state: Complaint): Decided => {
  const complaint = requireRecorded(state);
  const { requestId } = order;
  const known = [...complaint.questions, ...complaint.answered].includes(requestId);
  if (known || complaint.status === 'ended') return [];
  return heard(order, { type: 'ClarificationOpened', data: { requestId } });
};

/** The holder decided on the request to withdraw. */
export const settleWithdrawal = (order: SettleWithdrawal, state: Complaint): Decided => {
  const complaint = requireRecorded(state);
  const { requestId, accepted } = order;
  const { withdrawal, status } = complaint;
  if (status === 'ended' || withdrawal?.requestId !== requestId || withdrawal.accepted) return [];
  return heard(order, { type: 'WithdrawalSettled', data: { requestId, accepted } });
};

/** The case was reserved to the Inspektorat, or given back. */
export const noteSeal = (order: NoteSeal, state: Complaint): Decided => {
  const complaint = requireRecorded(state);
  const { ground } = order;
  if (complaint.sealed === ground) return [];
  return heard(order, { type: 'SealNoted', data: ground === undefined ? {} : { ground } });
};

/** The case ended, whoever held it. */
export const endCase = (order: EndCase, state: Complaint): Decided => {
  const complaint = requireRecorded(state);
  if (complaint.status === 'ended') return [];
  return heard(order, { type: 'CaseEnded', data: { outcome: order.outcome } });
};
