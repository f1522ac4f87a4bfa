import { describe, expect, it } from 'vitest';
import type { CommandData, Role } from '#libs/contracts';
import {
  account,
  answerSigned,
  answerStamped,
  caseArrived,
  caseFactsOf,
  deciderSpec,
  idFor,
  occasion,
  orderOf,
  penajam,
  resultDelivered,
  untilDelivered,
  untilRendered,
  untilSigned,
  untilSubmitted,
} from '#libs/testing';
import type { SilentClose } from './orders.js';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const signed = [arrived, ...untilSigned()];
const delivered = [arrived, ...untilDelivered()];
const atOnce = caseArrived(
  { from: 'triage', step: 7 },
  { caseType: 'consultation', shortWay: true },
);
const sealed = caseArrived({ from: 'coordination', step: 5 }, { sealed: 'camat' });
const answer = 'Lampu jalan diperbaiki minggu ini.';
const now = '2026-11-24T01:00:00.000Z';

describe('DeliverResult', () => {
  const deliver = (
    role: Role = 'petugas',
    changes: Partial<CommandData<'DeliverResult'>> = {},
    extra: object = {},
  ) =>
    orderOf(
      'DeliverResult',
      role,
      { method: 'counter', receivedBy: 'reporter', ...changes },
      { answer, ...extra },
    );
  const plain = {
    type: 'ResultDelivered',
    data: { method: 'counter', deliveredAt: now, receivedBy: 'reporter', answer },
    round: 1,
    step: 7,
  } as const;

  it('gives the signed answer', () =>
    given(...signed)
      .when(deliver())
      .thenEvents(plain));
  it('gives stamped paper', () =>
    given(arrived, ...untilRendered(), answerSigned({ method: 'paper' }), answerStamped())
      .when(deliver())
      .thenEvents(plain));
  it('says to whom, when and how', () =>
    given(...signed)
      .when(
        deliver('petugas', {
          method: 'letter',
          receivedBy: 'representative',
          recipient: { name: 'Siti Aminah' },
          note: 'Diterima anaknya.',
          deliveredAt: '2026-11-24T00:40:00.000Z',
        }),
      )
      .thenEvents({
        type: 'ResultDelivered',
        data: {
          method: 'letter',
          deliveredAt: '2026-11-24T00:40:00.000Z',
          receivedBy: 'representative',
          recipient: { personId: idFor('recipient'), details: { name: 'Siti Aminah' } },
          note: 'Diterima anaknya.',
          answer,
        },
        round: 1,
        step: 7,
      }));
  it('gives an answer of the short way, also one heard before it was written down', () => {
    given(atOnce).when(deliver()).thenEvents(plain);
    given(atOnce)
      .when(deliver('petugas', { deliveredAt: '2026-11-23T02:00:00.000Z' }))
      .thenTypes('ResultDelivered');
  });
  it('is done once in a round', () =>
    given(...delivered)
      .when(deliver())
      .thenRefused('already-done'));
  it('waits for signature and stamp', () => {
    given(arrived, ...untilRendered())
      .when(deliver())
      .thenRefused('wrong-step', { step: 6 });
    given(arrived, ...untilRendered(), answerSigned({ method: 'paper' }))
      .when(deliver())
      .thenRefused('wrong-step', { step: 6 });
  });
  it('does not lie in the future, before the signature, or before the complaint', () => {
    given(...signed)
      .when(deliver('petugas', { deliveredAt: '2026-11-25T01:00:00.000Z' }))
      .thenRefused('time-in-future');
    given(...signed)
      .when(deliver('petugas', { deliveredAt: '2026-11-24T00:01:00.000Z' }))
      .thenRefused('period-reversed');
    given(atOnce)
      .when(deliver('petugas', { deliveredAt: '1890-01-01T00:00:00.000Z' }))
      .thenRefused('period-reversed');
  });
  it('is refused where the answer cannot be read', () =>
    given(...signed)
      .when(deliver('petugas', {}, { answer: undefined }))
      .thenRefused('draft-missing'));
  it.each(['kasi', 'camat', 'tim', 'reporter', 'admin'] as const)('is not for %s', (role) =>
    given(...signed)
      .when(deliver(role))
      .thenRefused('wrong-role'),
  );
  it('is refused while another Petugas has the step in hand', () =>
    given(...signed, { type: 'StepTaken', data: { accountId: 'account-other' }, step: 7 })
      .when(deliver())
      .thenRefused('step-taken'));
  it('of a sealed case is for the Inspektorat', () => {
    given(sealed, ...untilSigned())
      .when(deliver())
      .thenRefused('case-sealed');
    given(sealed, ...untilSigned())
      .when(deliver('inspektorat'))
      .thenEvents(plain);
  });
});

