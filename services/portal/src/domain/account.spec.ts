import { describe, it } from 'vitest';
import { deciderSpec } from '#libs/testing';
import { account, type AccountEvent } from './account.js';

const { given } = deciderSpec(account);
const created: AccountEvent = {
  type: 'AccountCreated',
  data: { accountId: 'a1', role: 'tim', kecamatan: '64.09.02' },
};
const at = { round: 1, step: 0 } as const;

describe('an account', () => {
  it('is created once', () => {
    const order = {
      type: 'CreateAccount',
      accountId: 'a1',
      role: 'tim',
      kecamatan: '64.09.02',
    } as const;
    given()
      .when(order)
      .thenEvents({ ...created, ...at });
    given(created).when(order).thenRefused('already-done');
  });

  it.each([
    ['petugas', '*'],
    ['camat', '*'],
    ['inspektorat', '64.09.02'],
    ['admin', '64.09.02'],
  ] as const)('of role %s is not made for %s', (role, kecamatan) => {
    given()
      .when({ type: 'CreateAccount', accountId: 'a1', role, kecamatan })
      .thenRefused('unknown-kecamatan', { kecamatan });
  });

  it.each(['*', '64.09.02'])('of a supervisor may be for %s', (kecamatan) => {
    given()
      .when({ type: 'CreateAccount', accountId: 'a1', role: 'supervisor', kecamatan })
      .thenTypes('AccountCreated');
  });

  it('is disabled with a reason and enabled again, each once', () => {
    const disabled: AccountEvent = {
      type: 'AccountDisabled',
      data: { accountId: 'a1', reason: 'pindah tugas' },
    };
    const disable = { type: 'DisableAccount', reason: 'pindah tugas', by: 'admin-1' } as const;
    given(created)
      .when(disable)
      .thenEvents({ ...disabled, ...at });
    given(created, disabled).when(disable).thenNothing();
    given(created, disabled)
      .when({ type: 'EnableAccount' })
      .thenEvents({ type: 'AccountEnabled', data: { accountId: 'a1' }, ...at });
    given(created).when({ type: 'EnableAccount' }).thenNothing();
  });

  it('is not disabled by itself, so that an admin is left', () => {
    given(created)
      .when({ type: 'DisableAccount', reason: 'iseng', by: 'a1' })
      .thenRefused('own-account');
  });

  it('gets a new password each time it is asked', () => {
    given(created)
      .when({ type: 'ChangePassword' })
      .thenEvents({ type: 'PasswordChanged', data: { accountId: 'a1' }, ...at });
  });

  it.each([
    { type: 'DisableAccount', reason: 'x', by: 'admin-1' } as const,
    { type: 'EnableAccount' } as const,
    { type: 'ChangePassword' } as const,
  ])('that does not exist refuses $type', (order) => {
    given().when(order).thenRefused('not-found');
  });
});
