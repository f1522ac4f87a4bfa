import type { EventData, EventOf, Holder } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import type { HeldCase } from './case-state.js';

/** A decision at the present round and step of the case. */
export const here = <E extends { type: string; data: object }>(
  held: Pick<HeldCase, 'round' | 'step'>,
  event: E,
): Decision<E> => ({ ...event, round: held.round, step: held.step });

/** Passes the case on to the service that works on `toStep`. */
const handOver = (
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
  ...(held.withdrawalId === undefined
    ? []
    : [forwardWithdrawal(held.round, held.withdrawalId, to.to)]),
];

/** Lets a request to withdraw follow the case to the service that it went to. */
export const forwardWithdrawal = (
  round: number,
  requestId: string,
  to: Holder,
): Decision<EventOf<'WithdrawalForwarded'>> => ({
  type: 'WithdrawalForwarded',
  data: { requestId, to },
  round,
  step: 0,
});
