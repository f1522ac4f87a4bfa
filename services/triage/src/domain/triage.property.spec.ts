import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandContracts, outcomes, roles, type CommandType, type Role } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { caseFactsOf, expectOneHolder, occasion, penajam, playOrders, waru } from '#libs/testing';
import type { Primary, TriageOrder } from './orders.js';
import type { TriageState } from './state.js';
import { triage } from './triage.js';

const ids = ['a', 'b', 'c'].map((label) => derivedId('complaint', label));
const complaint = fc.constantFrom(...ids);
const accounts = fc.constantFrom('account-1', 'account-2');
const word = fc.constantFrom('Ya.', 'Tidak.', 'x'.repeat(200));

const bodies: Partial<Record<CommandType, fc.Arbitrary<unknown>>> = {
  ClassifyComplaint: fc.record({
    caseType: fc.constantFrom('complaint', 'consultation'),
    categoryId: fc.constantFrom('listrik', 'infrastruktur', 'angkasa'),
    unitIds: fc.subarray(['pupr', 'pln', 'nasa'], { minLength: 1 }),
    fieldExamination: fc.boolean(),
  }),
  ReferComplaint: fc.record({ destination: word, reason: word }),
  LinkDuplicate: fc.record({ primaryComplaintId: complaint }),
  UnlinkDuplicate: fc.record({ reason: word }),
  RequestClarification: fc.record(
    { question: word, answerBy: fc.constantFrom('2026-11-24', '2026-11-25', '2026-12-24') },
    { requiredKeys: ['question'] },
  ),
  SealCase: fc.record({ ground: fc.constantFrom('camat', 'graft') }),
  UnsealCase: fc.record({ reason: word }),
  AnswerAtOnce: fc.record({ answer: word, categoryId: fc.constantFrom('listrik', 'angkasa') }),
  TakeStep: fc.record({ step: fc.constantFrom(2, 2, 3) }),
  ReleaseStep: fc.record({ step: fc.constant(2) }),
};

type Maker = (state: TriageState, index: number) => TriageOrder;

interface By {
  role: Role;
  kecamatan: string;
  account: string;
}

// Most orders come from the right people, or nothing would ever happen.
const actor: fc.Arbitrary<By> = fc.record({
  role: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Role>('tim') },
    { weight: 2, arbitrary: fc.constant<Role>('inspektorat') },
    { weight: 1, arbitrary: fc.constantFrom(...roles) },
  ),
  kecamatan: fc.oneof(
    { weight: 9, arbitrary: fc.constant(penajam) },
    { weight: 1, arbitrary: fc.constant(waru) },
  ),
  account: accounts,
});

const occasionOf = (by: By, index: number) => {
  const made = occasion(by.role, { kecamatan: by.kecamatan });
  return {
    ...made,
    by: { ...made.by, id: by.account },
    complaintId: ids[0] ?? '',
    at: new Date(Date.parse('2026-11-24T01:00:00.000Z') + index * 3_600_000).toISOString(),
    idFor: (label: string) => derivedId('id', String(index), label),
  };
};

const open: Primary = { status: 'held', kecamatan: penajam, sealed: false, linked: false };
const primary: fc.Arbitrary<Primary> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(open) },
  {
    weight: 1,
    arbitrary: fc.record({
      status: fc.constantFrom('held', 'passed-on', 'closed', 'absent'),
      kecamatan: fc.constantFrom(penajam, waru),
      sealed: fc.boolean(),
      linked: fc.boolean(),
    }),
  },
);

// What ends a case ends the sequence; links and seals meet only in a longer one.
const often: CommandType[] = [
  'LinkDuplicate',
  'LinkDuplicate',
  'SealCase',
  'SealCase',
  'UnsealCase',
];

