import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reopenReasons, roles, type Actor, type Role } from '#libs/contracts';
import {
  caseFactsOf,
  documentHash,
  expectOneHolder,
  idFor,
  occasion,
  penajam,
  playOrders,
  scanHash,
  waru,
} from '#libs/testing';
import type { Delegation } from './delegation.js';
import type { ResolutionOrder } from './orders.js';
import { resolution } from './resolution.js';
import type { Resolution, ResolutionEvent } from './state.js';

type Maker = (state: Resolution, index: number) => ResolutionOrder;

const requestId = idFor('request');
const delegations: Delegation[] = [
  {
    delegationId: idFor('plh'),
    kecamatan: waru,
    accountId: 'account-kasi',
    kind: 'plh',
    from: '2026-11-24',
    until: '2026-11-24',
    letterNumber: '800/1',
  },
];

// Most orders come from the right people, or nothing would ever happen.
const actorOf = (usual: Role): fc.Arbitrary<Actor> =>
  fc
    .record({
      role: fc.oneof(
        { weight: 6, arbitrary: fc.constant(usual) },
        { weight: 2, arbitrary: fc.constant<Role>('inspektorat') },
        { weight: 1, arbitrary: fc.constantFrom(...roles) },
      ),
      kecamatan: fc.oneof(
        { weight: 15, arbitrary: fc.constant(waru) },
        { weight: 1, arbitrary: fc.constant(penajam) },
      ),
      second: fc.oneof({ weight: 9, arbitrary: fc.constant('') }, fc.constant('-2')),
    })
    .map(({ role, kecamatan, second }) => ({
      id: `account-${role}${second}`,
      role,
      kecamatan: role === 'inspektorat' || role === 'admin' ? '*' : kecamatan,
      ...(role === 'reporter' ? { complaintId: occasion('reporter').complaintId } : {}),
    }));

const at = (index: number): string =>
  new Date(Date.parse('2026-11-24T01:00:00.000Z') + index * 60_000).toISOString();

const by =
  (actor: Actor, order: (state: Resolution, index: number) => object): Maker =>
  (state, index) =>
    ({
      ...occasion('system'),
      by: actor,
      at: at(index),
      idFor: (label: string) => idFor(`${label}-${index}`),
      delegations,
      ...order(state, index),
    }) as unknown as ResolutionOrder;

const command = (
  type: string,
  usual: Role,
  data: fc.Arbitrary<object> = fc.constant({ reason: 'Alasan.' }),
): fc.Arbitrary<Maker> =>
  fc
    .tuple(actorOf(usual), data)
    .map(([actor, body]) => by(actor, () => ({ type, data: body, answer: 'Jawaban.' })));

const reaction = (order: (state: Resolution, index: number) => object): fc.Arbitrary<Maker> =>
  fc.constant(by({ id: 'system:resolution', role: 'system', kecamatan: '*' }, order));

const receive = fc
  .record({
    sealed: fc.option(fc.constantFrom('camat', 'graft'), { nil: undefined, freq: 3 }),
    shortWay: fc.boolean(),
    meetingHeld: fc.boolean(),
    ahead: fc.constantFrom(0, 1, 1, 1),
  })
  .chain(({ sealed, shortWay, meetingHeld, ahead }) =>
    reaction((state) => ({
      type: 'ReceiveCase',
      from: shortWay ? 'triage' : 'coordination',
      step: shortWay ? 7 : 5,
      round: state.case.status === 'absent' ? 1 : state.case.round + ahead,
      facts: caseFactsOf({ shortWay, meetingHeld, ...(sealed ? { sealed } : {}) }),
      ...(shortWay ? { answer: 'Buka pukul 08.00.' } : {}),
    })),
  );

// The series counts on; now and then a number comes that is older.
const record = fc.constantFrom(0, 0, 0, 1).chain((behind) =>
  reaction(({ work, numbers }) => {
    const n = Math.max(1, numbers.length + 1 - behind);
    return {
      type: 'RecordDocument',
      documentId: 'documentId' in work ? work.documentId : idFor('none'),
      n,
      year: 2026,
      number: `700.1.2.4/${n}/Kec.Waru/2026`,
      document: { text: '{}', mediaType: 'application/json', sha256: documentHash },
    };
  }),
);

const signature = fc.constantFrom(
  { method: 'electronic', signedSha256: documentHash },
  { method: 'electronic', signedSha256: scanHash },
  { method: 'paper', signedSha256: scanHash },
);
const announce = actorOf('camat').map((actor) =>
  by(actor, ({ work }) => ({
    type: 'BeginSigning',
    data: { documentId: 'documentId' in work ? work.documentId : idFor('none') },
  })),
);
const satisfaction = fc.oneof(fc.constant({ satisfied: true }), {
  weight: 3,
  arbitrary: fc
    .constantFrom(...reopenReasons)
    .map((reopenReason) => ({ satisfied: false, reopenReason })),
});
const inHand = (type: 'TakeStep' | 'ReleaseStep'): fc.Arbitrary<Maker> =>
  actorOf('kasi').map((actor) =>
    by(actor, ({ case: of }) => ({ type, data: { step: of.status === 'held' ? of.step : 5 } })),
  );
