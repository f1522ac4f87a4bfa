import { describe, it } from 'vitest';
import type { CommandData, Role } from '#libs/contracts';
import {
  account,
  caseArrived,
  deciderSpec,
  idFor,
  orderOf,
  penajam,
  untilDelivered,
  untilSigned,
} from '#libs/testing';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const sealed = caseArrived({ from: 'coordination', step: 5 }, { sealed: 'camat' });
const delivered = [arrived, ...untilDelivered()];
const closed = { type: 'CaseClosed', data: { outcome: 'satisfied' }, step: 7 } as const;
const grades = [4, 3, 4, 4, 3, 4, 4, 3, 2];
const answered = { type: 'SurveyAnswered', data: { grades }, round: 1, step: 7 } as const;

const grade = (
  role: Role = 'reporter',
  data: CommandData<'AnswerSurvey'> = { grades },
  extra: object = {},
) => orderOf('AnswerSurvey', role, data, extra);

describe('AnswerSurvey', () => {
  it('keeps nine grades and what was said', () =>
    given(...delivered)
      .when(grade('reporter', { grades, comment: 'Ruang tunggu sempit.' }))
      .thenEvents({
        type: 'SurveyAnswered',
        data: { grades, comment: 'Ruang tunggu sempit.' },
        round: 1,
        step: 7,
      }));
  it('comes as well after the case was closed', () =>
    given(...delivered, closed)
      .when(grade())
      .thenEvents(answered));
  it('belongs to the answer that was given, also when the case went on to another round', () =>
    given(...delivered, {
      type: 'CaseReopened',
      data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' },
    })
      .when(grade())
      .thenEvents(answered));
  it('is kept once for each delivery', () => {
    given(...delivered, answered)
      .when(grade())
      .thenRefused('already-done');
    given(
      ...delivered,
      answered,
      { type: 'CaseReopened', data: { atStep: 5, toRound: 2, reopenReason: 'answer-unclear' } },
      ...untilDelivered({ round: 2 }),
    )
      .when(grade())
      .thenEvents({ ...answered, round: 2 });
  });
  it('needs an answer to speak of', () => {
    given(arrived, ...untilSigned())
      .when(grade())
      .thenRefused('not-delivered');
    given().when(grade()).thenRefused('not-arrived');
  });
  it('may be told to the Petugas, and of a sealed case to the Inspektorat', () => {
    given(...delivered)
      .when(grade('petugas'))
      .thenEvents(answered);
    given(sealed, ...untilDelivered())
      .when(grade('inspektorat'))
      .thenEvents(answered);
    given(sealed, ...untilDelivered())
      .when(grade('petugas'))
      .thenRefused('case-sealed');
  });
  it.each(['kasi', 'tim', 'camat', 'admin', 'supervisor'] as const)('is not for %s', (role) =>
    given(...delivered)
      .when(grade(role))
      .thenRefused('wrong-role'),
  );
  it('is not for another kecamatan, nor for the reporter of another case', () => {
    given(...delivered)
      .when(grade('petugas', { grades }, { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan');
    given(...delivered)
      .when(
        grade('reporter', { grades }, { by: { ...account('reporter'), complaintId: idFor('x') } }),
      )
      .thenRefused('not-found');
  });
});
