import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomes, roles, type Actor, type Role } from '#libs/contracts';
import { account, idFor, occasion, orderOf, playOrders, waru } from '#libs/testing';
import { box, type Box, type BoxOrder } from './box.js';
import { complaint } from './complaint.js';
import type { ComplaintOrder } from './orders.js';
import { queue, type Queue, type QueueOrder } from './queue.js';
import type { Complaint } from './state.js';

type Maker<State, Order> = (state: State, index: number) => Order;

const actor = (...usual: Role[]): fc.Arbitrary<Actor> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...roles) },
    )
    .map((role) => account(role));

const common = (by: Actor, index: number) => ({
  ...occasion('system'),
  by,
  at: new Date(Date.parse('2026-11-24T01:00:00.000Z') + index * 60_000).toISOString(),
  idFor: (label: string) => idFor(`${index}-${label}`),
});

const officers = ['petugas', 'reporter', 'inspektorat'] as const;
const question = fc.constantFrom(idFor('question-1'), idFor('question-2'));
const registration = {
  kecamatan: waru,
  caseType: 'complaint',
  channel: 'walk-in',
  subject: 'Lampu jalan padam',
  description: 'Padam sejak minggu lalu.',
  anonymous: false,
  confidential: false,
  language: 'id',
  reportedParties: [],
};

const orderMaker = (
  type: ComplaintOrder['type'],
  by: fc.Arbitrary<Actor>,
  rest: fc.Arbitrary<object>,
): fc.Arbitrary<Maker<Complaint, ComplaintOrder>> =>
  fc.tuple(by, rest).map(
    ([actor, more]) =>
      (state, index) =>
        ({
          type,
          ...common(actor, index),
          trackingCode: 'K7QM-3XRT-9WZ',
          ofRound: 1,
          ...withRequest(state, more),
        }) as unknown as ComplaintOrder,
  );

// Reactions name the request that is open, or one that is not.
const withRequest = (state: Complaint, more: object): object =>
  'requestId' in more && more.requestId === 'open' && state.status !== 'absent'
    ? { ...more, requestId: state.withdrawal?.requestId ?? idFor('none') }
    : more;

const data = (value: object): fc.Arbitrary<object> => fc.constant({ data: value });
const ours = fc.constant<Actor>({ id: 'system:intake', role: 'system', kecamatan: '*' });
const attachment = {
  fileId: idFor('file'),
  sha256: 'ab'.repeat(32),
  size: 10,
  mediaType: 'image/png',
  purpose: 'report',
  name: 'foto.png',
  thumbnail: true,
};
const complaintOrders = fc.oneof(
  orderMaker('RegisterComplaint', actor('petugas'), data(registration)),
  orderMaker('AssignNumber', ours, fc.constant({ n: 1, year: 2026, registerNumber: 'REG/1' })),
  orderMaker('AddInformation', actor(...officers), data({ text: 'Tambahan.' })),
  orderMaker(
    'AnswerClarification',
    actor(...officers),
    question.map((requestId) => ({ data: { requestId, text: 'Jawaban.' } })),
  ),
  orderMaker('AttachFile', actor(...officers), data(attachment)),
  orderMaker('RemoveFile', actor(...officers), data({ fileId: idFor('file'), reason: 'mistake' })),
  orderMaker('RequestWithdrawal', actor(...officers), data({ reason: 'Selesai.' })),
  orderMaker('CorrectReporter', actor('petugas'), data({ reporter: { name: 'Siti' } })),
  orderMaker('EraseIdentity', actor('admin'), data({ ground: 'request' })),
  orderMaker('ErasePerson', actor('admin'), data({ ground: 'request', personId: idFor('p') })),
  orderMaker(
    'OpenClarification',
    ours,
    question.map((requestId) => ({ requestId })),
  ),
  orderMaker(
    'SettleWithdrawal',
    ours,
    fc.boolean().map((accepted) => ({ requestId: 'open', accepted })),
  ),
  orderMaker('NoteSeal', ours, fc.constantFrom({}, { ground: 'camat' }, { ground: 'graft' })),
  orderMaker(
    'EndCase',
    ours,
    fc.constantFrom(...outcomes).map((outcome) => ({ outcome })),
  ),
);
/** What may still happen to a complaint that has ended. */
const afterwards = [
  'FileRemoved',
  'SealNoted',
  'ReporterCorrected',
  'IdentityErased',
  'PersonErased',
];

