import { DomainError, type EventOf, type Role } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';

/** An officer's account; names and secrets are in the vault. */
export type AccountState =
  | { status: 'absent' }
  | {
      status: 'enabled' | 'disabled';
      accountId: string;
      role: Role;
      kecamatan: string;
      /** A code is asked for at sign-in. */
      secondFactor?: boolean;
      /** Not by the identity provider of the district. */
      localOnly?: boolean;
    };

export type AccountEvent = EventOf<
  | 'AccountCreated'
  | 'AccountDisabled'
  | 'AccountEnabled'
  | 'PasswordChanged'
  | 'SecondFactorEnabled'
  | 'SecondFactorDisabled'
  | 'RecoveryCodeUsed'
  | 'ProfileChanged'
  | 'SignInRestricted'
>;

/** What an officer or admin changes of the person behind an account. */
export type ProfileField = 'displayName' | 'email' | 'phone';

export type AccountOrder =
  | {
      type: 'CreateAccount';
      accountId: string;
      role: Role;
      kecamatan: string;
      localOnly?: boolean | undefined;
    }
  | { type: 'DisableAccount'; reason: string; by: string }
  | { type: 'EnableAccount' }
  | { type: 'ChangePassword' }
  | { type: 'EnableSecondFactor' }
  | { type: 'DisableSecondFactor'; by: 'owner' | 'admin' }
  | { type: 'UseRecoveryCode'; left: number }
  | { type: 'ChangeProfile'; fields: ProfileField[] }
  | { type: 'RestrictSignIn'; localOnly: boolean };

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
    case 'SecondFactorEnabled':
      return state.status === 'absent' ? state : { ...state, secondFactor: true };
    case 'SecondFactorDisabled':
      return state.status === 'absent' ? state : { ...state, secondFactor: false };
    case 'SignInRestricted':
      return state.status === 'absent' ? state : { ...state, localOnly: event.data.localOnly };
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

type SignInOrder = Exclude<
  AccountOrder,
  { type: 'CreateAccount' | 'DisableAccount' | 'EnableAccount' | 'ChangePassword' }
>;

const decideSignIn = (order: SignInOrder, state: Known): Decision<AccountEvent>[] => {
  const { accountId } = state;
  switch (order.type) {
    case 'EnableSecondFactor':
      if (state.secondFactor) throw new DomainError('already-done');
      return [fact({ type: 'SecondFactorEnabled', data: { accountId } })];
    case 'DisableSecondFactor':
      if (!state.secondFactor) return [];
      return [fact({ type: 'SecondFactorDisabled', data: { accountId, by: order.by } })];
    case 'UseRecoveryCode':
      return [fact({ type: 'RecoveryCodeUsed', data: { accountId, left: order.left } })];
    case 'ChangeProfile':
      return [fact({ type: 'ProfileChanged', data: { accountId, fields: order.fields } })];
    case 'RestrictSignIn': {
      const { localOnly } = order;
      if ((state.localOnly ?? false) === localOnly) return [];
      return [fact({ type: 'SignInRestricted', data: { accountId, localOnly } })];
    }
  }
};

const decide = (order: AccountOrder, state: AccountState): Decision<AccountEvent>[] => {
  switch (order.type) {
    case 'CreateAccount': {
      if (state.status !== 'absent') throw new DomainError('already-done');
      const { accountId, role, kecamatan, localOnly } = order;
      requireFittingKecamatan(role, kecamatan);
      const local = localOnly ? { localOnly } : {};
      return [fact({ type: 'AccountCreated', data: { accountId, role, kecamatan, ...local } })];
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
    default:
      return decideSignIn(order, requireKnown(state));
  }
};

/** Rules of an account's stream `portal-account-<id>`. */
export const account: Decider<AccountState, AccountOrder, AccountEvent> = {
  initialState: () => ({ status: 'absent' }),
  evolve,
  decide,
};

export const accountStream = (accountId: string): string => `portal-account-${accountId}`;
