import {
  DomainError,
  type CaseFacts,
  type EventData,
  type Holder,
  type Step,
} from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { requireWorker } from './access.js';
import type { CaseEvent, CaseState } from './case-state.js';
import type { Occasion, Order, Reaction } from './order.js';
import { forwardWithdrawal, here } from './passing-on.js';
import { releaseStep, takeStep } from './step-in-hand.js';

/** Commands that every holder answers. */
export type CaseOrder =
  | Order<'TakeStep'>
  | Order<'ReleaseStep'>
  | Order<'DecideWithdrawal'>
  | ReceiveCase
  | NoteWithdrawal;

/** A case was handed over to this service. */
export type ReceiveCase = Reaction<
  'ReceiveCase',
  {
    from: Holder;
    step: Step;
    round: number;
    facts: CaseFacts;
    /** The answer given at once, in the clear, on the short way. */
    answer?: string;
  }
>;
/** What a hand-over asks of the service that it is addressed to; `answer` is its answer in the clear. */
export const receiveCase = (
  { from, toStep, toRound, facts }: EventData<'CaseHandedOver'>,
  occasion: Occasion,
  answer?: string,
): ReceiveCase => ({
  type: 'ReceiveCase',
  from,
  step: toStep as Step,
  round: toRound,
  facts,
  ...(answer === undefined ? {} : { answer }),
  ...occasion,
});

/** The reporter asks to withdraw. */
export type NoteWithdrawal = Reaction<'NoteWithdrawal', { requestId: string }>;

const decideWithdrawal = (
  order: Order<'DecideWithdrawal'>,
  state: CaseState,
): Decision<CaseEvent>[] => {
  const held = requireWorker(order, state, { roles: ['tim', 'kasi'], besideTaker: true });
  const { requestId, accept, reason } = order.data;
  if (held.withdrawalId !== requestId) throw new DomainError('no-such-request');
  if (!accept)
    return [here(held, { type: 'WithdrawalRefused', data: { requestId, reason: reason ?? '' } })];
  return [
    here(held, { type: 'WithdrawalAccepted', data: { requestId } }),
    here(held, { type: 'CaseClosed', data: { outcome: 'withdrawn' } }),
  ];
};

// A hand-over that comes again, or late, is no news: the round tells. A closed case never comes back.
const receive = (order: ReceiveCase, state: CaseState): Decision<CaseEvent>[] => {
  if (state.status === 'held' || state.status === 'closed') return [];
  if (state.status === 'passed-on' && state.round >= order.round) return [];
  const { from, facts, answer, round, step } = order;
  const data = { from, facts, ...(answer === undefined ? {} : { answer }) };
  return [{ type: 'CaseArrived', data, round, step }];
};

// Wherever the case went, the request follows it; only a case that is on its way is waited for.
const noteWithdrawal = (order: NoteWithdrawal, state: CaseState): Decision<CaseEvent>[] => {
  const { requestId } = order;
  switch (state.status) {
    case 'absent':
      throw new DomainError('not-arrived');
    case 'closed':
      return [];
    case 'passed-on':
      return [forwardWithdrawal(state.round, requestId, state.to)];
    case 'held':
      return state.withdrawalId === undefined
        ? [here(state, { type: 'WithdrawalNoted', data: { requestId } })]
        : [];
  }
};

/** Decides what every holder of a case decides in the same way. */
export const decideCase = (order: CaseOrder, state: CaseState): Decision<CaseEvent>[] => {
  switch (order.type) {
    case 'TakeStep':
      return takeStep(order, state);
    case 'ReleaseStep':
      return releaseStep(order, state);
    case 'DecideWithdrawal':
      return decideWithdrawal(order, state);
    case 'ReceiveCase':
      return receive(order, state);
    case 'NoteWithdrawal':
      return noteWithdrawal(order, state);
  }
};
