import { decideCase } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decider, Decision } from '#libs/eventsourcing';
import { noteAnswer, requestClarification } from './clarification.js';
import { linkDuplicate, noteLink, settleLink, unlinkDuplicate } from './duplicates.js';
import type { NoteEnd, ReviewOrder, TriageOrder } from './orders.js';
import { answerAtOnce, classify, refer } from './review.js';
import { requireUnlinked } from './reviewer.js';
import { sealCase, unsealCase } from './sealing.js';
import { evolve, nothing, type TriageEvent, type TriageState } from './state.js';

const decideReview = (order: ReviewOrder, state: TriageState): Decision<TriageEvent>[] => {
  switch (order.type) {
    case 'ClassifyComplaint':
      return classify(order, state);
    case 'ReferComplaint':
      return refer(order, state);
    case 'AnswerAtOnce':
      return answerAtOnce(order, state);
    case 'LinkDuplicate':
      return linkDuplicate(order, state);
    case 'UnlinkDuplicate':
      return unlinkDuplicate(order, state);
    case 'RequestClarification':
      return requestClarification(order, state);
    case 'SealCase':
      return sealCase(order, state);
    case 'UnsealCase':
      return unsealCase(order, state);
  }
};

// Others may link to a case for as long as it is open, so its stream must know when it is not.
const noteEnd = (order: NoteEnd, state: TriageState): Decision<TriageEvent>[] => {
  if (state.case.status === 'absent') throw new DomainError('not-arrived');
  if (state.case.status !== 'passed-on') return [];
  const { outcome, round } = order;
  return [{ type: 'CaseEnded', data: { outcome }, round, step: 0 }];
};

const decide = (order: TriageOrder, state: TriageState): Decision<TriageEvent>[] => {
  switch (order.type) {
    case 'TakeStep':
    case 'DecideWithdrawal': {
      const decided = decideCase(order, state.case);
      requireUnlinked(state);
      return decided;
    }
    case 'ReleaseStep':
    case 'ReceiveCase':
    case 'NoteWithdrawal':
      return decideCase(order, state.case);
    case 'NoteAnswer':
      return noteAnswer(order, state);
    case 'NoteLink':
      return noteLink(order, state);
    case 'SettleLink':
      return settleLink(order, state);
    case 'NoteEnd':
      return noteEnd(order, state);
    default:
      return decideReview(order, state);
  }
};

/** The rules of a triage stream: step 2, review and classify. */
export const triage: Decider<TriageState, TriageOrder, TriageEvent> = {
  initialState: () => nothing,
  evolve,
  decide,
};

/** Stream of a complaint in triage. */
export const triageStream = (complaintId: string): string => `triage-${complaintId}`;
