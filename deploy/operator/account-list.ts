import type { StoredEvent } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { account, type AccountState } from '../../services/portal/src/domain/account.js';
import { untilNow } from './until-now.js';

/** An account as the operator sees it. */
export interface AccountRow {
  accountId: string;
  role: string;
  kecamatan: string;
  status: string;
  login?: string;
}

const evolve = (state: AccountState, event: StoredEvent): AccountState =>
  account.evolve(state, event as never);

/** Every account, folded from its stream; logins come from the vault. */
export const accountRows = async (kit: ServiceKit): Promise<AccountRow[]> => {
  const states = new Map<string, AccountState>();
  for await (const event of untilNow(kit.store, ['portal-account-'])) {
    const before = states.get(event.streamId) ?? account.initialState();
    states.set(event.streamId, evolve(before, event));
  }
  const rows: AccountRow[] = [];
  for (const state of states.values()) {
    if (state.status === 'absent') continue;
    const login = (await kit.secrets.get(state.accountId))?.login;
    const { accountId, role, kecamatan, status } = state;
    rows.push({ accountId, role, kecamatan, status, ...(login === undefined ? {} : { login }) });
  }
  return rows.sort((a, b) => (a.login ?? '').localeCompare(b.login ?? ''));
};