const command = fc
  .constantFrom(...(Object.keys(bodies) as CommandType[]), ...often)
  .chain((type) => fc.tuple(fc.constant(type), bodies[type] ?? fc.constant({}), actor, primary))
  .map(([type, body, by, other]): Maker => (_, index) => {
    const data = commandContracts[type].schema.parse(body);
    return { type, data, primary: other, ...occasionOf(by, index) } as unknown as TriageOrder;
  });

const withdrawal = fc
  .tuple(fc.boolean(), actor)
  .map(([accept, by]): Maker => ({ case: known }, index) => {
    const asked = known.status === 'held' ? known.withdrawalId : undefined;
    const requestId = asked ?? derivedId('none');
    const data = { step: 2 as const, requestId, accept, ...(accept ? {} : { reason: 'Tidak.' }) };
    return { type: 'DecideWithdrawal', data, ...occasionOf(by, index) };
  });

const system = { role: 'system' as const, kecamatan: penajam, account: 'system:triage' };
const caseType = fc.constantFrom('complaint' as const, 'consultation' as const);

const reaction = fc
  .record({
    pick: fc.nat(6),
    n: fc.nat(2),
    round: fc.integer({ min: 1, max: 3 }),
    other: complaint,
    caseType,
    yes: fc.boolean(),
    outcome: fc.constantFrom(...outcomes),
  })
  .map(({ pick, n, round, other, caseType, yes, outcome }): Maker => (state, index) => {
    const at = occasionOf(system, index);
    const facts = caseFactsOf({ caseType, ...(yes && n === 0 ? { sealed: 'camat' } : {}) });
    const from = round === 1 ? 'intake' : 'resolution';
    const requestId = state.questions[n]?.requestId ?? derivedId('none');
    const orders: TriageOrder[] = [
      { type: 'ReceiveCase', from, step: 2, round, facts, ...at },
      { type: 'ReceiveCase', from, step: 2, round, facts, ...at },
      { type: 'NoteWithdrawal', requestId: derivedId('withdrawal', String(index)), ...at },
      { type: 'NoteAnswer', requestId, ...at },
      {
        type: 'NoteLink',
        duplicateComplaintId: (yes ? undefined : state.duplicates[n]) ?? other,
        linked: yes,
        ...at,
      },
      {
        type: 'SettleLink',
        primaryComplaintId: state.primary ?? other,
        end: yes ? 'answered' : 'unfit',
        ...at,
      },
      { type: 'NoteEnd', outcome, round, ...at },
    ];
    return orders[pick] as TriageOrder;
  });

const makers = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: command },
    { weight: 1, arbitrary: withdrawal },
    { weight: 4, arbitrary: reaction },
  ),
  { minLength: 5, maxLength: 60 },
);

const hold = (sequence: Maker[]): string[] => {
  const played = playOrders(triage, sequence, penajam);
  expectOneHolder(played);
  for (const { after } of played) expectSound(after);
  return played.flatMap(({ events }) => events.map(({ type }) => type));
};

describe('any sequence of orders to triage', () => {
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

const expectSound = (state: TriageState): void => {
  if (state.case.status !== 'held') expect(state.primary).toBeUndefined();
  else if (state.case.facts.sealed !== undefined) expect(state.primary).toBeUndefined();
  expect(new Set(state.duplicates).size).toBe(state.duplicates.length);
};

const allTypes = [
  'AnsweredAtOnce',
  'CaseArrived',
  'CaseClosed',
  'CaseEnded',
  'CaseHandedOver',
  'CaseSealed',
  'CaseUnsealed',
  'ClarificationReceived',
  'ClarificationRequested',
  'ComplaintClassified',
  'ComplaintReferred',
  'DuplicateAttached',
  'DuplicateDetached',
  'LinkedAsDuplicate',
  'StepReleased',
  'StepTaken',
  'UnlinkedFromDuplicate',
  'WithdrawalAccepted',
  'WithdrawalForwarded',
  'WithdrawalNoted',
  'WithdrawalRefused',
];
