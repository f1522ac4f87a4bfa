import type { Order } from '#libs/casework';
import { covers, DomainError, type EventOf } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';
import { localDate, type InZone } from '#libs/procedure';

/** An acting officer (Plh. or Plt.) of a kecamatan, for local dates `from` to `until`, both included. */
export interface Delegation {
  delegationId: string;
  kecamatan: string;
  accountId: string;
  kind: 'plh' | 'plt';
  from: string;
  until: string;
  letterNumber: string;
  /** UTC instant from which it holds no longer. */
  revokedAt?: string;
}

/** The delegations of one kecamatan: stream `resolution-delegation-<kecamatan>`. */
export type Delegations = readonly Delegation[];
export type DelegationEvent = EventOf<'DelegationGranted' | 'DelegationRevoked'>;
export type DelegationOrder = Order<'GrantDelegation'> | Order<'RevokeDelegation'>;

const evolve = (state: Delegations, event: Recorded<DelegationEvent>): Delegations => {
  switch (event.type) {
    case 'DelegationGranted':
      return [...state, { ...event.data, kecamatan: event.metadata.kecamatan }];
    case 'DelegationRevoked':
      return state.map((each) =>
        each.delegationId === event.data.delegationId
          ? { ...each, revokedAt: event.metadata.occurredAt }
          : each,
      );
    default:
      return state;
  }
};

/** Whether the delegation holds at an instant: its days are local, a revocation ends it at once. */
export const isValidAt = (delegation: Delegation, at: string, zone: InZone): boolean => {
  const date = localDate(zone, at);
  const { from, until, revokedAt } = delegation;
  return from <= date && date <= until && (revokedAt === undefined || at < revokedAt);
};

/** The delegation by which the account may sign in the kecamatan at an instant, if there is one. */
export const delegationOf = (
  delegations: Delegations,
  wanted: { kecamatan: string; accountId: string; at: string; zone: InZone },
): Delegation | undefined =>
  delegations.find(
    (each) =>
      each.accountId === wanted.accountId &&
      each.kecamatan === wanted.kecamatan &&
      isValidAt(each, wanted.at, wanted.zone),
  );

// One acting officer at a time. On the day of a revocation the next one may begin.
const overlaps = (
  known: Delegation,
  wanted: { from: string; until: string },
  zone: InZone,
): boolean =>
  wanted.from <= known.until &&
  known.from <= wanted.until &&
  (known.revokedAt === undefined || wanted.from < localDate(zone, known.revokedAt));

const requireMayDelegate = (order: DelegationOrder): void => {
  const { by, kecamatan } = order;
  if (by.role !== 'camat' && by.role !== 'admin')
    throw new DomainError('wrong-role', { role: by.role });
  if (!covers(by, kecamatan)) throw new DomainError('other-kecamatan');
};

/** The delegation that is the same in every part and holds, if there is one: granting it again is no news. */
export const grantedAlready = (
  delegations: Delegations,
  wanted: Order<'GrantDelegation'>['data'],
): Delegation | undefined =>
  delegations.find(
    (known) =>
      known.revokedAt === undefined &&
      known.accountId === wanted.accountId &&
      known.kind === wanted.kind &&
      known.from === wanted.from &&
      known.until === wanted.until &&
      known.letterNumber === wanted.letterNumber,
  );

const grant = (
  order: Order<'GrantDelegation'>,
  state: Delegations,
): Decision<DelegationEvent>[] => {
  requireMayDelegate(order);
  const { data, procedure, at } = order;
  if (data.until < data.from) throw new DomainError('period-reversed', {}, { field: 'until' });
  if (data.until < localDate(procedure, at))
    throw new DomainError('time-in-past', {}, { field: 'until' });
  if (grantedAlready(state, data)) return [];
  if (state.some((known) => overlaps(known, data, procedure)))
    throw new DomainError('delegation-overlap');
  const delegationId = order.idFor('delegation');
  return [{ type: 'DelegationGranted', data: { delegationId, ...data }, round: 1, step: 0 }];
};

const revoke = (
  order: Order<'RevokeDelegation'>,
  state: Delegations,
): Decision<DelegationEvent>[] => {
  requireMayDelegate(order);
  const { delegationId, reason } = order.data;
  const known = state.find((each) => each.delegationId === delegationId);
  if (!known) throw new DomainError('not-found');
  if (known.revokedAt !== undefined) return [];
  if (known.until < localDate(order.procedure, order.at)) throw new DomainError('already-done');
  return [{ type: 'DelegationRevoked', data: { delegationId, reason }, round: 1, step: 0 }];
};

/** Grants and revokes delegations of a kecamatan. */
export const delegation: Decider<Delegations, DelegationOrder, DelegationEvent> = {
  initialState: () => [],
  evolve,
  decide: (order, state) => {
    switch (order.type) {
      case 'GrantDelegation':
        return grant(order, state);
      case 'RevokeDelegation':
        return revoke(order, state);
    }
  },
};
