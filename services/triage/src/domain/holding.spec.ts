import { describe, expect, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import type { Role } from '#libs/contracts';
import { caseArrived, caseFactsOf, deciderSpec, idFor, occasion, penajam } from '#libs/testing';
import { triage } from './triage.js';

const { given } = deciderSpec(triage);
const arrived = caseArrived({ from: 'intake', step: 2 });
const tim = occasion('tim');
const system = occasion('system');
const requestId = idFor('withdrawal');
const step = 2 as const;
const passedOn = {
  type: 'CaseHandedOver' as const,
  data: {
    from: 'triage',
    to: 'coordination',
    toStep: 3,
    toRound: 1,
    facts: caseFactsOf(),
  } as const,
};
const closed = { type: 'CaseClosed' as const, data: { outcome: 'referred' } as const };
const noted = { type: 'WithdrawalNoted' as const, data: { requestId } };
const receive = (round: number) => ({
  type: 'ReceiveCase' as const,
  from: round === 1 ? ('intake' as const) : ('resolution' as const),
  step,
  round,
  facts: caseFactsOf(),
  ...system,
});

describe('a case that is handed over', () => {
  it('arrives at step 2, once', () => {
    given()
      .when(receive(1))
      .thenEvents({
        type: 'CaseArrived',
        data: { from: 'intake', facts: caseFactsOf() },
        round: 1,
        step,
      });
    given(arrived).when(receive(1)).thenNothing();
    given(arrived, passedOn).when(receive(1)).thenNothing();
    given(arrived, closed).when(receive(1)).thenNothing();
  });

  it('comes back in the next round, once, and never after it was closed', () => {
    const again = caseArrived({ from: 'resolution', step, round: 2 });
    given(arrived, passedOn).when(receive(2)).thenTypes('CaseArrived');
    given(arrived, passedOn, again).when(receive(2)).thenNothing();
    given(arrived, passedOn, again).when(receive(1)).thenNothing();
    given(arrived, closed).when(receive(2)).thenNothing();
    const ended = { type: 'CaseEnded' as const, data: { outcome: 'silent' } as const };
    given(arrived, passedOn, ended).when(receive(2)).thenNothing();
  });

  it('begins the round with nobody at work and no question open', () => {
    const question = { requestId, question: 'Di mana?', answerBy: '2026-12-01' };
    const state = given(
      arrived,
      { type: 'StepTaken', data: { accountId: 'account-1' } },
      { type: 'ClarificationRequested', data: question },
      passedOn,
      caseArrived({ from: 'resolution', step, round: 2 }),
    ).state();
    expect(state.questions).toEqual([]);
    expect(state.case).toMatchObject({ status: 'held', round: 2, step: 2 });
    expect(state.case).not.toHaveProperty('takenBy');
  });
});

describe('the step in hand', () => {
  const take = (by: Occasion = tim) => ({ type: 'TakeStep' as const, data: { step }, ...by });
  const release = (by: Occasion = tim, reason?: string) => ({
    type: 'ReleaseStep' as const,
    data: { step, ...(reason === undefined ? {} : { reason }) },
    ...by,
  });
  const mine = { type: 'StepTaken' as const, data: { accountId: tim.by.id } };

  it('is taken by the Tim, once', () => {
    given(arrived)
      .when(take())
      .thenEvents({ ...mine, round: 1, step });
    given(arrived, mine).when(take()).thenNothing();
    given(arrived, { ...mine, data: { accountId: 'account-2' } })
      .when(take())
      .thenRefused('step-taken');
  });

  it.each(['petugas', 'kasi', 'camat', 'inspektorat', 'supervisor'] as Role[])(
    'is not for the role %s',
    (role) => {
      given(arrived)
        .when(take(occasion(role)))
        .thenRefused('wrong-role', { role });
    },
  );

  it('is step 2 here', () => {
    given(arrived)
      .when({ ...take(), data: { step: 3 } })
      .thenRefused('wrong-step', { step: 2 });
    given(arrived, passedOn).when(take()).thenRefused('case-elsewhere');
    given().when(take()).thenRefused('not-arrived');
    given(arrived)
      .when(take(occasion('tim', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
  });

  it('is given back by who has it', () => {
    given(arrived, mine)
      .when(release(tim, 'Cuti.'))
      .thenEvents({
        type: 'StepReleased',
        data: { accountId: tim.by.id, reason: 'Cuti.' },
        round: 1,
        step,
      });
    given(arrived).when(release()).thenRefused('step-not-taken');
    given(arrived, { ...mine, data: { accountId: 'account-2' } })
      .when(release())
      .thenRefused('step-taken');
  });
});

describe('a request to withdraw', () => {
  const request = { type: 'NoteWithdrawal' as const, requestId, ...system };
  const decide = (accept: boolean, by: Occasion = tim, id = requestId) => ({
    type: 'DecideWithdrawal' as const,
    data: { step, requestId: id, accept, ...(accept ? {} : { reason: 'Menyangkut orang lain.' }) },
    ...by,
  });

  it('is noted by the holder, once', () => {
    given(arrived)
      .when(request)
      .thenEvents({ ...noted, round: 1, step });
    given(arrived, noted).when(request).thenNothing();
    given(arrived, closed).when(request).thenNothing();
    given().when(request).thenRefused('not-arrived');
  });

  it('follows a case that was passed on', () => {
    given(arrived, passedOn)
      .when(request)
      .thenEvents({
        type: 'WithdrawalForwarded',
        data: { requestId, to: 'coordination' },
        round: 1,
        step: 0,
      });
  });

  it('is accepted, and the case closed', () => {
    given(arrived, noted)
      .when(decide(true))
      .thenEvents(
        { type: 'WithdrawalAccepted', data: { requestId }, round: 1, step },
        { type: 'CaseClosed', data: { outcome: 'withdrawn' }, round: 1, step },
      );
  });

  it('is refused with a reason, and may come again', () => {
    const refused = {
      type: 'WithdrawalRefused' as const,
      data: { requestId, reason: 'Menyangkut orang lain.' },
    };
    given(arrived, noted)
      .when(decide(false))
      .thenEvents({ ...refused, round: 1, step });
    given(arrived, noted, refused)
      .when({ ...request, requestId: idFor('second') })
      .thenTypes('WithdrawalNoted');
  });

  it('is decided beside the officer at work, by Tim or Kasi, of this case, and only one that was made', () => {
    given(arrived, noted, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(decide(true))
      .thenTypes('WithdrawalAccepted', 'CaseClosed');
    given(arrived, noted)
      .when(decide(true, occasion('camat')))
      .thenRefused('wrong-role');
    given(arrived, noted)
      .when(decide(true, occasion('tim', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
    given(arrived).when(decide(true)).thenRefused('no-such-request');
    given(arrived, noted)
      .when(decide(true, tim, idFor('other')))
      .thenRefused('no-such-request');
    given(arrived, passedOn).when(decide(true)).thenRefused('case-elsewhere');
  });

  it('on a sealed case is decided by the Inspektorat', () => {
    const sealed = caseArrived({ from: 'intake', step }, { sealed: 'camat' });
    given(sealed, noted).when(decide(true)).thenRefused('case-sealed');
    given(sealed, noted)
      .when(decide(true, occasion('inspektorat')))
      .thenTypes('WithdrawalAccepted', 'CaseClosed');
  });
});
