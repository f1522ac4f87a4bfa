import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#libs/contracts';
import { load } from '#libs/eventsourcing';
import type { AccountSecrets } from '#libs/privacy';
import { MemoryStore, openSealer } from '#libs/testing';
import { account, accountStream } from '../domain/account.js';
import type { Asked } from './account-orders.js';
import { Accounts } from './accounts.js';

const admin: Actor = { id: 'admin-1', role: 'admin', kecamatan: '*' };
const asked = (key: string, by = admin): Asked => ({ by, key, correlationId: 'c' });
const tim = {
  login: 'tim.waru',
  displayName: 'Tim Waru',
  password: 'kata-sandi-pertama',
  role: 'tim',
  kecamatan: '64.09.02',
} as const;

let store: MemoryStore;
let vault: Map<string, AccountSecrets>;
let ended: string[];
let accounts: Accounts;

beforeEach(() => {
  store = new MemoryStore();
  vault = new Map();
  ended = [];
  const secrets = {
    put: (id: string, held: AccountSecrets) => Promise.resolve(void vault.set(id, held)),
    get: (id: string) => Promise.resolve(vault.get(id)),
    update: (id: string, change: (now: AccountSecrets) => AccountSecrets) => {
      const now = vault.get(id);
      if (now) vault.set(id, change(now));
      return Promise.resolve(now !== undefined);
    },
    findByLogin: (login: string) =>
      Promise.resolve(
        [...vault]
          .map(([id, held]) => ({ id, secrets: held }))
          .find((each) => each.secrets.login === login),
      ),
  };
  const sessions = {
    account: async (id: string) => (await load(store, account, accountStream(id))).state,
    accountNow: async (id: string) => (await load(store, account, accountStream(id))).state,
    endAll: (id: string) => Promise.resolve(void ended.push(id)),
  };
  const kit = { store, sealer: openSealer, now: () => new Date('2026-11-24T01:00:00Z'), secrets };
  const reference = { rules: () => ({}) };
  accounts = new Accounts({ ...kit, reference } as never, sessions);
});

const kecamatanOf = (accountId: string) =>
  store.streams.get(accountStream(accountId))?.map(({ metadata }) => metadata.kecamatan);

describe('accounts', () => {
  it('keep all events in the kecamatan of the account, whoever asks, so that others hear of them', async () => {
    const { accountId } = await accounts.create(tim, asked('k1'));
    await accounts.setEnabled(accountId, false, 'pindah', asked('k2'));
    await accounts.setEnabled(accountId, true, '', asked('k3'));
    await accounts.changePassword(accountId, { replacement: 'kata-sandi-kedua' }, asked('k4'));
    expect(kecamatanOf(accountId)).toEqual(Array(4).fill('64.09.02'));
  });

  it('are answered as they are when the same key comes again, never as another body says', async () => {
    const made = await accounts.create(tim, asked('k1'));
    expect(await accounts.create(tim, asked('k1'))).toEqual(made);
    for (const other of [
      { role: 'camat' },
      { displayName: 'Lain' },
      { login: 'lain.lagi' },
    ] as const)
      await expect(accounts.create({ ...tim, ...other }, asked('k1'))).rejects.toMatchObject({
        code: 'key-reused',
      });
  });

  it('let nobody replace his own password by an open session alone', async () => {
    const { accountId } = await accounts.create(tim, asked('k1'));
    const own = asked('k2', { id: accountId, role: 'tim', kecamatan: '64.09.02' });
    const replacement = 'kata-sandi-kedua';
    for (const current of [undefined, '', 'salah-salah'])
      await expect(
        accounts.changePassword(accountId, { replacement, current }, own),
      ).rejects.toMatchObject({ code: 'wrong-credentials' });
    expect(await accounts.signIn(tim.login, tim.password)).toMatchObject({ accountId });
    await accounts.changePassword(accountId, { replacement, current: tim.password }, own);
    expect(await accounts.signIn(tim.login, replacement)).toMatchObject({ accountId });
    expect(ended).toEqual([accountId]);
  });

  it('are not closed by themselves, and not known before they are made', async () => {
    const { accountId } = await accounts.create(
      { ...tim, role: 'admin', kecamatan: '*' },
      asked('k1'),
    );
    const self = asked('k2', { ...admin, id: accountId });
    await expect(accounts.setEnabled(accountId, false, 'iseng', self)).rejects.toMatchObject({
      code: 'own-account',
    });
    await expect(accounts.setEnabled('nobody', false, 'x', asked('k3'))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
