import { decideCase, type Order, type ReceiveCase } from '#libs/casework';
import { DomainError } from '#libs/contracts';
import type { Decider, Decision } from '#libs/eventsourcing';
import { approveAnswer, discardDocument, recordDocument } from './approving.js';
import { clarifySatisfaction, deliverResult, silentClose } from './delivering.js';
import { draftAnswer, processSettlement, returnAnswer } from './drafting.js';
import { evolve } from './evolve.js';
import type { ResolutionOrder, WithDelegations } from './orders.js';
import { asSigner } from './signer.js';
import { beginSigning, recordSigningFailure, signAnswer, stampAnswer } from './signing.js';
import { answerSurvey } from './surveying.js';
import { initialState, type Resolution, type ResolutionEvent } from './state.js';

type Decided = Decision<ResolutionEvent>[];

// Cases come at step 5, or at step 7 with their answer; anything else is a fault of the sender.
const receive = (order: ReceiveCase, state: Resolution): Decided => {
  if (order.step !== 5 && !(order.step === 7 && order.facts.shortWay))
    throw new DomainError('wrong-step', { step: order.step });
  return decideCase(order, state.case);
};

const takeOrRelease = (
  order: Order<'TakeStep', WithDelegations> | Order<'ReleaseStep', WithDelegations>,
  state: Resolution,
): Decided =>
  decideCase(state.case.status === 'held' ? asSigner(order, state.case) : order, state.case);

// A number stands in the register by then: it is used or voided before the case ends.
const decideWithdrawal = (order: Order<'DecideWithdrawal'>, state: Resolution): Decided => {
  const decided = decideCase(order, state.case);
  const pending = ['approved', 'numbered', 'rendered'].includes(state.work.stage);
  if (order.data.accept && pending) throw new DomainError('answer-approved');
  return decided;
};

const decide = (order: ResolutionOrder, state: Resolution): Decided => {
  switch (order.type) {
    case 'ReceiveCase':
      return receive(order, state);
    case 'NoteWithdrawal':
      return decideCase(order, state.case);
    case 'TakeStep':
    case 'ReleaseStep':
      return takeOrRelease(order, state);
    case 'DecideWithdrawal':
      return decideWithdrawal(order, state);
    case 'RecordDocument':
      return recordDocument(order, state);
    case 'SilentClose':
      return silentClose(order, state);
    default:
      return decideStep(order, state);
  }
};

type StepOrder = Exclude<
  ResolutionOrder,
  {
    type:
      | 'ReceiveCase'
      | 'NoteWithdrawal'
      | 'TakeStep'
      | 'ReleaseStep'
      | 'DecideWithdrawal'
      | 'RecordDocument'
      | 'SilentClose';
  }
>;

const decideStep = (order: StepOrder, state: Resolution): Decided => {
  switch (order.type) {
    case 'DraftAnswer':
      return draftAnswer(order, state);
    case 'ProcessSettlement':
      return processSettlement(order, state);
    case 'ReturnAnswer':
      return returnAnswer(order, state);
    case 'ApproveAnswer':
      return approveAnswer(order, state);
    case 'BeginSigning':
      return beginSigning(order, state);
    case 'SignAnswer':
      return signAnswer(order, state);
    case 'RecordSigningFailure':
      return recordSigningFailure(order, state);
    case 'StampAnswer':
      return stampAnswer(order, state);
    case 'DiscardDocument':
      return discardDocument(order, state);
    case 'DeliverResult':
      return deliverResult(order, state);
    case 'ClarifySatisfaction':
      return clarifySatisfaction(order, state);
    case 'AnswerSurvey':
      return answerSurvey(order, state);
  }
};

/** Steps 5 to 7 of a case: stream `resolution-<complaint>`. */
export const resolution: Decider<Resolution, ResolutionOrder, ResolutionEvent> = {
  initialState,
  evolve,
  decide,
};