const withdrawal = fc
  .tuple(fc.boolean(), fc.constantFrom(5, 6, 7))
  .map(([accept, number]) => ({ step: number, requestId, accept, reason: 'Alasan.' }));
const delivery = fc.constant({ method: 'counter', receivedBy: 'reporter' });

const each = (weight: number, arbitrary: fc.Arbitrary<Maker>) => ({ weight, arbitrary });
const orders: fc.Arbitrary<Maker> = fc.oneof(
  each(3, receive),
  each(4, command('DraftAnswer', 'kasi', fc.constant({ answer: 'Jawaban.' }))),
  each(4, command('ProcessSettlement', 'kasi', fc.constant({ settlement: 'Selesai.' }))),
  each(1, command('ReturnAnswer', 'camat')),
  each(4, command('ApproveAnswer', 'camat', fc.constant({}))),
  each(1, command('ApproveAnswer', 'kasi', fc.constant({}))),
  each(4, record),
  each(1, announce),
  each(4, command('SignAnswer', 'camat', signature)),
  each(1, command('SignAnswer', 'petugas', signature)),
  each(1, command('RecordSigningFailure', 'petugas')),
  each(2, command('StampAnswer', 'petugas', fc.constant({}))),
  each(1, command('DiscardDocument', 'camat')),
  each(3, command('DeliverResult', 'petugas', delivery)),
  each(2, command('ClarifySatisfaction', 'reporter', satisfaction)),
  each(2, inHand('TakeStep')),
  each(2, inHand('ReleaseStep')),
  each(1, command('DecideWithdrawal', 'kasi', withdrawal)),
  each(
    1,
    reaction(() => ({ type: 'NoteWithdrawal', requestId })),
  ),
  each(
    1,
    reaction(({ case: of }) => ({
      type: 'SilentClose',
      ofRound: of.status === 'held' ? of.round : 1,
    })),
  ),
);

const sequences = fc.array(orders, { minLength: 20, maxLength: 80 });
type Stored = ResolutionEvent & { round: number };

const expectNumberBeforeSignature = (events: Stored[]): void => {
  const made = new Set<string>();
  const voided = new Set<string>();
  for (const event of events) {
    if (event.type === 'BeritaAcaraRendered') made.add(event.data.documentId);
    if (event.type === 'BeritaAcaraNumberVoided') voided.add(event.data.documentId);
    if (event.type !== 'AnswerSigned') continue;
    expect(made).toContain(event.data.documentId);
    expect(voided).not.toContain(event.data.documentId);
  }
};

const expectNumbersOnce = (events: Stored[]): void => {
  const numbered = events.filter((event) => event.type === 'BeritaAcaraNumbered');
  const numbers = numbered.map(({ data }) => data.number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const documents = numbered.map(({ data }) => data.documentId);
  expect(new Set(documents).size).toBe(documents.length);
};

// No gap without an explanation: at the end of a case every number was signed or voided.
const expectNumbersExplained = (events: Stored[]): void => {
  if (!events.some(({ type }) => type === 'CaseClosed')) return;
  for (const event of events) {
    if (event.type !== 'AnswerApproved') continue;
    const { documentId } = event.data;
    const ends = events.filter(
      ({ type, data }) =>
        (type === 'AnswerSigned' || type === 'BeritaAcaraNumberVoided') &&
        (data as { documentId: string }).documentId === documentId,
    );
    expect(ends).toHaveLength(1);
  }
};

const expectDeliveredOnce = (events: Stored[]): void => {
  const rounds = events.filter(({ type }) => type === 'ResultDelivered').map(({ round }) => round);
  expect(new Set(rounds).size).toBe(rounds.length);
};

describe('resolution, by any sequence of orders', () => {
  it('keeps contracts, holder and numbers, and signs nothing unnumbered', () =>
    fc.assert(
      fc.property(sequences, (makers) => {
        const played = playOrders(resolution, makers, waru);
        const events = played.flatMap((each) => each.events) as Stored[];
        expectOneHolder(played);
        expectNumberBeforeSignature(events);
        expectNumbersOnce(events);
        expectNumbersExplained(events);
        expectDeliveredOnce(events);
      }),
      { numRuns: 1_000 },
    ));

  it('meets every event: the property is not one of sequences in which nothing happens', () => {
    const met = new Set(
      fc
        .sample(sequences, { numRuns: 3_000, seed: 24 })
        .flatMap((makers) => playOrders(resolution, makers, waru))
        .flatMap(({ events }) => events.map(({ type }) => type)),
    );
    expect([...met].sort()).toEqual([
      'AnswerApproved',
      'AnswerDrafted',
      'AnswerReturned',
      'AnswerSigned',
      'AnswerStamped',
      'BeritaAcaraNumberVoided',
      'BeritaAcaraNumbered',
      'BeritaAcaraRendered',
      'CaseArrived',
      'CaseClosed',
      'CaseHandedOver',
      'CaseReopened',
      'ResultDelivered',
      'SatisfactionClarified',
      'SettlementProcessed',
      'SigningBegun',
      'SigningFailed',
      'StepReleased',
      'StepTaken',
      'WithdrawalAccepted',
      'WithdrawalForwarded',
      'WithdrawalNoted',
      'WithdrawalRefused',
    ]);
  });
});
