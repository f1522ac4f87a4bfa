import { describe, expect, it } from 'vitest';
import { caseArrived, caseFactsOf, deciderSpec, idFor, occasion } from '#libs/testing';
import { coordination } from './coordination.js';

const { given } = deciderSpec(coordination);
const arrived = caseArrived({ from: 'triage', step: 3 });
const kasi = occasion('kasi');
const tim = occasion('tim');
const system = occasion('system');
const requestId = idFor('withdrawal');
const consultationId = idFor('consultation');
const asked = {
  type: 'UnitConsulted' as const,
  data: { consultationId, unitId: 'pupr', question: 'Kapan?', dueAt: '2026-11-27T16:00:00.000Z' },
};
const concluded = {
  type: 'CoordinationConcluded' as const,
  data: { summary: 'PUPR sanggup.', unansweredUnitIds: [] },
};
const passedOn = {
  type: 'CaseHandedOver' as const,
  data: {
    from: 'coordination',
    to: 'resolution',
    toStep: 5,
    toRound: 1,
    facts: caseFactsOf({ meetingHeld: true }),
  } as const,
};
const closed = { type: 'CaseClosed' as const, data: { outcome: 'withdrawn' } as const };
const noted = { type: 'WithdrawalNoted' as const, data: { requestId } };
const receive = (step: 3 | 4, round: number) => ({
  type: 'ReceiveCase' as const,
  from: round === 1 ? ('triage' as const) : ('resolution' as const),
  step,
  round,
  facts: caseFactsOf(),
  ...system,
});

describe('a case that is handed over', () => {
  it('arrives, once', () => {
    given()
      .when(receive(3, 1))
      .thenEvents({
        type: 'CaseArrived',
        data: { from: 'triage', facts: caseFactsOf() },
        round: 1,
        step: 3,
      });
    given(arrived).when(receive(3, 1)).thenNothing();
    given(arrived, passedOn).when(receive(3, 1)).thenNothing();
    given(arrived, closed).when(receive(3, 1)).thenNothing();
    given(arrived, closed).when(receive(4, 2)).thenNothing();
  });

  it('comes back at the step that the reporter found wanting, also where it has never been', () => {
    given(arrived, passedOn)
      .when(receive(4, 2))
      .thenEvents({
        type: 'CaseArrived',
        data: { from: 'resolution', facts: caseFactsOf() },
        round: 2,
        step: 4,
      });
    given().when(receive(3, 2)).thenTypes('CaseArrived');
  });

  it('begins the round afresh', () => {
    const again = caseArrived({ from: 'resolution', step: 3, round: 2 });
    const state = given(arrived, asked, concluded, passedOn, again).state();
    expect(state).toMatchObject({ consultations: [], meetings: [], case: { round: 2, step: 3 } });
    given(arrived, asked, concluded, passedOn, again)
      .when({
        type: 'ConcludeCoordination',
        data: { summary: 'Seperti dulu.', acceptUnanswered: true },
        ...kasi,
      })
      .thenRefused('no-consultation');
  });
});

describe('the step in hand', () => {
  const take = (step: 3 | 4) => ({ type: 'TakeStep' as const, data: { step } });

  it('is the Kasi’s at step 3 and the Tim’s at step 4', () => {
    given(arrived)
      .when({ ...take(3), ...kasi })
      .thenEvents({ type: 'StepTaken', data: { accountId: kasi.by.id }, round: 1, step: 3 });
    given(arrived)
      .when({ ...take(3), ...tim })
      .thenRefused('wrong-role');
    given(arrived, asked, concluded)
      .when({ ...take(4), ...tim })
      .thenEvents({ type: 'StepTaken', data: { accountId: tim.by.id }, round: 1, step: 4 });
    given(arrived, asked, concluded)
      .when({ ...take(4), ...kasi })
      .thenRefused('wrong-role');
  });

  it('is refused to whoever saw the case at another step', () => {
    given(arrived, asked, concluded)
      .when({ ...take(3), ...tim })
      .thenRefused('wrong-step', { step: 4 });
  });

  it('is given back by who has it', () => {
    const release = { type: 'ReleaseStep' as const, data: { step: 3 as const } };
    given(arrived, { type: 'StepTaken', data: { accountId: kasi.by.id } })
      .when({ ...release, ...kasi })
      .thenTypes('StepReleased');
    given(arrived)
      .when({ ...release, ...kasi })
      .thenRefused('step-not-taken');
  });
});

describe('a request to withdraw', () => {
  const request = { type: 'NoteWithdrawal' as const, requestId, ...system };
  const accept = (step: 3 | 4) => ({
    type: 'DecideWithdrawal' as const,
    data: { step, requestId, accept: true },
    ...kasi,
  });

  it('is noted once, follows a case that went on, and waits for one that has not come', () => {
    given(arrived).when(request).thenTypes('WithdrawalNoted');
    given(arrived, noted).when(request).thenNothing();
    given(arrived, passedOn).when(request).thenTypes('WithdrawalForwarded');
    given(arrived, closed).when(request).thenNothing();
    given().when(request).thenRefused('not-arrived');
  });

  it('stays with the case from step 3 to step 4, and ends it when accepted', () => {
    given(arrived, noted, asked, concluded)
      .when(accept(4))
      .thenEvents(
        { type: 'WithdrawalAccepted', data: { requestId }, round: 1, step: 4 },
        { type: 'CaseClosed', data: { outcome: 'withdrawn' }, round: 1, step: 4 },
      );
    given(arrived, noted, closed).when(accept(3)).thenRefused('case-closed');
  });
});
