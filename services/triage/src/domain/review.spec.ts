import { describe, expect, it } from 'vitest';
import type { CommandData, Role } from '#libs/contracts';
import { account, caseArrived, caseFactsOf, deciderSpec, occasion, penajam } from '#libs/testing';
import type { Occasion } from '#libs/casework';
import { triage } from './triage.js';

const { given } = deciderSpec(triage);
const arrived = caseArrived({ from: 'intake', step: 2 });
const tim = occasion('tim');
const found = {
  caseType: 'complaint',
  categoryId: 'infrastruktur.jalan-rusak',
  priority: 'high',
  unitIds: ['pupr', '64.09.02.1003'],
  fieldExamination: true,
} as const;
const body = { ...found, unitIds: [...found.unitIds] };
const classify = (changes: Partial<CommandData<'ClassifyComplaint'>> = {}, by: Occasion = tim) => ({
  type: 'ClassifyComplaint' as const,
  data: { ...body, ...changes },
  ...by,
});
const refer = (by: Occasion = tim) => ({
  type: 'ReferComplaint' as const,
  data: { destination: 'Dinas Kehutanan Provinsi', reason: 'Kewenangan provinsi.' },
  ...by,
});
const others: Role[] = ['petugas', 'kasi', 'camat', 'supervisor', 'admin', 'reporter', 'system'];

