import { describe, it } from 'vitest';
import {
  account,
  answerApproved,
  answerDrafted,
  answerReturned,
  caseArrived,
  deciderSpec,
  documentVoided,
  idFor,
  orderOf,
  penajam,
  settlementProcessed,
  untilDelivered,
  untilRendered,
  untilSubmitted,
} from '#libs/testing';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const sealed = caseArrived({ from: 'coordination', step: 5 }, { sealed: 'camat' });
const none = { delegations: [] };

describe('DraftAnswer', () => {
  const draft = orderOf('DraftAnswer', 'kasi', { answer: 'Sudah diperbaiki.' });
  const drafted = (n: number, round = 1) =>
    ({
      type: 'AnswerDrafted',
      data: { draft: n, answer: 'Sudah diperbaiki.' },
      round,
      step: 5,
    }) as const;

  it('writes the first version', () => given(arrived).when(draft).thenEvents(drafted(1)));
  it('may be repeated: each version has its number', () =>
    given(arrived, answerDrafted(1), answerDrafted(2)).when(draft).thenEvents(drafted(3)));
  it('goes on after the signer returned a version', () =>
    given(arrived, ...untilSubmitted(), answerReturned())
      .when(draft)
      .thenEvents(drafted(2)));
  it('counts on in the second round', () =>
    given(arrived, ...untilDelivered(), {
      type: 'CaseReopened',
      data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
    })
      .when(draft)
      .thenEvents(drafted(2, 2)));

  it('waits for a case that has not arrived', () => given().when(draft).thenRefused('not-arrived'));
  it('belongs to step 5', () =>
    given(arrived, ...untilSubmitted())
      .when(draft)
      .thenRefused('wrong-step', { step: 6 }));
  it.each(['petugas', 'tim', 'camat', 'supervisor', 'admin', 'system'] as const)(
    'is not for %s',
    (role) =>
      given(arrived)
        .when(orderOf('DraftAnswer', role, { answer: 'x' }))
        .thenRefused('wrong-role', { role }),
  );
  it('is refused to the Inspektorat while the case is not sealed', () =>
    given(arrived)
      .when(orderOf('DraftAnswer', 'inspektorat', { answer: 'x' }))
      .thenRefused('wrong-role'));
  it('is refused to the Kasi of a sealed case', () =>
    given(sealed).when(draft).thenRefused('case-sealed'));
  it('is for the Inspektorat in a sealed case', () =>
    given(sealed)
      .when(orderOf('DraftAnswer', 'inspektorat', { answer: 'Sudah diperbaiki.' }))
      .thenEvents(drafted(1)));
  it('is refused to another kecamatan', () =>
    given(arrived)
      .when(orderOf('DraftAnswer', 'kasi', { answer: 'x' }, { by: account('kasi', penajam) }))
      .thenRefused('other-kecamatan'));
  it('is refused while another officer has the step in hand', () =>
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-other' }, step: 5 })
      .when(draft)
      .thenRefused('step-taken'));
  it('is for the officer who has the step in hand', () =>
    given(arrived, { type: 'StepTaken', data: { accountId: account('kasi').id }, step: 5 })
      .when(draft)
      .thenEvents(drafted(1)));
});

describe('ProcessSettlement', () => {
  const settle = orderOf('ProcessSettlement', 'kasi', { settlement: 'Lampu terpasang.' });
  const settled = (draft: number, round = 1) =>
    ({
      type: 'SettlementProcessed',
      data: { draft, settlement: 'Lampu terpasang.' },
      round,
      step: 5,
    }) as const;

  it('sends the last draft to the signer', () =>
    given(arrived, answerDrafted(1), answerDrafted(2)).when(settle).thenEvents(settled(2)));
  it('needs a draft', () => given(arrived).when(settle).thenRefused('draft-missing'));
  it('needs a new draft after the signer returned the last one', () =>
    given(arrived, ...untilSubmitted(), answerReturned())
      .when(settle)
      .thenRefused('draft-missing'));
  it('needs a draft of the round', () =>
    given(arrived, ...untilDelivered(), {
      type: 'CaseReopened',
      data: { atStep: 5, toRound: 2, reopenReason: 'not-carried-out' },
    })
      .when(settle)
      .thenRefused('draft-missing'));
  it('may send the same draft again after its document was discarded', () =>
    given(arrived, ...untilRendered(), documentVoided())
      .when(settle)
      .thenEvents(settled(1)));
  it('is refused twice', () =>
    given(arrived, ...untilSubmitted())
      .when(settle)
      .thenRefused('wrong-step', { step: 6 }));
  it('is not for the Camat', () =>
    given(arrived, answerDrafted())
      .when(orderOf('ProcessSettlement', 'camat', { settlement: 'x' }))
      .thenRefused('wrong-role'));
  it('puts the case before the signer, in nobody’s hand', () => {
    const taken = { type: 'StepTaken', data: { accountId: account('kasi').id }, step: 5 } as const;
    given(arrived, taken, answerDrafted(), settlementProcessed())
      .when(orderOf('TakeStep', 'camat', { step: 6 }, none))
      .thenEvents({
        type: 'StepTaken',
        data: { accountId: account('camat').id },
        round: 1,
        step: 6,
      });
  });
});

describe('ReturnAnswer', () => {
  const back = orderOf('ReturnAnswer', 'camat', { reason: 'Kurang jelas.' }, none);
  const returned = {
    type: 'AnswerReturned',
    data: { draft: 1, reason: 'Kurang jelas.' },
    round: 1,
    step: 6,
  } as const;

  it('sends the draft back to step 5', () =>
    given(arrived, ...untilSubmitted())
      .when(back)
      .thenEvents(returned));
  it('is refused twice', () =>
    given(arrived, ...untilSubmitted(), answerReturned())
      .when(back)
      .thenRefused('wrong-step', { step: 5 }));
  it('is refused once the answer is approved', () =>
    given(arrived, ...untilSubmitted(), answerApproved())
      .when(back)
      .thenRefused('answer-approved'));
  it('is refused for a document that is made', () =>
    given(arrived, ...untilRendered())
      .when(back)
      .thenRefused('answer-approved'));
  it('is refused to a Kasi without a delegation', () =>
    given(arrived, ...untilSubmitted())
      .when(orderOf('ReturnAnswer', 'kasi', { reason: 'x' }, none))
      .thenRefused('no-delegation'));
  it('is for an acting officer', () =>
    given(arrived, ...untilSubmitted())
      .when(
        orderOf(
          'ReturnAnswer',
          'kasi',
          { reason: 'Kurang jelas.' },
          {
            delegations: [
              {
                delegationId: idFor('plh'),
                kecamatan: '64.09.02',
                accountId: account('kasi').id,
                kind: 'plh' as const,
                from: '2026-11-23',
                until: '2026-11-25',
                letterNumber: '800/1',
              },
            ],
          },
        ),
      )
      .thenEvents(returned));
  it('is not for the Petugas', () =>
    given(arrived, ...untilSubmitted())
      .when(orderOf('ReturnAnswer', 'petugas', { reason: 'x' }, none))
      .thenRefused('wrong-role'));
  it('is refused to the Camat in a sealed case', () =>
    given(sealed, ...untilSubmitted())
      .when(back)
      .thenRefused('case-sealed'));
});
