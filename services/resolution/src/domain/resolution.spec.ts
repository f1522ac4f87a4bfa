import { describe, expect, it } from 'vitest';
import type { NoteWithdrawal, ReceiveCase } from '#libs/casework';
import type { Role } from '#libs/contracts';
import {
  account,
  answerApproved,
  caseArrived,
  caseFactsOf,
  deciderSpec,
  documentNumbered,
  idFor,
  occasion,
  orderOf,
  untilDelivered,
  untilRendered,
  untilSigned,
  untilSubmitted,
  waru,
} from '#libs/testing';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const sealed = caseArrived({ from: 'coordination', step: 5 }, { sealed: 'camat' });
const none = { delegations: [] };
const requestId = idFor('request');

const receive = (changes: Partial<ReceiveCase> = {}): ReceiveCase => ({
  type: 'ReceiveCase',
  ...occasion('system'),
  from: 'coordination',
  step: 5,
  round: 1,
  facts: caseFactsOf(),
  ...changes,
});
const passedOn = {
  type: 'CaseHandedOver',
  data: { from: 'resolution', to: 'coordination', toStep: 3, toRound: 2, facts: caseFactsOf() },
  round: 1,
  step: 7,
} as const;

describe('ReceiveCase', () => {
  it('takes a case over at step 5', () =>
    given()
      .when(receive())
      .thenEvents({
        type: 'CaseArrived',
        data: { from: 'coordination', facts: caseFactsOf() },
        round: 1,
        step: 5,
      }));
  it('takes a case of the short way over at step 7 with its answer', () => {
    const facts = caseFactsOf({ shortWay: true });
    given()
      .when(receive({ from: 'triage', step: 7, facts, answer: 'Buka pukul 08.00.' }))
      .thenEvents({
        type: 'CaseArrived',
        data: { from: 'triage', facts, answer: 'Buka pukul 08.00.' },
        round: 1,
        step: 7,
      });
  });
  it('refuses a case at a step that nobody hands over', () => {
    given()
      .when(receive({ step: 6 }))
      .thenRefused('wrong-step', { step: 6 });
    given()
      .when(receive({ step: 7 }))
      .thenRefused('wrong-step', { step: 7 });
    given()
      .when(receive({ step: 4 }))
      .thenRefused('wrong-step', { step: 4 });
  });
  it('twice or late is no news', () => {
    given(arrived).when(receive()).thenNothing();
    given(arrived, ...untilDelivered(), passedOn)
      .when(receive())
      .thenNothing();
  });
  it('takes it back in the next round, which begins afresh', () => {
    const again = [arrived, ...untilDelivered(), passedOn];
    given(...again)
      .when(receive({ round: 2 }))
      .thenEvents({
        type: 'CaseArrived',
        data: { from: 'coordination', facts: caseFactsOf() },
        round: 2,
        step: 5,
      });
    given(...again, caseArrived({ from: 'coordination', step: 5, round: 2 }))
      .when(orderOf('ProcessSettlement', 'kasi', { settlement: 'x' }))
      .thenRefused('draft-missing');
  });
  it('never opens a closed case', () =>
    given(arrived, { type: 'CaseClosed', data: { outcome: 'withdrawn' } })
      .when(receive({ round: 2 }))
      .thenNothing());
});

describe('TakeStep and ReleaseStep', () => {
  const take = (role: Role, step: 5 | 6 | 7, extra: object = {}) =>
    orderOf('TakeStep', role, { step }, { ...none, ...extra });
  const plh = {
    delegationId: idFor('plh'),
    kecamatan: waru,
    accountId: account('kasi').id,
    kind: 'plh' as const,
    from: '2026-11-24',
    until: '2026-11-24',
    letterNumber: '800/1',
  };
  const submitted = [arrived, ...untilSubmitted()];

  it('are for the Kasi, the Camat and the Petugas, each at his step', () => {
    given(arrived).when(take('kasi', 5)).thenTypes('StepTaken');
    given(...submitted)
      .when(take('camat', 6))
      .thenTypes('StepTaken');
    given(arrived, ...untilSigned())
      .when(take('petugas', 7))
      .thenTypes('StepTaken');
    given(arrived).when(take('camat', 5)).thenRefused('wrong-role');
    given(...submitted)
      .when(take('petugas', 6))
      .thenRefused('wrong-role');
  });
  it('name the step that the officer sees', () =>
    given(...submitted)
      .when(take('camat', 7))
      .thenRefused('wrong-step', { step: 6 }));
  it('are for an acting officer at step 6', () => {
    const step = { type: 'StepTaken', data: { accountId: account('kasi').id }, step: 6 } as const;
    given(...submitted)
      .when(take('kasi', 6, { delegations: [plh] }))
      .thenEvents({ ...step, round: 1 });
    given(...submitted, step)
      .when(orderOf('ReleaseStep', 'kasi', { step: 6 }, { delegations: [plh] }))
      .thenTypes('StepReleased');
    given(...submitted)
      .when(take('kasi', 6))
      .thenRefused('wrong-role');
  });
  it('are for the Inspektorat in a sealed case, at every step', () => {
    given(sealed).when(take('inspektorat', 5)).thenTypes('StepTaken');
    given(sealed, ...untilSubmitted())
      .when(take('inspektorat', 6))
      .thenTypes('StepTaken');
    given(sealed, ...untilSubmitted())
      .when(take('kasi', 6, { delegations: [plh] }))
      .thenRefused('case-sealed');
  });
  it('wait for a case that has not arrived, and end with it', () => {
    given().when(take('kasi', 5)).thenRefused('not-arrived');
    given(arrived, ...untilDelivered(), passedOn)
      .when(take('petugas', 7))
      .thenRefused('case-elsewhere');
    given(arrived, { type: 'CaseClosed', data: { outcome: 'silent' } })
      .when(take('petugas', 7))
      .thenRefused('case-closed');
  });
});

