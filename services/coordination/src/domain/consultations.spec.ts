import { describe, expect, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import type { CommandData, Role } from '#libs/contracts';
import { caseArrived, caseFactsOf, deciderSpec, idFor, occasion, penajam } from '#libs/testing';
import { coordination } from './coordination.js';

const { given } = deciderSpec(coordination);
const arrived = caseArrived({ from: 'triage', step: 3 });
const kasi = occasion('kasi');
const system = occasion('system');
const consultationId = idFor('consultation');
const question = 'Kapan jalan diperbaiki?';
const dueAt = '2026-11-27T16:00:00.000Z';
const consult = (
  changes: Partial<CommandData<'ConsultUnit'>> = {},
  by: Occasion = kasi,
): { type: 'ConsultUnit'; data: CommandData<'ConsultUnit'> } & Occasion => ({
  type: 'ConsultUnit',
  data: { unitId: 'pupr', question, ...changes },
  ...by,
});
const record = (
  changes: Partial<CommandData<'RecordUnitAnswer'>> = {},
  by: Occasion = kasi,
): { type: 'RecordUnitAnswer'; data: CommandData<'RecordUnitAnswer'> } & Occasion => ({
  type: 'RecordUnitAnswer',
  data: { consultationId, answer: 'Minggu depan.', ...changes },
  ...by,
});
const cancel = (by: Occasion = kasi, id = consultationId) => ({
  type: 'CancelConsultation' as const,
  data: { consultationId: id, reason: 'Salah alamat.' },
  ...by,
});
const conclude = (acceptUnanswered = false, by: Occasion = kasi) => ({
  type: 'ConcludeCoordination' as const,
  data: { summary: 'PUPR sanggup.', acceptUnanswered },
  ...by,
});
const remind = (occurrence = 1, id = consultationId) => ({
  type: 'RemindUnit' as const,
  consultationId: id,
  occurrence,
  ...system,
});

const asked = {
  type: 'UnitConsulted' as const,
  data: { consultationId, unitId: 'pupr', question, dueAt },
};
const askedToo = {
  ...asked,
  data: { ...asked.data, consultationId: idFor('second'), unitId: 'dlh' },
};
const answered = {
  type: 'UnitAnswered' as const,
  data: { consultationId, unitId: 'pupr', answer: 'Minggu depan.', answeredAt: kasi.at },
};
const cancelled = {
  type: 'ConsultationCancelled' as const,
  data: { consultationId, unitId: 'pupr', reason: 'Salah alamat.' },
};
const concluded = {
  type: 'CoordinationConcluded' as const,
  data: { summary: 'PUPR sanggup.', unansweredUnitIds: [] },
};
const others: Role[] = ['petugas', 'tim', 'camat', 'inspektorat', 'supervisor', 'reporter'];

describe('ConsultUnit', () => {
  it('asks a party concerned, with the working days of the procedure to answer', () => {
    given(arrived)
      .when(consult())
      .thenEvents({ ...asked, round: 1, step: 3 });
  });

  it('takes a date of its own, ahead and within a year', () => {
    const soon = '2026-11-25T01:00:00.000Z';
    given(arrived)
      .when(consult({ dueAt: soon }))
      .thenEvents({ ...asked, data: { ...asked.data, dueAt: soon }, round: 1, step: 3 });
    given(arrived)
      .when(consult({ dueAt: kasi.at }))
      .thenRefused('time-in-past');
    given(arrived)
      .when(consult({ dueAt: '2030-01-01T00:00:00.000Z' }))
      .thenRefused('invalid');
  });

  it('asks several parties at the same time, each once', () => {
    given(arrived, asked)
      .when(consult({ unitId: 'dlh' }))
      .thenTypes('UnitConsulted');
    given(arrived, asked).when(consult()).thenRefused('consultation-open', { unit: 'pupr' });
  });

  it('asks a party again that answered or was let off', () => {
    given(arrived, asked, answered).when(consult()).thenTypes('UnitConsulted');
    given(arrived, asked, cancelled).when(consult()).thenTypes('UnitConsulted');
  });

  it('is refused for a unit that the procedure does not know', () => {
    given(arrived)
      .when(consult({ unitId: 'nasa' }))
      .thenRefused('unknown-unit', { unit: 'nasa' });
    given(arrived)
      .when(consult({ unitId: '64.09.01.1003' }))
      .thenRefused('unknown-unit');
  });

  it.each(others)('is refused to the role %s', (role) => {
    given(arrived)
      .when(consult({}, occasion(role)))
      .thenRefused('wrong-role', { role });
  });

  it('belongs to step 3 of a case that is here and not in the hand of another', () => {
    given().when(consult()).thenRefused('not-arrived');
    given(arrived, asked, answered, concluded).when(consult()).thenRefused('wrong-step');
    given(arrived, { type: 'CaseClosed', data: { outcome: 'withdrawn' } })
      .when(consult())
      .thenRefused('case-closed');
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(consult())
      .thenRefused('step-taken');
    given(arrived)
      .when(consult({}, occasion('kasi', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
  });

  it('of a sealed case is for the Inspektorat', () => {
    const sealed = caseArrived({ from: 'triage', step: 3 }, { sealed: 'camat' });
    given(sealed).when(consult()).thenRefused('case-sealed');
    given(sealed)
      .when(consult({}, occasion('inspektorat')))
      .thenTypes('UnitConsulted');
  });
});

describe('RecordUnitAnswer', () => {
  it('records what was said, when, and by whom', () => {
    const answeredBy = { name: 'Budi', position: 'Kepala Bidang' };
    const answeredAt = '2026-11-23T03:00:00.000Z';
    given(arrived, asked)
      .when(record({ answeredAt, answeredBy }))
      .thenEvents({
        type: 'UnitAnswered',
        data: {
          ...answered.data,
          answeredAt,
          answeredBy: { personId: idFor('answered-by'), details: answeredBy },
        },
        round: 1,
        step: 3,
      });
  });

  it('takes the moment of recording where none is given', () => {
    given(arrived, asked)
      .when(record())
      .thenEvents({ ...answered, round: 1, step: 3 });
  });

  it('is refused for the future, and for a time before the complaint was received', () => {
    given(arrived, asked)
      .when(record({ answeredAt: '2026-11-24T01:00:00.001Z' }))
      .thenRefused('time-in-future');
    given(arrived, asked)
      .when(record({ answeredAt: '2025-11-24T01:00:00.000Z' }))
      .thenRefused('invalid');
  });

  it('is refused where no question is open', () => {
    given(arrived).when(record()).thenRefused('no-such-request');
    given(arrived, asked, cancelled).when(record()).thenRefused('no-such-request');
    given(arrived, asked, answered).when(record()).thenRefused('already-done');
  });

  it('is for the Kasi at step 3', () => {
    given(arrived, asked)
      .when(record({}, occasion('tim')))
      .thenRefused('wrong-role');
    given(arrived, asked, concluded).when(record()).thenRefused('wrong-step');
    given().when(record()).thenRefused('not-arrived');
  });
});

describe('CancelConsultation', () => {
  it('takes an open question back, once', () => {
    given(arrived, asked)
      .when(cancel())
      .thenEvents({ ...cancelled, round: 1, step: 3 });
    given(arrived, asked, cancelled).when(cancel()).thenNothing();
  });

  it('is refused for what was answered or never asked', () => {
    given(arrived, asked, answered).when(cancel()).thenRefused('already-done');
    given(arrived, asked)
      .when(cancel(kasi, idFor('other')))
      .thenRefused('no-such-request');
    given(arrived, asked)
      .when(cancel(occasion('tim')))
      .thenRefused('wrong-role');
    given().when(cancel()).thenRefused('not-arrived');
  });
});

describe('ConcludeCoordination', () => {
  it('sums up when everybody has answered, and the case goes to step 4', () => {
    given(arrived, asked, answered)
      .when(conclude())
      .thenEvents({ ...concluded, round: 1, step: 3 });
    expect(given(arrived, asked, answered, concluded).state().case).toMatchObject({ step: 4 });
  });

  it('does not wait for whom the question was taken back from', () => {
    given(arrived, asked, answered, askedToo, {
      ...cancelled,
      data: { ...cancelled.data, consultationId: idFor('second'), unitId: 'dlh' },
    })
      .when(conclude())
      .thenTypes('CoordinationConcluded');
  });

  it('names who has not answered, if the Kasi accepts that', () => {
    given(arrived, asked, answered, askedToo).when(conclude()).thenRefused('answers-missing');
    given(arrived, asked, answered, askedToo)
      .when(conclude(true))
      .thenEvents({
        ...concluded,
        data: { ...concluded.data, unansweredUnitIds: ['dlh'] },
        round: 1,
        step: 3,
      });
    given(arrived, asked).when(conclude(true)).thenTypes('CoordinationConcluded');
  });

  it('is refused where nobody was asked', () => {
    given(arrived).when(conclude(true)).thenRefused('no-consultation');
    given(arrived, asked, cancelled).when(conclude(true)).thenRefused('no-consultation');
  });

  it('is for the Kasi, once', () => {
    given(arrived, asked, answered)
      .when(conclude(false, occasion('tim')))
      .thenRefused('wrong-role');
    given(arrived, asked, answered, concluded).when(conclude()).thenRefused('wrong-step');
    given().when(conclude()).thenRefused('not-arrived');
  });

  it('gives the step back: step 4 belongs to other people', () => {
    const mine = { type: 'StepTaken' as const, data: { accountId: kasi.by.id } };
    expect(given(arrived, mine, asked, answered, concluded).state().case).not.toHaveProperty(
      'takenBy',
    );
  });
});

describe('a reminder that comes due', () => {
  const reminded = (reminder: number) => ({
    type: 'UnitReminded' as const,
    data: { consultationId, unitId: 'pupr', reminder },
  });

  it('is sent to a party that is late, each time', () => {
    given(arrived, asked)
      .when(remind())
      .thenEvents({ ...reminded(1), round: 1, step: 3 });
    given(arrived, asked, reminded(1))
      .when(remind(2))
      .thenEvents({ ...reminded(2), round: 1, step: 3 });
  });

  it('says nothing twice or out of order', () => {
    given(arrived, asked, reminded(1)).when(remind(1)).thenNothing();
    given(arrived, asked, reminded(2)).when(remind(1)).thenNothing();
  });

  it('says nothing where it comes late', () => {
    given(arrived, asked, answered).when(remind()).thenNothing();
    given(arrived, asked, cancelled).when(remind()).thenNothing();
    given(arrived, asked, concluded).when(remind()).thenNothing();
    given(arrived, asked, { type: 'CaseClosed', data: { outcome: 'withdrawn' } })
      .when(remind())
      .thenNothing();
    given(arrived).when(remind()).thenNothing();
    given().when(remind()).thenNothing();
  });

  it('of an earlier round says nothing in the next one', () => {
    given(
      arrived,
      asked,
      concluded,
      {
        type: 'CaseHandedOver',
        data: {
          from: 'coordination',
          to: 'resolution',
          toStep: 5,
          toRound: 1,
          facts: caseFactsOf({ meetingHeld: true }),
        },
      },
      caseArrived({ from: 'resolution', step: 3, round: 2 }),
    )
      .when(remind())
      .thenNothing();
  });
});
