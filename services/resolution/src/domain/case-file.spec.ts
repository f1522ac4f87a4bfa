import { describe, expect, it } from 'vitest';
import { caseFileOf, type Told } from './case-file.js';

const erased = { erased: true };
const told = (type: Told['type'], data: object, occurredAt = '2026-11-24T01:00:00.000Z'): Told =>
  ({ type, data, metadata: { occurredAt, round: 1, step: 1 } }) as unknown as Told;
const registered = (changes: object = {}) =>
  told('ComplaintRegistered', {
    receivedAt: '2026-11-20T01:00:00.000Z',
    subject: 'Lampu padam',
    reporter: { name: 'Siti Aminah', phone: '+62812' },
    ...changes,
  });
const meeting = (details: unknown) =>
  told('MeetingHeld', {
    meetingId: 'm1',
    from: '2026-11-23T01:00:00.000Z',
    to: '2026-11-23T02:00:00.000Z',
    attendance: [
      { personId: 'p1', present: true, details },
      { personId: 'p2', present: false, details: { name: 'Budi', position: 'Lurah' } },
    ],
    discussion: 'Dibahas.',
    decisions: [{ decisionId: 'd1', text: 'Dipasang.', unitId: 'pln' }],
  });

describe('the file of a case', () => {
  it('has subject, reporter and what was done', () => {
    const file = caseFileOf([
      registered(),
      told('UnitConsulted', {
        consultationId: 'c',
        unitId: 'pln',
        question: { $sealed: 'k', v: 'x' },
      }),
      told('InformationAdded', { text: 'x' }),
    ]);
    expect(file).toEqual({
      subject: 'Lampu padam',
      reporterName: 'Siti Aminah',
      done: [
        { at: '2026-11-20T01:00:00.000Z', what: 'registered', step: 1, round: 1 },
        { at: '2026-11-24T01:00:00.000Z', what: 'unit-asked', step: 1, round: 1, unitId: 'pln' },
      ],
      meetings: [],
    });
  });
  it('has the name as it was put right, and none that was taken back', () => {
    const corrected = (reporter: object) =>
      told('ReporterCorrected', { reporter, replyBy: 'none' });
    expect(caseFileOf([registered(), corrected({ name: 'Siti Aminatun' })]).reporterName).toBe(
      'Siti Aminatun',
    );
    expect(caseFileOf([registered(), corrected({})])).not.toHaveProperty('reporterName');
  });
  it.each([
    ['was erased in the vault', [registered({ reporter: erased })]],
    ['was erased a moment ago', [registered(), told('IdentityErased', { ground: 'request' })]],
    ['was never given', [registered({ reporter: undefined })]],
  ])('has no name of a reporter who %s', (_, events) =>
    expect(caseFileOf(events)).not.toHaveProperty('reporterName'),
  );
  it('has who was at the meeting by position and institution, and where it was', () => {
    const scheduled = told('MeetingScheduled', { meetingId: 'm1', place: 'Aula' });
    const details = { name: 'Contoh Ketua', position: 'Ketua Tim', institution: 'Kecamatan' };
    const { meetings } = caseFileOf([scheduled, meeting(details)]);
    expect(meetings).toEqual([
      {
        from: '2026-11-23T01:00:00.000Z',
        to: '2026-11-23T02:00:00.000Z',
        round: 1,
        place: 'Aula',
        attendants: [{ position: 'Ketua Tim', institution: 'Kecamatan' }],
        discussion: 'Dibahas.',
        decisions: [{ text: 'Dipasang.', unitId: 'pln' }],
      },
    ]);
    expect(JSON.stringify(meetings)).not.toContain('Contoh');
  });
  it('bears what was erased anywhere', () => {
    const file = caseFileOf([registered({ subject: erased, reporter: erased }), meeting(erased)]);
    expect(file).not.toHaveProperty('subject');
    expect(file.meetings[0]?.attendants).toEqual([{}]);
  });
});
