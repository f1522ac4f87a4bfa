import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandContracts, roles, type CommandType, type Role } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { caseFactsOf, expectOneHolder, occasion, penajam, playOrders, waru } from '#libs/testing';
import { coordination } from './coordination.js';
import type { CoordinationOrder } from './orders.js';
import type { CoordinationState } from './state.js';

type Maker = (state: CoordinationState, index: number) => CoordinationOrder;
type Body = (state: CoordinationState, n: number) => Record<string, unknown>;

const none = derivedId('none');
const text = 'Sudah dibahas.';
const later = ['2026-11-25T01:00:00.000Z', '2026-12-24T01:00:00Z', '2026-11-20T01:00:00Z'];
const consultationOf = (state: CoordinationState, n: number): string =>
  state.consultations.at(-1 - (n % 3))?.consultationId ?? none;
const meetingOf = (state: CoordinationState, n: number): string =>
  state.meetings.at(-1 - (n % 2))?.meetingId ?? none;
const withdrawalOf = ({ case: known }: CoordinationState): string =>
  (known.status === 'held' ? known.withdrawalId : undefined) ?? none;
const stepOf = ({ case: known }: CoordinationState): number =>
  known.status === 'held' ? known.step : 3;

const bodies: Partial<Record<CommandType, Body>> = {
  ConsultUnit: (_, n) => ({
    unitId: ['pupr', 'pln', 'nasa'][n % 3],
    question: text,
    ...(n < 4 ? {} : { dueAt: later[n % 3] }),
  }),
  RecordUnitAnswer: (state, n) => ({
    consultationId: consultationOf(state, n),
    answer: text,
    ...(n < 4 ? {} : { answeredBy: { name: 'Budi' } }),
  }),
  CancelConsultation: (state, n) => ({ consultationId: consultationOf(state, n), reason: text }),
  ConcludeCoordination: (_, n) => ({ summary: text, acceptUnanswered: n % 2 === 0 }),
  ScheduleMeeting: (_, n) => ({
    at: later[n % 3],
    place: 'Aula',
    agenda: [text],
    invited: [{ name: 'Budi' }],
  }),
  RescheduleMeeting: (state, n) => ({
    meetingId: meetingOf(state, n),
    at: later[(n + 1) % 3],
    reason: text,
  }),
  CancelMeeting: (state, n) => ({ meetingId: meetingOf(state, n), reason: text }),
  RecordMeeting: (state, n) => ({
    ...(n % 3 === 0 ? {} : { meetingId: meetingOf(state, n) }),
    from: '2026-11-24T00:00:00Z',
    to: n === 7 ? '2026-11-23T00:00:00Z' : '2026-11-24T00:30:00Z',
    attendance: [{ name: 'Budi', present: n !== 5 }],
    discussion: text,
    decisions: [{ text, unitId: n === 6 ? 'nasa' : 'pupr', due: '2026-11-25' }],
    outcome: n % 2 === 0 ? 'decided' : 'undecided',
  }),
  WaiveMeeting: () => ({ reason: text }),
  TakeStep: (state) => ({ step: stepOf(state) }),
  ReleaseStep: (state) => ({ step: stepOf(state) }),
  DecideWithdrawal: (state, n) => ({
    step: stepOf(state),
    requestId: withdrawalOf(state),
    accept: n % 2 === 0,
    reason: text,
  }),
};

interface By {
  role: Role;
  kecamatan: string;
  account: string;
}

// Most orders come from the right people, or nothing would ever happen.
const actor: fc.Arbitrary<By> = fc.record({
  role: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom<Role>('kasi', 'tim') },
    { weight: 2, arbitrary: fc.constantFrom(...roles) },
  ),
  kecamatan: fc.oneof(
    { weight: 12, arbitrary: fc.constant(penajam) },
    { weight: 1, arbitrary: fc.constant(waru) },
  ),
  account: fc.constantFrom('account-1', 'account-1', 'account-2'),
});