describe('ClarifySatisfaction', () => {
  const say = (
    data: CommandData<'ClarifySatisfaction'>,
    role: Role = 'reporter',
    extra: object = {},
  ) => orderOf('ClarifySatisfaction', role, data, extra);
  const content = say({ satisfied: true });

  it('closes the case of a satisfied reporter', () =>
    given(...delivered)
      .when(say({ satisfied: true, comment: 'Terima kasih.' }))
      .thenEvents(
        {
          type: 'SatisfactionClarified',
          data: { satisfied: true, comment: 'Terima kasih.' },
          round: 1,
          step: 7,
        },
        { type: 'CaseClosed', data: { outcome: 'satisfied' }, round: 1, step: 7 },
      ));
  it('may be said to the Petugas, whoever has the step in hand', () =>
    given(...delivered, { type: 'StepTaken', data: { accountId: 'account-other' }, step: 7 })
      .when(say({ satisfied: true }, 'petugas'))
      .thenTypes('SatisfactionClarified', 'CaseClosed'));
  it('needs an answer in this round', () => {
    given(...signed)
      .when(content)
      .thenRefused('not-delivered');
    given(arrived).when(content).thenRefused('not-delivered');
    given(...delivered, {
      type: 'CaseReopened',
      data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
    })
      .when(content)
      .thenRefused('not-delivered');
  });
  it('after the case was closed is refused', () =>
    given(...delivered, { type: 'CaseClosed', data: { outcome: 'silent' } })
      .when(content)
      .thenRefused('case-closed'));
  it('is not for the reporter of another case', () =>
    given(...delivered)
      .when(
        say({ satisfied: true }, 'reporter', {
          by: { ...account('reporter'), complaintId: idFor('x') },
        }),
      )
      .thenRefused('not-found'));
  it('is not for the Kasi, nor for another kecamatan', () => {
    given(...delivered)
      .when(say({ satisfied: true }, 'kasi'))
      .thenRefused('wrong-role');
    given(...delivered)
      .when(say({ satisfied: true }, 'petugas', { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan');
  });
  it('of a sealed case comes from the reporter or the Inspektorat', () => {
    const before = [sealed, ...untilDelivered()];
    given(...before)
      .when(content)
      .thenTypes('SatisfactionClarified', 'CaseClosed');
    given(...before)
      .when(say({ satisfied: true }, 'inspektorat'))
      .thenTypes('SatisfactionClarified', 'CaseClosed');
    given(...before)
      .when(say({ satisfied: true }, 'petugas'))
      .thenRefused('case-sealed');
  });

  describe('not satisfied', () => {
    it.each([
      ['answer-unclear', 5],
      ['not-carried-out', 5],
    ] as const)(
      'because of %s goes on here at step 5 in the next round',
      (reopenReason, atStep) => {
        given(...delivered)
          .when(say({ satisfied: false, reopenReason }))
          .thenEvents(
            {
              type: 'SatisfactionClarified',
              data: { satisfied: false, reopenReason },
              round: 1,
              step: 7,
            },
            {
              type: 'CaseReopened',
              data: { atStep, toRound: 2, reopenReason },
              round: 1,
              step: 7,
            },
          );
      },
    );
    it.each([
      ['misclassified', 2, 'triage'],
      ['facts-incomplete', 3, 'coordination'],
      ['decision-contested', 4, 'coordination'],
    ] as const)('because of %s goes to step %i', (reopenReason, toStep, to) => {
      given(...delivered)
        .when(say({ satisfied: false, reopenReason }))
        .thenEvents(
          {
            type: 'SatisfactionClarified',
            data: { satisfied: false, reopenReason },
            round: 1,
            step: 7,
          },
          {
            type: 'CaseReopened',
            data: { atStep: toStep, toRound: 2, reopenReason },
            round: 1,
            step: 7,
          },
          {
            type: 'CaseHandedOver',
            data: {
              from: 'resolution',
              to,
              toStep,
              toRound: 2,
              facts: caseFactsOf({ meetingHeld: false }),
            },
            round: 1,
            step: 7,
          },
        );
    });
    it('after the short way begins with the review, whatever the reason', () => {
      const decided = given(atOnce, resultDelivered())
        .when(say({ satisfied: false, reopenReason: 'answer-unclear' }))
        .decided();
      expect(decided.at(-1)).toMatchObject({
        data: { to: 'triage', toStep: 2, facts: { shortWay: false } },
      });
    });
    it('takes an undecided request to withdraw along', () =>
      given(...delivered, { type: 'WithdrawalNoted', data: { requestId: idFor('w') } })
        .when(say({ satisfied: false, reopenReason: 'misclassified' }))
        .thenTypes(
          'SatisfactionClarified',
          'CaseReopened',
          'CaseHandedOver',
          'WithdrawalForwarded',
        ));
    it('needs a reason', () =>
      given(...delivered)
        .when(say({ satisfied: false }))
        .thenRefused('invalid'));
    it('in the second round begins the third', () => {
      const second = [
        ...delivered,
        {
          type: 'CaseReopened',
          data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
        } as const,
        ...untilDelivered({ round: 2 }),
      ];
      const decided = given(...second)
        .when(say({ satisfied: false, reopenReason: 'answer-unclear' }))
        .decided();
      expect(decided).toMatchObject([{ round: 2 }, { round: 2, data: { toRound: 3 } }]);
    });
  });
});

describe('SilentClose', () => {
  const silent = (ofRound = 1): SilentClose => ({
    type: 'SilentClose',
    ...occasion('system'),
    ofRound,
  });
  const closed = {
    type: 'CaseClosed',
    data: { outcome: 'silent' },
    round: 1,
    step: 7,
  } as const;

  it('closes a case whose reporter said nothing', () =>
    given(...delivered)
      .when(silent())
      .thenEvents(closed));
  it('closes it although a request to withdraw is undecided', () =>
    given(...delivered, { type: 'WithdrawalNoted', data: { requestId: idFor('w') } })
      .when(silent())
      .thenEvents(closed));
  it('late, after the reporter spoke, is no news', () => {
    given(...delivered, { type: 'CaseClosed', data: { outcome: 'satisfied' } })
      .when(silent())
      .thenNothing();
    given(...delivered, {
      type: 'CaseReopened',
      data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
    })
      .when(silent())
      .thenNothing();
  });
  it('of the first round is no news for the answer of the second', () =>
    given(
      ...delivered,
      {
        type: 'CaseReopened',
        data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
      },
      ...untilDelivered({ round: 2 }),
    )
      .when(silent(1))
      .thenNothing());
  it('twice, too early or for an unknown case is no news', () => {
    given(...delivered, closed)
      .when(silent())
      .thenNothing();
    given(...signed)
      .when(silent())
      .thenNothing();
    given(arrived, ...untilSubmitted())
      .when(silent())
      .thenNothing();
    given().when(silent()).thenNothing();
  });
  it('after the case was passed on is no news', () =>
    given(...delivered, {
      type: 'CaseHandedOver',
      data: { from: 'resolution', to: 'triage', toStep: 2, toRound: 2, facts: caseFactsOf() },
    })
      .when(silent())
      .thenNothing());
});
