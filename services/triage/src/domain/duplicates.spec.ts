import { describe, expect, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import type { Outcome } from '#libs/contracts';
import {
  caseArrived,
  caseFactsOf,
  complaintId,
  deciderSpec,
  idFor,
  occasion,
  penajam,
  waru,
} from '#libs/testing';
import { asPrimary, linkEndOf } from './duplicates.js';
import type { LinkEnd, Primary } from './orders.js';
import { triage } from './triage.js';

const { given } = deciderSpec(triage);
const arrived = caseArrived({ from: 'intake', step: 2 });
const tim = occasion('tim');
const system = occasion('system');
const primaryComplaintId = idFor('primary');
const duplicateComplaintId = idFor('duplicate');
const open: Primary = { status: 'held', kecamatan: waru, sealed: false, linked: false };
const link = (primary: Partial<Primary> = {}, by: Occasion = tim, to = primaryComplaintId) => ({
  type: 'LinkDuplicate' as const,
  data: { primaryComplaintId: to },
  primary: { ...open, ...primary },
  ...by,
});
const unlink = (by: Occasion = tim) => ({
  type: 'UnlinkDuplicate' as const,
  data: { reason: 'Jalan yang berbeda.' },
  ...by,
});
const note = (linked: boolean) => ({
  type: 'NoteLink' as const,
  duplicateComplaintId,
  linked,
  ...system,
});
const settle = (end: LinkEnd, of = primaryComplaintId) => ({
  type: 'SettleLink' as const,
  primaryComplaintId: of,
  end,
  ...system,
});
const linked = { type: 'LinkedAsDuplicate' as const, data: { primaryComplaintId } };
const attached = { type: 'DuplicateAttached' as const, data: { duplicateComplaintId } };
const passedOn = {
  type: 'CaseHandedOver' as const,
  data: {
    from: 'triage',
    to: 'coordination',
    toStep: 3,
    toRound: 1,
    facts: caseFactsOf(),
  } as const,
};
const closed = (outcome: Outcome) => ({ type: 'CaseClosed' as const, data: { outcome } });

describe('LinkDuplicate', () => {
  it('lets the case wait for another one, wherever that is', () => {
    const expected = { ...linked, round: 1, step: 2 } as const;
    given(arrived).when(link()).thenEvents(expected);
    given(arrived)
      .when(link({ status: 'passed-on' }))
      .thenEvents(expected);
  });

  it('gives the step back', () => {
    given(arrived, { type: 'StepTaken', data: { accountId: tim.by.id } })
      .when(link())
      .thenTypes('LinkedAsDuplicate', 'StepReleased');
  });

  it('says nothing the second time, and refuses another primary', () => {
    given(arrived, linked).when(link()).thenNothing();
    given(arrived, linked)
      .when(link({}, tim, idFor('other')))
      .thenRefused('case-linked');
  });

  it('is refused to itself, and in chains', () => {
    given(arrived)
      .when(link({}, tim, complaintId))
      .thenRefused('duplicate-of-itself');
    given(arrived)
      .when(link({ linked: true }))
      .thenRefused('duplicate-chain');
    given(arrived, attached).when(link()).thenRefused('duplicate-chain');
    given(arrived, attached, { ...attached, type: 'DuplicateDetached' })
      .when(link())
      .thenTypes('LinkedAsDuplicate');
  });

  it.each<Partial<Primary>>([
    { status: 'absent' },
    { status: 'closed' },
    { kecamatan: penajam },
    { sealed: true },
    { sealed: true, linked: true },
  ])('is refused for a primary that is not there for the kecamatan: %o', (primary) => {
    given(arrived).when(link(primary)).thenRefused('duplicate-primary-closed');
  });

  it('is refused for a sealed case', () => {
    const sealed = caseArrived({ from: 'intake', step: 2 }, { sealed: 'camat' });
    given(sealed)
      .when(link({}, occasion('inspektorat')))
      .thenRefused('sealed-not-linked');
    given(sealed).when(link()).thenRefused('case-sealed');
  });

  it('is for the Tim that has the case', () => {
    given(arrived)
      .when(link({}, occasion('kasi')))
      .thenRefused('wrong-role');
    given(arrived)
      .when(link({}, occasion('tim', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
    given().when(link()).thenRefused('not-arrived');
    given(arrived, passedOn).when(link()).thenRefused('case-elsewhere');
    given(arrived, closed('referred')).when(link()).thenRefused('case-closed');
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(link())
      .thenRefused('step-taken');
  });
});

describe('a linked case', () => {
  const waiting = given(arrived, linked);
  const requestId = idFor('withdrawal');

  it('takes no other command', () => {
    const step = 2 as const;
    waiting.when({ type: 'TakeStep', data: { step }, ...tim }).thenRefused('case-linked');
    waiting
      .when({ type: 'ReferComplaint', data: { destination: 'Polsek', reason: 'Pidana.' }, ...tim })
      .thenRefused('case-linked');
    waiting
      .when({ type: 'AnswerAtOnce', data: { answer: 'Ya.', categoryId: 'listrik' }, ...tim })
      .thenRefused('case-linked');
    given(arrived, linked, { type: 'WithdrawalNoted', data: { requestId } })
      .when({ type: 'DecideWithdrawal', data: { step, requestId, accept: true }, ...tim })
      .thenRefused('case-linked');
  });

  it('tells others only that they may not', () => {
    const order = { type: 'TakeStep' as const, data: { step: 2 as const } };
    waiting.when({ ...order, ...occasion('camat') }).thenRefused('wrong-role');
    waiting
      .when({ ...order, ...occasion('tim', { kecamatan: penajam }) })
      .thenRefused('other-kecamatan');
  });

  it('may be given back, and notes that the reporter withdraws', () => {
    given(arrived, linked, { type: 'StepTaken', data: { accountId: tim.by.id } })
      .when({ type: 'ReleaseStep', data: { step: 2 }, ...tim })
      .thenTypes('StepReleased');
    waiting.when({ type: 'NoteWithdrawal', requestId, ...system }).thenTypes('WithdrawalNoted');
  });
});

describe('UnlinkDuplicate', () => {
  it('lets the case go its own way again', () => {
    given(arrived, linked)
      .when(unlink())
      .thenEvents({
        type: 'UnlinkedFromDuplicate',
        data: { primaryComplaintId, reason: 'Jalan yang berbeda.' },
        round: 1,
        step: 2,
      });
    given(arrived, linked, {
      type: 'UnlinkedFromDuplicate',
      data: { primaryComplaintId, reason: 'Jalan yang berbeda.' },
    })
      .when({ type: 'TakeStep', data: { step: 2 }, ...tim })
      .thenTypes('StepTaken');
  });

  it('says nothing for a case that is not linked', () => {
    given(arrived).when(unlink()).thenNothing();
  });

  it('is for the Tim that has the case', () => {
    given(arrived, linked)
      .when(unlink(occasion('petugas')))
      .thenRefused('wrong-role');
    given().when(unlink()).thenRefused('not-arrived');
    given(arrived, linked, closed('answered-with-primary'))
      .when(unlink())
      .thenRefused('case-closed');
  });
});

describe('the primary', () => {
  it('keeps the list of its duplicates', () => {
    given(arrived)
      .when(note(true))
      .thenEvents({ ...attached, round: 1, step: 2 });
    given(arrived, attached)
      .when(note(false))
      .thenEvents({ ...attached, type: 'DuplicateDetached', round: 1, step: 2 });
  });

  it('says nothing to what it knows', () => {
    given(arrived, attached).when(note(true)).thenNothing();
    given(arrived).when(note(false)).thenNothing();
  });

  it('keeps it after it has been passed on, and in the next round', () => {
    given(arrived, passedOn)
      .when(note(true))
      .thenEvents({ ...attached, round: 1, step: 0 });
    const again = caseArrived({ from: 'resolution', step: 2, round: 2 });
    const { duplicates } = given(arrived, attached, passedOn, again).state();
    expect(duplicates).toEqual([duplicateComplaintId]);
  });

  it('keeps no link that it cannot carry', () => {
    given(arrived, linked).when(note(true)).thenNothing();
    given(caseArrived({ from: 'intake', step: 2 }, { sealed: 'camat' }))
      .when(note(true))
      .thenNothing();
    given(arrived, closed('referred')).when(note(true)).thenNothing();
    given(arrived, attached, closed('referred')).when(note(false)).thenNothing();
    given().when(note(true)).thenRefused('not-arrived');
  });
});

describe('how a link ends', () => {
  it.each<[Outcome, LinkEnd]>([
    ['satisfied', 'answered'],
    ['silent', 'answered'],
    ['answered-with-primary', 'answered'],
    ['withdrawn', 'withdrawn'],
    ['referred', 'referred'],
  ])('a primary closed as %s: %s', (outcome, end) => {
    expect(linkEndOf(given(arrived, closed(outcome)).state())).toBe(end);
  });

  it('a primary that was sealed or linked itself is unfit; an open one carries it', () => {
    const sealed = { type: 'CaseSealed' as const, data: { ground: 'graft' } as const };
    expect(linkEndOf(given(arrived, attached, sealed).state())).toBe('unfit');
    expect(linkEndOf(given(arrived, linked).state())).toBe('unfit');
    expect(linkEndOf(given(arrived, attached).state())).toBeUndefined();
    expect(linkEndOf(given(arrived, attached, passedOn).state())).toBeUndefined();
  });

  it('the duplicate of an answered primary is closed with it', () => {
    given(arrived, linked)
      .when(settle('answered'))
      .thenEvents({
        type: 'CaseClosed',
        data: { outcome: 'answered-with-primary', primaryComplaintId },
        round: 1,
        step: 2,
      });
  });

  it.each<[LinkEnd, string]>([
    ['withdrawn', 'Pengaduan induk dicabut.'],
    ['referred', 'Pengaduan induk dialihkan.'],
    ['unfit', 'Pengaduan induk tidak dapat lagi dihubungkan.'],
  ])('the duplicate of one that is %s goes its own way again', (end, reason) => {
    given(arrived, linked).when(settle(end)).thenEvents({
      type: 'UnlinkedFromDuplicate',
      data: { primaryComplaintId, reason },
      round: 1,
      step: 2,
    });
  });

  it('says nothing to a duplicate that is not, or no longer, linked to it', () => {
    given(arrived).when(settle('answered')).thenNothing();
    given(arrived, linked)
      .when(settle('answered', idFor('other')))
      .thenNothing();
    given(arrived, linked, closed('answered-with-primary')).when(settle('answered')).thenNothing();
    given().when(settle('answered')).thenNothing();
  });
});

describe('a case that another service closed', () => {
  const noteEnd = (round = 1) => ({
    type: 'NoteEnd' as const,
    outcome: 'satisfied' as const,
    round,
    ...system,
  });

  it('is closed for triage too: nothing can be linked to it any more', () => {
    const ended = { type: 'CaseEnded' as const, data: { outcome: 'satisfied' } as const };
    given(arrived, passedOn)
      .when(noteEnd(2))
      .thenEvents({ ...ended, round: 2, step: 0 });
    const known = given(arrived, attached, passedOn, ended);
    expect(asPrimary(known.state())).toMatchObject({ status: 'closed' });
    known.when(unlink()).thenRefused('case-closed');
    known.when(noteEnd()).thenNothing();
  });

  it('says nothing to what triage closed itself, and waits for a case that has not come', () => {
    given(arrived, closed('referred')).when(noteEnd()).thenNothing();
    given(arrived).when(noteEnd()).thenNothing();
    given().when(noteEnd()).thenRefused('not-arrived');
  });

  it('is looked up as not there before it has arrived', () => {
    expect(asPrimary(given().state())).toEqual({ status: 'absent', sealed: false, linked: false });
  });
});