const occasionOf = (by: By, index: number) => {
  const made = occasion(by.role, { kecamatan: by.kecamatan });
  return {
    ...made,
    by: { ...made.by, id: by.account },
    at: new Date(Date.parse('2026-11-24T01:00:00.000Z') + index * 3_600_000).toISOString(),
    idFor: (label: string) => derivedId('id', String(index), label),
  };
};

const all = Object.keys(bodies) as CommandType[];
const ofStep: Record<number, CommandType[]> = {
  3: ['ConsultUnit', 'RecordUnitAnswer', 'CancelConsultation', 'ConcludeCoordination'],
  4: ['ScheduleMeeting', 'RescheduleMeeting', 'CancelMeeting', 'ScheduleMeeting', 'RecordMeeting'],
};

const command = fc
  .record({ pick: fc.nat(59), any: fc.boolean(), by: actor, n: fc.nat(7) })
  .map(({ pick, any, by, n }): Maker => (state, index) => {
    const types = any ? all : (ofStep[stepOf(state)] ?? all);
    const type = types[pick % types.length] as CommandType;
    const data = commandContracts[type].schema.parse(bodies[type]?.(state, n));
    return { type, data, ...occasionOf(by, index) } as unknown as CoordinationOrder;
  });

const system: By = { role: 'system', kecamatan: penajam, account: 'system:coordination' };

const reaction = fc
  .record({
    pick: fc.nat(3),
    round: fc.integer({ min: 1, max: 3 }),
    n: fc.nat(2),
    caseType: fc.constantFrom('complaint' as const, 'consultation' as const),
  })
  .map(({ pick, round, n, caseType }): Maker => (state, index) => {
    const at = occasionOf(system, index);
    const facts = caseFactsOf({ caseType });
    const step = round > 1 && n === 0 ? 4 : 3;
    const orders: CoordinationOrder[] = [
      { type: 'ReceiveCase', from: 'triage', step, round, facts, ...at },
      { type: 'ReceiveCase', from: 'triage', step, round, facts, ...at },
      { type: 'NoteWithdrawal', requestId: derivedId('withdrawal', String(index)), ...at },
      { type: 'RemindUnit', consultationId: consultationOf(state, n), occurrence: n + 1, ...at },
    ];
    return orders[pick] as CoordinationOrder;
  });

const makers = fc.array(
  fc.oneof({ weight: 5, arbitrary: command }, { weight: 2, arbitrary: reaction }),
  { minLength: 10, maxLength: 100 },
);

const expectSound = ({ consultations, meetings }: CoordinationState): void => {
  const open = consultations.filter(({ status }) => status === 'open');
  expect(new Set(open.map(({ unitId }) => unitId)).size).toBe(open.length);
  expect(meetings.filter(({ status }) => status === 'scheduled').length).toBeLessThan(2);
};

const hold = (sequence: Maker[]): string[] => {
  const played = playOrders(coordination, sequence, penajam);
  expectOneHolder(played);
  for (const { after } of played) expectSound(after);
  return played.flatMap(({ events }) => events.map(({ type }) => type));
};

describe('any sequence of orders to coordination', () => {
  it('keeps the contracts, leaves the case with one holder, and a closed case alone', () => {
    fc.assert(
      fc.property(makers, (sequence) => void hold(sequence)),
      { numRuns: 300 },
    );
  });

  it('meets every event: the property is not one of sequences in which nothing happens', () => {
    const seen = new Set(fc.sample(makers, { numRuns: 400, seed: 20261124 }).flatMap(hold));
    expect([...seen].sort()).toEqual(allTypes);
  });
});

const allTypes = [
  'CaseArrived',
  'CaseClosed',
  'CaseHandedOver',
  'ConsultationCancelled',
  'CoordinationConcluded',
  'MeetingCancelled',
  'MeetingHeld',
  'MeetingRescheduled',
  'MeetingScheduled',
  'MeetingWaived',
  'StepReleased',
  'StepTaken',
  'UnitAnswered',
  'UnitConsulted',
  'UnitReminded',
  'WithdrawalAccepted',
  'WithdrawalForwarded',
  'WithdrawalNoted',
  'WithdrawalRefused',
];
