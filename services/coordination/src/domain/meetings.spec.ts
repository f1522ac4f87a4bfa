import { describe, expect, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import type { CommandData, Role } from '#libs/contracts';
import { caseArrived, caseFactsOf, deciderSpec, idFor, occasion, penajam } from '#libs/testing';
import { coordination } from './coordination.js';

const { given } = deciderSpec(coordination);
const arrived = caseArrived({ from: 'resolution', step: 4, round: 2 });
const tim = occasion('tim');
const meetingId = idFor('meeting');
const at = '2026-11-26T01:00:00.000Z';
const place = 'Aula Kantor Kecamatan Waru';
const agenda = ['Laporan PUPR', 'Tindak lanjut'];
const schedule = (changes: Partial<CommandData<'ScheduleMeeting'>> = {}, by: Occasion = tim) => ({
  type: 'ScheduleMeeting' as const,
  data: { at, place, agenda, invited: [{ name: 'Budi' }, { name: 'Siti' }], ...changes },
  ...by,
});
const reschedule = (to = '2026-11-27T01:00:00.000Z', by: Occasion = tim, id = meetingId) => ({
  type: 'RescheduleMeeting' as const,
  data: { meetingId: id, at: to, reason: 'Banjir.' },
  ...by,
});
const cancel = (by: Occasion = tim, id = meetingId) => ({
  type: 'CancelMeeting' as const,
  data: { meetingId: id, reason: 'Banjir.' },
  ...by,
});
const attendance = [
  { name: 'Budi', institution: 'PUPR', present: true },
  { name: 'Siti', present: false },
];
const decisions = [{ text: 'Tambal minggu depan.', unitId: 'pupr', due: '2026-12-01' }];
const minutes: CommandData<'RecordMeeting'> = {
  from: '2026-11-24T00:00:00.000Z',
  to: '2026-11-24T00:45:00.000Z',
  attendance,
  discussion: 'Semua sepakat.',
  decisions,
  outcome: 'decided',
};
const record = (changes: Partial<CommandData<'RecordMeeting'>> = {}, by: Occasion = tim) => ({
  type: 'RecordMeeting' as const,
  data: { ...minutes, ...changes },
  ...by,
});
const waive = (by: Occasion) => ({
  type: 'WaiveMeeting' as const,
  data: { reason: 'Cukup dijelaskan.' },
  ...by,
});

const scheduled = {
  type: 'MeetingScheduled' as const,
  data: { meetingId, at, place, agenda, invited: [] },
};
const cancelled = {
  type: 'MeetingCancelled' as const,
  data: { meetingId, reason: 'Banjir.' },
};
const meetingHeld = (changes: Partial<CommandData<'RecordMeeting'>> = {}) => ({
  type: 'MeetingHeld' as const,
  data: {
    ...minutes,
    ...changes,
    meetingId,
    attendance: attendance.map(({ present, ...details }, index) => ({
      personId: idFor(`attendant-${index}`),
      present,
      details,
    })),
    decisions: (changes.decisions ?? decisions).map((decision, index) => ({
      decisionId: idFor(`decision-${index}`),
      ...decision,
    })),
  },
});
const undecided = meetingHeld({ outcome: 'undecided', decisions: [] });
const handedOver = (changes: Parameters<typeof caseFactsOf>[0] = {}) => ({
  type: 'CaseHandedOver' as const,
  data: {
    from: 'coordination',
    to: 'resolution',
    toStep: 5,
    toRound: 2,
    facts: caseFactsOf({ meetingHeld: true, ...changes }),
  } as const,
});
const here = { round: 2, step: 4 } as const;

describe('ScheduleMeeting', () => {
  it('calls the meeting; each who is invited is known under an id of his own', () => {
    given(arrived)
      .when(schedule())
      .thenEvents({
        ...scheduled,
        data: {
          ...scheduled.data,
          invited: [
            { personId: idFor('invited-0'), details: { name: 'Budi' } },
            { personId: idFor('invited-1'), details: { name: 'Siti' } },
          ],
        },
        ...here,
      });
  });

  it('is refused for the past and beyond a year', () => {
    given(arrived)
      .when(schedule({ at: tim.at }))
      .thenRefused('time-in-past');
    given(arrived)
      .when(schedule({ at: '2028-01-01T00:00:00.000Z' }))
      .thenRefused('invalid');
  });

  it('is refused while one is scheduled; possible after it was called off, or did not decide', () => {
    given(arrived, scheduled).when(schedule()).thenRefused('meeting-open');
    given(arrived, scheduled, cancelled).when(schedule()).thenTypes('MeetingScheduled');
    given(arrived, scheduled, undecided).when(schedule()).thenTypes('MeetingScheduled');
  });

  it.each(['petugas', 'kasi', 'camat', 'inspektorat', 'admin', 'reporter'] as Role[])(
    'is refused to the role %s',
    (role) => {
      given(arrived)
        .when(schedule({}, occasion(role)))
        .thenRefused('wrong-role', { role });
    },
  );

  it('belongs to step 4 of a case that is here and not in the hand of another', () => {
    given().when(schedule()).thenRefused('not-arrived');
    given(caseArrived({ from: 'triage', step: 3 }))
      .when(schedule())
      .thenRefused('wrong-step', { step: 3 });
    given(arrived, handedOver()).when(schedule()).thenRefused('case-elsewhere');
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(schedule())
      .thenRefused('step-taken');
    given(arrived)
      .when(schedule({}, occasion('tim', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
  });

  it('of a sealed case is for the Inspektorat', () => {
    const sealed = caseArrived({ from: 'triage', step: 4 }, { sealed: 'graft' });
    given(sealed).when(schedule()).thenRefused('case-sealed');
    given(sealed)
      .when(schedule({}, occasion('inspektorat')))
      .thenTypes('MeetingScheduled');
  });
});

describe('RescheduleMeeting', () => {
  const moved = { type: 'MeetingRescheduled' as const, data: reschedule().data };

  it('moves the meeting; to where it is already says nothing', () => {
    given(arrived, scheduled)
      .when(reschedule())
      .thenEvents({ ...moved, ...here });
    given(arrived, scheduled, moved).when(reschedule()).thenNothing();
    given(arrived, scheduled, moved).when(reschedule(at)).thenTypes('MeetingRescheduled');
  });

  it('is refused for the past, and where there is no such meeting', () => {
    given(arrived, scheduled)
      .when(reschedule('2026-11-24T00:00:00.000Z'))
      .thenRefused('time-in-past');
    given(arrived).when(reschedule()).thenRefused('no-meeting');
    given(arrived, scheduled, cancelled).when(reschedule()).thenRefused('no-meeting');
    given(arrived, scheduled, undecided).when(reschedule()).thenRefused('already-done');
    given(arrived, scheduled)
      .when(reschedule(at, tim, idFor('other')))
      .thenRefused('no-such-request');
  });

  it('is for the Tim', () => {
    given(arrived, scheduled)
      .when(reschedule(at, occasion('kasi')))
      .thenRefused('wrong-role');
    given().when(reschedule()).thenRefused('not-arrived');
  });
});

describe('CancelMeeting', () => {
  it('calls the meeting off, once', () => {
    given(arrived, scheduled)
      .when(cancel())
      .thenEvents({ ...cancelled, ...here });
    given(arrived, scheduled, cancelled).when(cancel()).thenNothing();
  });

  it('is refused for a meeting that was held, or that is not there', () => {
    given(arrived, scheduled, undecided).when(cancel()).thenRefused('already-done');
    given(arrived).when(cancel()).thenRefused('no-meeting');
    given(arrived, scheduled)
      .when(cancel(tim, idFor('other')))
      .thenRefused('no-such-request');
    given(arrived, scheduled)
      .when(cancel(occasion('camat')))
      .thenRefused('wrong-role');
    given().when(cancel()).thenRefused('not-arrived');
  });
});

describe('RecordMeeting', () => {
  it('that decided ends step 4: the case goes to the settlement with a Berita Acara to come', () => {
    given(arrived, scheduled)
      .when(record({ meetingId }))
      .thenEvents({ ...meetingHeld(), ...here }, { ...handedOver(), ...here });
  });

  it('may be of a meeting that was held without having been called here', () => {
    given(arrived)
      .when(record())
      .thenEvents({ ...meetingHeld(), ...here }, { ...handedOver(), ...here });
  });

  it('that did not decide asks for another one', () => {
    given(arrived, scheduled)
      .when(record({ meetingId, outcome: 'undecided', decisions: [] }))
      .thenEvents({ ...undecided, ...here });
    given(arrived, scheduled, undecided).when(record()).thenTypes('MeetingHeld', 'CaseHandedOver');
  });

  it('forgets that an earlier round was answered at once', () => {
    const [, event] = given(
      caseArrived({ from: 'resolution', step: 4, round: 2 }, { shortWay: true }),
    )
      .when(record())
      .decided();
    expect(event?.data).toMatchObject({ facts: { meetingHeld: true, shortWay: false } });
  });

  it('takes a request to withdraw along, if nobody has decided it', () => {
    const requestId = idFor('withdrawal');
    given(arrived, { type: 'WithdrawalNoted', data: { requestId } })
      .when(record())
      .thenEvents(
        { ...meetingHeld(), ...here },
        { ...handedOver(), ...here },
        {
          type: 'WithdrawalForwarded',
          data: { requestId, to: 'resolution' },
          round: 2,
          step: 0,
        },
      );
  });

  it('must say which meeting it was, while one is scheduled', () => {
    given(arrived, scheduled).when(record()).thenRefused('meeting-open');
    given(arrived, scheduled)
      .when(record({ meetingId: idFor('other') }))
      .thenRefused('no-such-request');
    given(arrived).when(record({ meetingId })).thenRefused('no-meeting');
    given(arrived, scheduled, cancelled).when(record({ meetingId })).thenRefused('no-meeting');
    given(arrived, scheduled, undecided).when(record({ meetingId })).thenRefused('already-done');
  });

  it.each([
    ['period-reversed', { to: minutes.from }],
    ['period-reversed', { from: '2026-11-24T00:50:00.000Z' }],
    ['time-in-future', { to: '2026-11-24T01:00:00.001Z' }],
    ['invalid', { from: '2025-11-24T00:00:00.000Z' }],
    ['invalid', { attendance: [{ name: 'Siti', present: false }] }],
    ['invalid', { decisions: [{ text: 'Tambal.', due: '2026-11-23' }] }],
    ['unknown-unit', { decisions: [{ text: 'Tambal.', unitId: 'nasa' }] }],
  ] as const)('is refused as %s for %o', (code, changes) => {
    given(arrived)
      .when(record(changes as Partial<CommandData<'RecordMeeting'>>))
      .thenRefused(code);
  });

  it('is for the Tim at step 4, of a sealed case for the Inspektorat', () => {
    given(arrived)
      .when(record({}, occasion('kasi')))
      .thenRefused('wrong-role');
    given(caseArrived({ from: 'triage', step: 3 }))
      .when(record())
      .thenRefused('wrong-step');
    given().when(record()).thenRefused('not-arrived');
    given(arrived, handedOver()).when(record()).thenRefused('case-elsewhere');
    const sealed = caseArrived({ from: 'triage', step: 4 }, { sealed: 'camat' });
    given(sealed).when(record()).thenRefused('case-sealed');
    given(sealed)
      .when(record({}, occasion('inspektorat')))
      .thenTypes('MeetingHeld', 'CaseHandedOver');
  });
});

describe('WaiveMeeting', () => {
  const timPenajam = occasion('tim', { kecamatan: penajam });
  const inPenajam = (changes: Parameters<typeof caseFactsOf>[0]) =>
    caseArrived({ from: 'triage', step: 4, round: 2, kecamatan: penajam }, changes);
  const consultation = inPenajam({ caseType: 'consultation' });

  it('goes on without a meeting, and the product is a Jawaban', () => {
    given(consultation)
      .when(waive(timPenajam))
      .thenEvents(
        { type: 'MeetingWaived', data: { reason: 'Cukup dijelaskan.' }, ...here },
        { ...handedOver({ caseType: 'consultation', meetingHeld: false }), ...here },
      );
  });

  it('says nothing of a meeting of an earlier round, but keeps one of this round', () => {
    const [, earlier] = given(inPenajam({ caseType: 'consultation', meetingHeld: true }))
      .when(waive(timPenajam))
      .decided();
    expect(earlier?.data).toMatchObject({ facts: { meetingHeld: false } });
    const [, present] = given(consultation, { ...undecided, kecamatan: penajam })
      .when(waive(timPenajam))
      .decided();
    expect(present?.data).toMatchObject({ facts: { meetingHeld: true } });
  });

  it.each(['complaint', 'aspiration'] as const)('is refused for a %s', (caseType) => {
    given(inPenajam({ caseType })).when(waive(timPenajam)).thenRefused('meeting-required');
  });

  it('is refused where the procedure wants a meeting for everything', () => {
    given(caseArrived({ from: 'triage', step: 4 }, { caseType: 'consultation' }))
      .when(waive(tim))
      .thenRefused('meeting-required');
  });

  it('is refused while a meeting is scheduled, to other roles, and elsewhere', () => {
    given(consultation, { ...scheduled, kecamatan: penajam })
      .when(waive(timPenajam))
      .thenRefused('meeting-open');
    given(consultation)
      .when(waive(occasion('kasi', { kecamatan: penajam })))
      .thenRefused('wrong-role');
    given(consultation).when(waive(tim)).thenRefused('other-kecamatan');
    given().when(waive(timPenajam)).thenRefused('not-arrived');
  });
});
