import { kecamatanCode, type EventOf, type Role } from '#libs/contracts';
import type { Decider, Decision, Recorded } from '#libs/eventsourcing';
import type { ListedOfficer } from './state.js';

export type DirectoryEvent = EventOf<'OfficerListed' | 'OfficerUnlisted'>;

export type DirectoryOrder =
  | { type: 'ListOfficer'; accountId: string; role: Role }
  | { type: 'UnlistOfficer'; accountId: string }
  /** The account may sign in again, in the role that it had. */
  | { type: 'RelistOfficer'; accountId: string };

/** Every account that was ever listed; one that is not listed any more keeps its role. */
export type Directory = Readonly<Record<string, { role: Role; listed: boolean }>>;

/** Roles that work on a step, and are told when a case waits for them. */
export const toldRoles: readonly Role[] = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat'];

/** Stream of a kecamatan's directory; accounts of the whole district have one of their own. */
export const directoryStream = (kecamatan: string): string =>
  `notification-directory-${kecamatanCode.safeParse(kecamatan).success ? kecamatan : 'district'}`;

const evolve = (state: Directory, event: Recorded<DirectoryEvent>): Directory => {
  switch (event.type) {
    case 'OfficerListed': {
      const { accountId, role } = event.data;
      return { ...state, [accountId]: { role, listed: true } };
    }
    case 'OfficerUnlisted': {
      const { accountId } = event.data;
      const known = state[accountId];
      return known ? { ...state, [accountId]: { ...known, listed: false } } : state;
    }
    default:
      return state;
  }
};

const list = (accountId: string, role: Role): Decision<DirectoryEvent>[] => [
  { type: 'OfficerListed', data: { accountId, role }, round: 1, step: 0 },
];

const decide = (order: DirectoryOrder, state: Directory): Decision<DirectoryEvent>[] => {
  const { accountId } = order;
  const known = state[accountId];
  switch (order.type) {
    case 'ListOfficer':
      return known || !toldRoles.includes(order.role) ? [] : list(accountId, order.role);
    case 'UnlistOfficer':
      if (!known?.listed) return [];
      return [{ type: 'OfficerUnlisted', data: { accountId }, round: 1, step: 0 }];
    case 'RelistOfficer':
      return known && !known.listed ? list(accountId, known.role) : [];
  }
};

/** Which accounts are told of new work. */
export const directoryDecider: Decider<Directory, DirectoryOrder, DirectoryEvent> = {
  initialState: () => ({}),
  evolve,
  decide,
};

/** Those who are told at present. */
export const listedOfficers = (directory: Directory): ListedOfficer[] =>
  Object.entries(directory)
    .filter(([, { listed }]) => listed)
    .map(([accountId, { role }]) => ({ accountId, role }));