describe('a complaint, by any sequence of orders', () => {
  const sequences = fc.array(complaintOrders, { minLength: 10, maxLength: 60 });

  it('keeps contracts, gets one number, and takes nothing from the reporter once it has ended', () =>
    fc.assert(
      fc.property(sequences, (makers) => {
        const played = playOrders(complaint, makers, waru);
        const types = played.flatMap(({ events }) => events.map(({ type }) => type));
        for (const once of [
          'ComplaintRegistered',
          'RegisterNumberAssigned',
          'CaseHandedOver',
          'CaseEnded',
          'IdentityErased',
        ])
          expect(types.filter((type) => type === once).length).toBeLessThanOrEqual(1);
        for (const { before, events } of played)
          if (before.status === 'ended')
            for (const { type } of events) expect(afterwards).toContain(type);
        const erased = types.indexOf('IdentityErased');
        if (erased >= 0) expect(types.slice(erased)).not.toContain('ReporterCorrected');
      }),
      { numRuns: 1_000 },
    ));

  it('meets every event', () => {
    const met = new Set(
      fc
        .sample(sequences, { numRuns: 1_000, seed: 24 })
        .flatMap((makers) => playOrders(complaint, makers, waru))
        .flatMap(({ events }) => events.map(({ type }) => type)),
    );
    expect([...met].sort()).toEqual([
      'CaseEnded',
      'CaseHandedOver',
      'ClarificationAnswered',
      'ClarificationOpened',
      'ComplaintRegistered',
      'FileAttached',
      'FileRemoved',
      'IdentityErased',
      'InformationAdded',
      'PersonErased',
      'RegisterNumberAssigned',
      'ReporterCorrected',
      'SealNoted',
      'WithdrawalRequested',
      'WithdrawalSettled',
    ]);
  });
});

describe('the waiting list, by any sequence of orders', () => {
  const petugas = account('petugas');
  const orders: fc.Arbitrary<Maker<Queue, QueueOrder>> = fc.oneof(
    fc.constant<Maker<Queue, QueueOrder>>((_, index) =>
      orderOf('TakeTicket', 'petugas', { purpose: 'complaint' }, common(petugas, index)),
    ),
    fc.constant<Maker<Queue, QueueOrder>>((_, index) =>
      orderOf('CallNextVisitor', 'petugas', { counter: '1' }, common(petugas, index)),
    ),
    fc
      .tuple(fc.nat(10), fc.constantFrom('served' as const, 'left' as const))
      .map<Maker<Queue, QueueOrder>>(([which, outcome]) => (state, index) => {
        const ticketId = state[which % Math.max(1, state.length)]?.ticketId ?? idFor('none');
        const body = { ticketId, outcome };
        return orderOf('FinishVisitor', 'petugas', body, common(petugas, index));
      }),
  );

  it('numbers tickets without a gap, calls each once, and in order', () =>
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 80 }), (makers) => {
        const events = playOrders(queue, makers, waru).flatMap((each) => each.events);
        const numbers = (type: string) =>
          events.flatMap((event) =>
            event.type === type && 'ticket' in event.data ? [event.data.ticket] : [],
          );
        const taken = numbers('VisitorArrived');
        expect(taken).toEqual(taken.map((_, index) => index + 1));
        const called = numbers('VisitorCalled');
        expect(called).toEqual([...new Set(called)].sort((a, b) => a - b));
      }),
    ));
});

describe('the box, by any sequence of orders', () => {
  const complaints = ['a', 'b', 'c', 'd', 'e'].map((label) => idFor(label));
  const one = fc.constantFrom(...complaints);
  const system: Actor = { id: 'system:intake', role: 'system', kecamatan: '*' };
  const orders: fc.Arbitrary<Maker<Box, BoxOrder>> = fc.oneof(
    {
      weight: 1,
      arbitrary: fc.nat(3).map<Maker<Box, BoxOrder>>(
        (slips) => (_, index) =>
          orderOf(
            'OpenSuggestionBox',
            'petugas',
            {
              openedAt: '2026-11-24T00:30:00.000Z',
              location: 'Lobi',
              slips,
              witnesses: [{ name: 'Budi' }],
            },
            common(account('petugas'), index),
          ),
      ),
    },
    {
      weight: 6,
      arbitrary: one.map<Maker<Box, BoxOrder>>((complaintId) => (_, index) => ({
        type: 'RecordSlip',
        ...common(system, index),
        complaintId,
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .subarray(complaints)
        .map<Maker<Box, BoxOrder>>((complaintIds) => (_, index) => ({
          type: 'ReleaseSlips',
          ...common(system, index),
          complaintIds,
        })),
    },
  );

  it('never counts more slips than there were', () =>
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 60 }), (makers) => {
        for (const { after } of playOrders(box, makers, waru))
          if (after.status === 'opened')
            expect(after.recorded.size).toBeLessThanOrEqual(after.slips);
      }),
    ));
});
