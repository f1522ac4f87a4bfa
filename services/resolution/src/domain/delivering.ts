import {
  here,
  passOn,
  momentNotBefore,
  requireWorker,
  type HeldCase,
  type Order,
} from '#libs/casework';
import {
  DomainError,
  holderOfStep,
  reopenSteps,
  type EventData,
  type ReopenReason,
  type Step,
} from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { DeliverResult, SilentClose } from './orders.js';
import { answerSource, type Resolution, type ResolutionEvent } from './state.js';

type Decided = Decision<ResolutionEvent>[];

/**
 * Step 7: the answer is given to the reporter, once in each round. Throws DomainError `already-done`, `draft-missing` where
 * the answer cannot be read any more.
 */
export const deliverResult = (order: DeliverResult, state: Resolution): Decided => {
  const held = requireWorker(order, state.case, { roles: ['petugas'], steps: [7] });
  const { work } = state;
  const { data, answer, at } = order;
  if (work.stage === 'delivered') throw new DomainError('already-done');
  if (answerSource(work) === undefined || answer === undefined)
    throw new DomainError('draft-missing');
  // On the short way the reporter may have heard the answer before anybody wrote it down.
  const earlier = work.stage === 'signed' ? work.signedAt : held.facts.receivedAt;
  const deliveredAt = momentNotBefore(data.deliveredAt, at, earlier, 'deliveredAt');
  const { method, receivedBy, recipient, note } = data;
  const delivered: EventData<'ResultDelivered'> = {
    method,
    deliveredAt,
    receivedBy,
    ...(recipient === undefined
      ? {}
      : { recipient: { personId: order.idFor('recipient'), details: recipient } }),
    ...(note === undefined ? {} : { note }),
    answer,
  };
  return [here(held, { type: 'ResultDelivered', data: delivered })];
};

/** Step 7: the reporter says whether the answer satisfies; if not, a new round begins where the reason calls for it. */
export const clarifySatisfaction = (
  order: Order<'ClarifySatisfaction'>,
  state: Resolution,
): Decided => {
  const required = { roles: ['petugas', 'reporter'], besideTaker: true } as const;
  const held = requireWorker(order, state.case, required);
  if (state.work.stage !== 'delivered') throw new DomainError('not-delivered');
  const { satisfied, reopenReason, comment } = order.data;
  const said = comment === undefined ? {} : { comment };
  if (satisfied)
    return [
      here(held, { type: 'SatisfactionClarified', data: { satisfied, ...said } }),
      here(held, { type: 'CaseClosed', data: { outcome: 'satisfied' } }),
    ];
  if (reopenReason === undefined) throw new DomainError('invalid', {}, { field: 'reopenReason' });
  const data = { satisfied, reopenReason, ...said };
  return [here(held, { type: 'SatisfactionClarified', data }), ...reopen(held, reopenReason)];
};

// A case of the short way was never classified: it begins at step 2, whatever the reason.
const stepFor = (held: HeldCase, reason: ReopenReason): Step =>
  held.facts.shortWay ? 2 : reopenSteps[reason];

const reopen = (held: HeldCase, reopenReason: ReopenReason): Decided => {
  const atStep = stepFor(held, reopenReason);
  const toRound = held.round + 1;
  const reopened = here(held, {
    type: 'CaseReopened',
    data: { atStep, toRound, reopenReason },
  } as const);
  const to = holderOfStep[atStep];
  if (to === 'resolution') return [reopened];
  const facts = { ...held.facts, meetingHeld: false, shortWay: false };
  return [reopened, ...passOn(held, { from: 'resolution', to, toStep: atStep, toRound, facts })];
};

/** Nobody said anything in time. Late, or after the reporter did say something, it is no news. */
export const silentClose = (order: SilentClose, state: Resolution): Decided => {
  if (state.case.status !== 'held' || state.work.stage !== 'delivered') return [];
  if (state.case.round !== order.ofRound) return [];
  return [here(state.case, { type: 'CaseClosed', data: { outcome: 'silent' } })];
};
