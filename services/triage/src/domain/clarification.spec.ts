import { describe, expect, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import { caseArrived, caseFactsOf, deciderSpec, idFor, occasion } from '#libs/testing';
import { triage } from './triage.js';

const { given } = deciderSpec(triage);
const arrived = caseArrived({ from: 'intake', step: 2 });
const tim = occasion('tim');
const question = 'Di RT berapa jalan yang rusak?';
const requestId = idFor('clarification');
const ask = (by: Occasion = tim, answerBy?: string) => ({
  type: 'RequestClarification' as const,
  data: { question, ...(answerBy === undefined ? {} : { answerBy }) },
  ...by,
});
const asked = {
  type: 'ClarificationRequested' as const,
  data: { requestId, question, answerBy: '2026-11-30' },
  step: 2,
};
const classify = (at: string) => ({
  type: 'ClassifyComplaint' as const,
  data: {
    caseType: 'complaint' as const,
    categoryId: 'infrastruktur.jalan-rusak',
    priority: 'normal' as const,
    unitIds: ['pupr'],
    fieldExamination: false,
  },
  ...tim,
  at,
});
const answer = (id = requestId) => ({
  type: 'NoteAnswer' as const,
  requestId: id,
  ...occasion('system'),
});

describe('RequestClarification', () => {
  it('asks the reporter until the date that the Tim names', () => {
    given(arrived)
      .when(ask(tim, '2026-11-30'))
      .thenEvents({ ...asked, round: 1, step: 2 });
  });

  it('gives the ten working days of the procedure without a date', () => {
    const [event] = given(arrived).when(ask()).decided();
    expect(event?.data).toMatchObject({ answerBy: '2026-12-08' });
  });

  it('takes today, and refuses yesterday and what lies beyond the longest limit', () => {
    given(arrived).when(ask(tim, '2026-11-24')).thenTypes('ClarificationRequested');
    given(arrived).when(ask(tim, '2026-11-23')).thenRefused('time-in-past');
    given(arrived).when(ask(tim, '9999-12-31')).thenRefused('invalid');
  });

  it('looks at the local date: late on Monday in UTC is Tuesday in Waru', () => {
    given(arrived)
      .when(ask({ ...tim, at: '2026-11-23T17:00:00.000Z' }, '2026-11-23'))
      .thenRefused('time-in-past');
  });

  it('is refused while a question is open, and may be repeated once its date has passed', () => {
    given(arrived, asked).when(ask()).thenRefused('clarification-pending');
    given(arrived, asked)
      .when(ask({ ...tim, at: '2026-12-01T01:00:00.000Z' }))
      .thenTypes('ClarificationRequested');
  });

  it('is for the Tim, while the case is here, not in the hand of another, and not linked', () => {
    given(arrived)
      .when(ask(occasion('petugas')))
      .thenRefused('wrong-role');
    given().when(ask()).thenRefused('not-arrived');
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(ask())
      .thenRefused('step-taken');
    const primaryComplaintId = idFor('primary');
    given(arrived, { type: 'LinkedAsDuplicate', data: { primaryComplaintId } })
      .when(ask())
      .thenRefused('case-linked');
  });

  it('of a sealed case is for the Inspektorat', () => {
    const sealed = caseArrived({ from: 'intake', step: 2 }, { sealed: 'graft' });
    given(sealed).when(ask()).thenRefused('case-sealed');
    given(sealed)
      .when(ask(occasion('inspektorat')))
      .thenTypes('ClarificationRequested');
  });
});

describe('an open question', () => {
  it('holds the review up until the local day of its date is over', () => {
    given(arrived, asked)
      .when(classify('2026-11-30T15:59:59.000Z'))
      .thenRefused('clarification-pending');
    given(arrived, asked)
      .when(classify('2026-11-30T16:00:00.000Z'))
      .thenTypes('ComplaintClassified', 'CaseHandedOver');
  });

  it('holds it up no longer once it is answered', () => {
    given(arrived, asked, { type: 'ClarificationReceived', data: { requestId } })
      .when(classify(tim.at))
      .thenTypes('ComplaintClassified', 'CaseHandedOver');
  });

  it('without a date (of an older Aduan) waits for the answer', () => {
    given(arrived, { ...asked, data: { requestId, question } })
      .when(classify('2027-11-24T01:00:00.000Z'))
      .thenRefused('clarification-pending');
  });
});

describe('the answer of the reporter', () => {
  it('is noted, once', () => {
    given(arrived, asked)
      .when(answer())
      .thenEvents({ type: 'ClarificationReceived', data: { requestId }, round: 1, step: 2 });
    given(arrived, asked, { type: 'ClarificationReceived', data: { requestId } })
      .when(answer())
      .thenNothing();
  });

  it('counts after its date, also when another question was asked meanwhile', () => {
    const second = { ...asked, data: { ...asked.data, requestId: idFor('second') } };
    given(arrived, asked, second).when(answer()).thenTypes('ClarificationReceived');
    given(arrived, asked, second)
      .when(answer(idFor('second')))
      .thenTypes('ClarificationReceived');
  });

  it('says nothing to a question that was not asked, or when the review is over', () => {
    given(arrived).when(answer()).thenNothing();
    given().when(answer()).thenNothing();
    given(arrived, asked, { type: 'CaseClosed', data: { outcome: 'referred' } })
      .when(answer())
      .thenNothing();
    const facts = caseFactsOf();
    const handedOver = {
      type: 'CaseHandedOver' as const,
      data: { from: 'triage', to: 'coordination', toStep: 3, toRound: 1, facts } as const,
    };
    given(arrived, asked, handedOver).when(answer()).thenNothing();
    const again = caseArrived({ from: 'resolution', step: 2, round: 2 });
    given(arrived, asked, handedOver, again).when(answer()).thenNothing();
  });
});
