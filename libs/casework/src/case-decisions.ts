import {
  DomainError,
  type CaseFacts,
  type EventData,
  type EventOf,
  type Holder,
  type Role,
  type Step,
} from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { stepOf } from '#libs/procedure';
import { requireAccess, requireHeld, requireWorker } from './access.js';
import type { CaseEvent, CaseState, HeldCase } from './case-state.js';
import type { Order, Reaction } from './order.js';

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
/** The reporter asks to withdraw. */
export type NoteWithdrawal = Reaction<'NoteWithdrawal', { requestId: string }>;

/** A decision at the present round and step of the case. */
export const here = <E extends { type: string; data: object }>(
  held: Pick<HeldCase, 'round' | 'step'>,
  event: E,
): Decision<E> => ({ ...event, round: held.round, step: held.step });

/** Passes the case on to the service that works on `toStep`. */
export const handOver = (
  held: Pick<HeldCase, 'round' | 'step'>,
  to: Pick<EventData<'CaseHandedOver'>, 'from' | 'to' | 'toStep' | 'facts'> & {
    toRound?: number;
    answer?: string;
  },
): Decision<EventOf<'CaseHandedOver'>> =>
  here(held, {
    type: 'CaseHandedOver',
    data: { ...to, toRound: to.toRound ?? held.round },
  });

/**
 * Passes the case on as `handOver` does; a request to withdraw that nobody has decided goes with it, so that no holder
 * can leave it behind.
 */
export const passOn = (
  held: HeldCase,
  to: Parameters<typeof handOver>[1],
): Decision<EventOf<'CaseHandedOver' | 'WithdrawalForwarded'>>[] => [
  handOver(held, to),
  ...(held.withdrawalId === undefined ? [] : [forward(held.round, held.withdrawalId, to.to)]),
];

const forward = (
  round: number,
  requestId: string,
  to: Holder,
): Decision<EventOf<'WithdrawalForwarded'>> => ({
  type: 'WithdrawalForwarded',
  data: { requestId, to },
  round,
  step: 0,
});

/** Who works on a step: as the procedure says, the Inspektorat for a sealed case. */
export const workerOf = (
  order: { procedure: Order<'TakeStep'>['procedure'] },
  held: HeldCase,
): Role => (held.facts.sealed ? 'inspektorat' : stepOf(order.procedure, held.step).role);

const take = (order: Order<'TakeStep'>, state: CaseState): Decision<CaseEvent>[] => {
  const held = requireHeldOrAccess(order, state);
  const required = { roles: [workerOf(order, held)], steps: [order.data.step] };
  requireWorker(order, state, required);
  if (held.takenBy === order.by.id) return [];
  return [here(held, { type: 'StepTaken', data: { accountId: order.by.id } })];
};

const release = (order: Order<'ReleaseStep'>, state: CaseState): Decision<CaseEvent>[] => {
  const held = requireHeldOrAccess(order, state);
  requireWorker(order, state, { roles: [workerOf(order, held)], steps: [order.data.step] });
  if (held.takenBy !== order.by.id) throw new DomainError('step-not-taken');
  const { reason } = order.data;
  return [
    here(held, {
      type: 'StepReleased',
      data: { accountId: order.by.id, ...(reason === undefined ? {} : { reason }) },
    }),
  ];
};

const requireHeldOrAccess = (
  order: Order<'TakeStep'> | Order<'ReleaseStep'>,
  state: CaseState,
): HeldCase => {
  if (state.status !== 'absent')
    requireAccess(order, {
      kecamatan: state.kecamatan,
      sealed: state.facts.sealed !== undefined,
    });
  return requireHeld(state);
};

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
      return [forward(state.round, requestId, state.to)];
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
      return take(order, state);
    case 'ReleaseStep':
      return release(order, state);
    case 'DecideWithdrawal':
      return decideWithdrawal(order, state);
    case 'ReceiveCase':
      return receive(order, state);
    case 'NoteWithdrawal':
      return noteWithdrawal(order, state);
  }
};