describe('ClassifyComplaint', () => {
  it('ends the review and hands the case to coordination as what it was found to be', () => {
    const facts = { ...caseFactsOf(), ...body };
    given(arrived)
      .when(classify({ note: 'Cek juga drainase.' }))
      .thenEvents(
        {
          type: 'ComplaintClassified',
          data: { ...body, note: 'Cek juga drainase.' },
          round: 1,
          step: 2,
        },
        {
          type: 'CaseHandedOver',
          data: { from: 'triage', to: 'coordination', toStep: 3, toRound: 1, facts },
          round: 1,
          step: 2,
        },
      );
  });

  it('names each unit once', () => {
    const [classified] = given(arrived)
      .when(classify({ unitIds: ['pupr', 'dlh', 'pupr'] }))
      .decided();
    if (classified?.type !== 'ComplaintClassified') throw new Error('not classified');
    expect(classified.data.unitIds).toEqual(['pupr', 'dlh']);
  });

  it('keeps the round that was reopened, and forgets that it was answered at once before', () => {
    const again = caseArrived({ from: 'resolution', step: 2, round: 2 }, { shortWay: true });
    const [, handedOver] = given(again).when(classify()).decided();
    if (handedOver?.type !== 'CaseHandedOver') throw new Error('not handed over');
    expect(handedOver).toMatchObject({ round: 2, step: 2 });
    expect(handedOver.data).toMatchObject({ toRound: 2, facts: { shortWay: false } });
  });

  it('takes a request to withdraw along, if nobody has decided it', () => {
    const requestId = tim.idFor('withdrawal');
    given(arrived, { type: 'WithdrawalNoted', data: { requestId } })
      .when(classify())
      .thenTypes('ComplaintClassified', 'CaseHandedOver', 'WithdrawalForwarded');
  });

  it('is for the officer who has the step in hand', () => {
    const mine = given(arrived, { type: 'StepTaken', data: { accountId: tim.by.id } });
    mine.when(classify()).thenTypes('ComplaintClassified', 'CaseHandedOver');
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(classify())
      .thenRefused('step-taken');
  });

  it.each(others)('is refused to the role %s', (role) => {
    given(arrived)
      .when(classify({}, occasion(role)))
      .thenRefused('wrong-role', { role });
  });

  it('is refused for what the procedure does not know', () => {
    given(arrived)
      .when(classify({ categoryId: 'angkasa' }))
      .thenRefused('unknown-category', { category: 'angkasa' });
    given(arrived)
      .when(classify({ unitIds: ['pupr', '64.09.01.1001'] }))
      .thenRefused('unknown-unit', { unit: '64.09.01.1001' });
  });

  it('is refused before the case has arrived, and after it has left', () => {
    given().when(classify()).thenRefused('not-arrived');
    const facts = caseFactsOf();
    given(arrived, {
      type: 'CaseHandedOver',
      data: { from: 'triage', to: 'coordination', toStep: 3, toRound: 1, facts },
    })
      .when(classify())
      .thenRefused('case-elsewhere');
    given(arrived, { type: 'CaseClosed', data: { outcome: 'referred' } })
      .when(classify())
      .thenRefused('case-closed');
  });

  it('is refused to the other kecamatan, under whatever name it comes', () => {
    given(arrived)
      .when(classify({}, occasion('tim', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
    given(arrived)
      .when(classify({}, occasion('tim', { by: account('tim', penajam) })))
      .thenRefused('other-kecamatan');
    given(caseArrived({ from: 'intake', step: 2 }, { sealed: 'graft' }))
      .when(classify({}, occasion('inspektorat', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
  });

  it('of a sealed case is for the Inspektorat alone, and of no other case', () => {
    const sealed = caseArrived({ from: 'intake', step: 2 }, { sealed: 'camat' });
    given(sealed).when(classify()).thenRefused('case-sealed');
    const [, handedOver] = given(sealed)
      .when(classify({}, occasion('inspektorat')))
      .decided();
    expect(handedOver?.data).toMatchObject({ facts: { sealed: 'camat' } });
    given(arrived)
      .when(classify({}, occasion('inspektorat')))
      .thenRefused('wrong-role');
  });
});

describe('ReferComplaint', () => {
  it('sends the complaint to its authority and closes it here', () => {
    given(arrived)
      .when(refer())
      .thenEvents(
        { type: 'ComplaintReferred', data: refer().data, round: 1, step: 2 },
        { type: 'CaseClosed', data: { outcome: 'referred' }, round: 1, step: 2 },
      );
  });

  it('does not wait for an answer of the reporter', () => {
    const data = { requestId: tim.idFor('q'), question: 'Di mana?', answerBy: '2026-12-01' };
    given(arrived, { type: 'ClarificationRequested', data })
      .when(refer())
      .thenTypes('ComplaintReferred', 'CaseClosed');
  });

  it('is refused a second time, to other roles, and where the case is not here', () => {
    given(arrived, { type: 'CaseClosed', data: { outcome: 'referred' } })
      .when(refer())
      .thenRefused('case-closed');
    given(arrived)
      .when(refer(occasion('kasi')))
      .thenRefused('wrong-role');
    given().when(refer()).thenRefused('not-arrived');
  });
});

describe('AnswerAtOnce', () => {
  const inPenajam = (changes: Parameters<typeof caseFactsOf>[0]) =>
    caseArrived({ from: 'intake', step: 2, kecamatan: penajam }, changes);
  const timPenajam = occasion('tim', { kecamatan: penajam });
  const answer = (by: Occasion = timPenajam, categoryId = 'listrik.padam') => ({
    type: 'AnswerAtOnce' as const,
    data: { answer: 'Loket buka pukul 07.30.', categoryId },
    ...by,
  });

  it.each(['consultation', 'information-request'] as const)(
    'sends a %s straight to delivery where the short way is on',
    (caseType) => {
      const facts = { ...caseFactsOf({ caseType }), categoryId: 'listrik.padam', shortWay: true };
      given(inPenajam({ caseType }))
        .when(answer())
        .thenEvents(
          { type: 'AnsweredAtOnce', data: { answer: answer().data.answer }, round: 1, step: 2 },
          {
            type: 'CaseHandedOver',
            data: {
              from: 'triage',
              to: 'resolution',
              toStep: 7,
              toRound: 1,
              facts,
              answer: answer().data.answer,
            },
            round: 1,
            step: 2,
          },
        );
    },
  );

  it.each(['complaint', 'aspiration'] as const)('is refused for a %s', (caseType) => {
    given(inPenajam({ caseType })).when(answer()).thenRefused('short-way-off');
  });

  it('is refused for a complaint even if a procedure said otherwise', () => {
    const shortWay = { types: ['complaint'] } as unknown as { types: ['consultation'] };
    const procedure = {
      ...timPenajam.procedure,
      options: { ...timPenajam.procedure.options, shortWay },
    };
    given(inPenajam({}))
      .when(answer({ ...timPenajam, procedure }))
      .thenRefused('short-way-off');
  });

  it('is refused where the short way is off', () => {
    given(caseArrived({ from: 'intake', step: 2 }, { caseType: 'consultation' }))
      .when(answer(tim))
      .thenRefused('short-way-off');
  });

  it('is refused for a sealed case, to everybody', () => {
    const sealed = inPenajam({ caseType: 'consultation', sealed: 'camat' });
    given(sealed).when(answer()).thenRefused('case-sealed');
    given(sealed)
      .when(answer(occasion('inspektorat', { kecamatan: penajam })))
      .thenRefused('short-way-off');
  });

  it('is refused with an unknown category, by other roles, and while a question is open', () => {
    const open = inPenajam({ caseType: 'consultation' });
    given(open).when(answer(timPenajam, 'angkasa')).thenRefused('unknown-category');
    given(open)
      .when(answer(occasion('petugas', { kecamatan: penajam })))
      .thenRefused('wrong-role');
    const data = { requestId: tim.idFor('q'), question: 'Yang mana?', answerBy: '2026-12-01' };
    given(open, { type: 'ClarificationRequested', data, kecamatan: penajam })
      .when(answer())
      .thenRefused('clarification-pending');
    given().when(answer()).thenRefused('not-arrived');
  });
});
