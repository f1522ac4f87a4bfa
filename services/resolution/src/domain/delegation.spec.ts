import { describe, it } from 'vitest';
import type { CommandData, Role } from '#libs/contracts';
import { account, deciderSpec, idFor, orderOf, penajam } from '#libs/testing';
import { delegation, type DelegationEvent } from './delegation.js';

const { given } = deciderSpec(delegation);
const body: CommandData<'GrantDelegation'> = {
  accountId: 'account-kasi',
  kind: 'plh',
  from: '2026-11-24',
  until: '2026-11-28',
  letterNumber: '800/12/Kec.Waru/2026',
};
const grant = (changes: Partial<typeof body> = {}, role: Role = 'camat', extra: object = {}) =>
  orderOf('GrantDelegation', role, { ...body, ...changes }, extra);
const granted = (
  changes: Partial<typeof body> = {},
  label = 'delegation',
): Extract<DelegationEvent, { type: 'DelegationGranted' }> => ({
  type: 'DelegationGranted',
  data: { delegationId: idFor(label), ...body, ...changes },
});
const revoked = {
  type: 'DelegationRevoked',
  data: { delegationId: idFor('delegation'), reason: 'Camat kembali.' },
} as const;

describe('GrantDelegation', () => {
  it('names an acting officer for some days', () =>
    given()
      .when(grant())
      .thenEvents({ ...granted(), round: 1, step: 0 }));
  it('is for the admin too', () => given().when(grant({}, 'admin')).thenTypes('DelegationGranted'));
  it('of one day is enough', () =>
    given()
      .when(grant({ until: '2026-11-24' }))
      .thenTypes('DelegationGranted'));
  it('may have begun, when the letter comes late, but not have ended', () => {
    given()
      .when(grant({ from: '2026-11-20' }))
      .thenTypes('DelegationGranted');
    given()
      .when(grant({ from: '2026-11-20', until: '2026-11-23' }))
      .thenRefused('time-in-past');
  });
  it('takes today in local time', () => {
    // 24 November 23.30 UTC is the 25th in Waru.
    given()
      .when(grant({ until: '2026-11-24' }, 'camat', { at: '2026-11-24T23:30:00.000Z' }))
      .thenRefused('time-in-past');
  });
  it('of a reversed period is refused', () =>
    given()
      .when(grant({ from: '2026-11-29' }))
      .thenRefused('period-reversed'));
  it('again is no news', () => given(granted()).when(grant()).thenNothing());
  it.each([
    ['the same days', {}],
    ['the last day', { from: '2026-11-28', until: '2026-12-01' }],
    ['the first day', { from: '2026-11-20', until: '2026-11-24' }],
    ['days within', { from: '2026-11-25', until: '2026-11-26' }],
    ['days around', { from: '2026-11-20', until: '2026-12-20' }],
  ])('is refused for %s of another one', (_, changes) =>
    given(granted())
      .when(grant({ accountId: 'account-2', ...changes }))
      .thenRefused('delegation-overlap'),
  );
  it('may follow on the next day', () =>
    given(granted())
      .when(grant({ accountId: 'account-2', from: '2026-11-29', until: '2026-11-30' }))
      .thenTypes('DelegationGranted'));
  it('may take the place of a revoked one on the day of the revocation, not before', () => {
    given(granted(), { ...revoked, at: '2026-11-26T02:00:00.000Z' })
      .when(
        grant({ accountId: 'account-2', from: '2026-11-26' }, 'camat', {
          at: '2026-11-26T03:00:00.000Z',
        }),
      )
      .thenTypes('DelegationGranted');
    given(granted(), { ...revoked, at: '2026-11-26T02:00:00.000Z' })
      .when(
        grant({ accountId: 'account-2', from: '2026-11-25' }, 'camat', {
          at: '2026-11-26T03:00:00.000Z',
        }),
      )
      .thenRefused('delegation-overlap');
  });
  it('is not for the Kasi, nor for the Camat of another kecamatan', () => {
    given().when(grant({}, 'kasi')).thenRefused('wrong-role');
    given()
      .when(grant({}, 'camat', { by: account('camat', penajam) }))
      .thenRefused('other-kecamatan');
  });
});

describe('RevokeDelegation', () => {
  const revoke = (role: Role = 'camat', extra: object = {}) =>
    orderOf(
      'RevokeDelegation',
      role,
      { delegationId: idFor('delegation'), reason: 'Camat kembali.' },
      extra,
    );

  it('ends it before its time', () =>
    given(granted())
      .when(revoke())
      .thenEvents({ ...revoked, round: 1, step: 0 }));
  it('twice is no news', () => given(granted(), revoked).when(revoke()).thenNothing());
  it('touches no other one', () =>
    given(granted(), granted({ from: '2026-12-01', until: '2026-12-02' }, 'other'), revoked)
      .when(grant({ from: '2026-12-02', until: '2026-12-03' }))
      .thenRefused('delegation-overlap'));
  it('of an unknown one is refused', () => given().when(revoke()).thenRefused('not-found'));
  it('of one that has ended is refused', () =>
    given(granted({ from: '2026-11-01', until: '2026-11-23' }))
      .when(revoke())
      .thenRefused('already-done'));
  it('is not for the Kasi, nor for the Camat of another kecamatan', () => {
    given(granted()).when(revoke('kasi')).thenRefused('wrong-role');
    given(granted())
      .when(revoke('camat', { by: account('camat', penajam) }))
      .thenRefused('other-kecamatan');
  });
});
