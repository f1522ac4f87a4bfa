import { DomainError, type EventOf, type Role } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';

/** An officer's account; names and secrets are in the vault. */
export type AccountState =
  | { status: 'absent' }
  | { status: 'enabled' | 'disabled'; accountId: string; role: Role; kecamatan: string };

export type AccountEvent = EventOf<
  'AccountCreated' | 'AccountDisabled' | 'AccountEnabled' | 'PasswordChanged'
>;

export type AccountOrder =
  | { type: 'CreateAccount'; accountId: string; role: Role; kecamatan: string }
  | { type: 'DisableAccount'; reason: string; by: string }
  | { type: 'EnableAccount' }
  | { type: 'ChangePassword' };

type Known = Exclude<AccountState, { status: 'absent' }>;

const fact = <E extends AccountEvent>(event: E): Decision<E> => ({ ...event, round: 1, step: 0 });

const requireKnown = (state: AccountState): Known => {
  if (state.status === 'absent') throw new DomainError('not-found');
  return state;
};

const evolve = (state: AccountState, event: Recorded<AccountEvent>): AccountState => {
  switch (event.type) {
    case 'AccountCreated':
      return { status: 'enabled', ...event.data };
    case 'AccountDisabled':
      return state.status === 'absent' ? state : { ...state, status: 'disabled' };
    case 'AccountEnabled':
      return state.status === 'absent' ? state : { ...state, status: 'enabled' };
    default:
      return state;
  }
};

/** Roles of the district see every kecamatan; a supervisor may be of either kind; all others belong to one. */
const requireFittingKecamatan = (role: Role, kecamatan: string): void => {
  const ofDistrict = role === 'inspektorat' || role === 'admin';
  if (role !== 'supervisor' && ofDistrict !== (kecamatan === '*'))
    throw new DomainError('unknown-kecamatan', { kecamatan });
};

const decide = (order: AccountOrder, state: AccountState): Decision<AccountEvent>[] => {
  switch (order.type) {
    case 'CreateAccount': {
      if (state.status !== 'absent') throw new DomainError('already-done');
      const { accountId, role, kecamatan } = order;
      requireFittingKecamatan(role, kecamatan);
      return [fact({ type: 'AccountCreated', data: { accountId, role, kecamatan } })];
    }
    case 'DisableAccount': {
      const { accountId, status } = requireKnown(state);
      // Whoever closes accounts keeps his own, so that the last admin is never shut out.
      if (order.by === accountId) throw new DomainError('own-account');
      if (status === 'disabled') return [];
      return [fact({ type: 'AccountDisabled', data: { accountId, reason: order.reason } })];
    }
    case 'EnableAccount': {
      const { accountId, status } = requireKnown(state);
      return status === 'enabled' ? [] : [fact({ type: 'AccountEnabled', data: { accountId } })];
    }
    case 'ChangePassword': {
      const { accountId } = requireKnown(state);
      return [fact({ type: 'PasswordChanged', data: { accountId } })];
    }
  }
};

/** Rules of an account's stream `portal-account-<id>`. */
export const account: Decider<AccountState, AccountOrder, AccountEvent> = {
  initialState: () => ({ status: 'absent' }),
  evolve,
  decide,
};

export const accountStream = (accountId: string): string => `portal-account-${accountId}`;