describe('a request to withdraw', () => {
  const note: NoteWithdrawal = { type: 'NoteWithdrawal', ...occasion('system'), requestId };
  const noted = { type: 'WithdrawalNoted', data: { requestId } } as const;
  const decide = (accept: boolean, role: Role = 'kasi') =>
    orderOf('DecideWithdrawal', role, { step: 5, requestId, accept, reason: 'Perlu dituntaskan.' });

  it('is noted once', () => {
    given(arrived)
      .when(note)
      .thenEvents({ ...noted, round: 1, step: 5 });
    given(arrived, noted).when(note).thenNothing();
  });
  it('waits for the case, follows it, and ends with it', () => {
    given().when(note).thenRefused('not-arrived');
    given(arrived, ...untilDelivered(), passedOn)
      .when(note)
      .thenTypes('WithdrawalForwarded');
    given(arrived, { type: 'CaseClosed', data: { outcome: 'silent' } })
      .when(note)
      .thenNothing();
  });
  it('that is accepted closes the case', () =>
    given(arrived, noted).when(decide(true)).thenTypes('WithdrawalAccepted', 'CaseClosed'));
  it('that is refused lets it go on', () => {
    given(arrived, noted).when(decide(false)).thenTypes('WithdrawalRefused');
    given(arrived, noted, { type: 'WithdrawalRefused', data: { requestId, reason: 'x' } })
      .when(decide(true))
      .thenRefused('no-such-request');
  });
  it('stays open in the next round here', () =>
    given(arrived, ...untilDelivered(), noted, {
      type: 'CaseReopened',
      data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
    })
      .when(decide(true))
      .thenTypes('WithdrawalAccepted', 'CaseClosed'));
  it('is not accepted while a number waits for a signature or for being voided', () => {
    const approved = [arrived, noted, ...untilSubmitted(), answerApproved()];
    given(...approved)
      .when(decide(true))
      .thenRefused('answer-approved');
    given(...approved, documentNumbered())
      .when(decide(true))
      .thenRefused('answer-approved');
    given(arrived, noted, ...untilRendered())
      .when(decide(true))
      .thenRefused('answer-approved');
    given(arrived, noted, ...untilRendered())
      .when(decide(false))
      .thenTypes('WithdrawalRefused');
    given(arrived, noted, ...untilSigned())
      .when(decide(true))
      .thenTypes('WithdrawalAccepted', 'CaseClosed');
  });
  it('of another id does not exist', () =>
    given(arrived).when(decide(true)).thenRefused('no-such-request'));
  it('of a sealed case is decided by the Inspektorat', () => {
    given(sealed, noted).when(decide(true)).thenRefused('case-sealed');
    given(sealed, noted)
      .when(decide(true, 'inspektorat'))
      .thenTypes('WithdrawalAccepted', 'CaseClosed');
  });
});

describe('what is kept', () => {
  it('is every number that a document of the case ever got', () => {
    const voided = {
      type: 'BeritaAcaraNumberVoided',
      data: { documentId: idFor('document'), number: '700.1.2.4/12/Kec.Waru/2026', reason: 'x' },
    } as const;
    const state = given(
      arrived,
      ...untilRendered(),
      voided,
      ...untilSubmitted(),
      answerApproved(),
      documentNumbered({ number: '700.1.2.4/13/Kec.Waru/2026' }),
    ).state();
    expect(state.numbers).toEqual(['700.1.2.4/12/Kec.Waru/2026', '700.1.2.4/13/Kec.Waru/2026']);
  });
});
