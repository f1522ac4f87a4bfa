import { describe, expect, it } from 'vitest';
import type { EventOf } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { complaintId, deciderSpec, occasion, waru } from '#libs/testing';
import { firingDecider, type FireTimer } from './firing.js';
import { dueAgainAt, silentCloseAt } from './timer.js';
import { changesTimers, timerChange, type TimerCause } from './timer-changes.js';

const rules = occasion('system');
const consultationId = derivedId('consultation');

const cause = (type: string, data: Record<string, unknown> = {}, round = 1): TimerCause => ({
  id: derivedId(type),
  type,
  data,
  metadata: {
    schemaVersion: 1,
    complaintId,
    kecamatan: waru,
    round,
    step: 7,
    actor: { id: 'account-petugas', role: 'petugas' },
    occurredAt: '2026-11-24T01:00:00.000Z',
    recordedAt: '2026-11-24T01:00:00.000Z',
    correlationId: 'c-1',
  },
});
const change = (event: TimerCause) => timerChange(event, rules);

describe('the silent close', () => {
  it('comes after ten working days, when the last of them is over', () => {
    const event = cause('ResultDelivered', { deliveredAt: '2026-11-24T01:00:00.000Z' });
    expect(change(event)).toEqual({
      change: 'set',
      timer: {
        timerId: derivedId('timer', complaintId, 'silent-close', '1'),
        complaintId,
        kecamatan: waru,
        kind: 'silent-close',
        ref: '1',
        // Tuesday 24 November + 10 working days = Tuesday 8 December; midnight in WITA.
        dueAt: '2026-12-08T16:00:00.000Z',
        occurrence: 1,
        round: 1,
        step: 7,
        causationId: event.id,
        correlationId: 'c-1',
      },
    });
  });

  it('counts from delivery, not from its recording', () => {
    const recordedAt = '2026-11-24T01:00:00.000Z';
    expect(silentCloseAt(rules, { deliveredAt: '2026-11-20T01:00:00.000Z', recordedAt })).toBe(
      '2026-12-04T16:00:00.000Z',
    );
  });

  it('leaves the next working day when the delivery is recorded late', () => {
    const deliveredAt = '2026-10-01T01:00:00.000Z';
    const friday = '2026-11-27T02:00:00.000Z';
    expect(silentCloseAt(rules, { deliveredAt, recordedAt: friday })).toBe(
      '2026-11-30T16:00:00.000Z',
    );
  });

  it('is another timer in each round', () => {
    const delivered = { deliveredAt: '2026-11-24T01:00:00.000Z' };
    const first = change(cause('ResultDelivered', delivered));
    const second = change(cause('ResultDelivered', delivered, 2));
    expect(second).toMatchObject({ timer: { ref: '2', round: 2 } });
    expect(first).not.toMatchObject({
      timer: second?.change === 'set' ? { timerId: second.timer.timerId } : {},
    });
  });

  it('does not come when the reporter spoke or the case goes on or ended', () => {
    const cancelled = { change: 'cancel', complaintId, kind: 'silent-close' };
    expect(change(cause('SatisfactionClarified'))).toEqual({ ...cancelled, ref: '1' });
    expect(change(cause('CaseReopened'))).toEqual(cancelled);
    expect(change(cause('CaseClosed'))).toEqual({ change: 'cancel', complaintId });
  });
});

describe('the reminder of a unit', () => {
  it('is due when its answer is', () => {
    const dueAt = '2026-11-27T16:00:00.000Z';
    expect(change(cause('UnitConsulted', { consultationId, dueAt }))).toMatchObject({
      change: 'set',
      timer: { kind: 'unit-reminder', ref: consultationId, dueAt, occurrence: 1, step: 3 },
    });
  });

  it('does not come for what is answered, taken back or concluded', () => {
    const cancelled = { change: 'cancel', complaintId, kind: 'unit-reminder' };
    const one = { ...cancelled, ref: consultationId };
    expect(change(cause('UnitAnswered', { consultationId }))).toEqual(one);
    expect(change(cause('ConsultationCancelled', { consultationId }))).toEqual(one);
    expect(change(cause('CoordinationConcluded'))).toEqual(cancelled);
  });

  const again = (occurrence: number, dueAt: string, at: string) =>
    dueAgainAt(rules, { kind: 'unit-reminder', occurrence, dueAt, at });

  it('comes again three working days after it was due, three times in all', () => {
    // Due when Friday 27 November was over: Monday, Tuesday, Wednesday; then Thursday, Friday, Monday.
    const due = [
      '2026-11-27T16:00:00.000Z',
      '2026-12-02T16:00:00.000Z',
      '2026-12-07T16:00:00.000Z',
    ];
    expect(again(1, due[0] ?? '', '2026-11-27T16:00:05.000Z')).toBe(due[1]);
    expect(again(2, due[1] ?? '', '2026-12-02T16:00:05.000Z')).toBe(due[2]);
    expect(again(3, due[2] ?? '', '2026-12-07T16:00:05.000Z')).toBeUndefined();
  });

  it('that came late does not come twice at once', () => {
    // On Wednesday 16 December: Thursday, Friday, Monday.
    expect(again(1, '2026-11-27T16:00:00.000Z', '2026-12-16T01:00:00.000Z')).toBe(
      '2026-12-21T16:00:00.000Z',
    );
  });

  it('that came is known from its event', () => {
    const timerId = derivedId('timer', complaintId, 'unit-reminder', consultationId);
    const dueAt = '2026-11-23T16:00:00.000Z';
    const data = { timerId, kind: 'unit-reminder', ref: consultationId, dueAt, occurrence: 1 };
    expect(change(cause('TimerFired', data))).toEqual({
      change: 'fired',
      timerId,
      occurrence: 1,
      // Monday 23 November was over: Tuesday, Wednesday, Thursday.
      dueAt: '2026-11-26T16:00:00.000Z',
    });
    expect(change(cause('TimerFired', { ...data, occurrence: 3 }))).toEqual({
      change: 'fired',
      timerId,
      occurrence: 3,
    });
  });
});

describe('other events', () => {
  it('do nothing', () => {
    expect(change(cause('StepTaken'))).toBeUndefined();
    expect(change(cause('toString'))).toBeUndefined();
    expect(changesTimers('StepTaken')).toBe(false);
    expect(changesTimers('CaseClosed')).toBe(true);
  });
});

describe('a timer that came due', () => {
  const spec = deciderSpec(firingDecider);
  const fire = (occurrence: number): FireTimer => ({
    type: 'FireTimer',
    timerId: derivedId('timer'),
    kind: 'unit-reminder',
    ref: consultationId,
    dueAt: '2026-11-27T16:00:00.000Z',
    occurrence,
    round: 1,
    step: 3,
  });
  const fired = (occurrence: number): EventOf<'TimerFired'> => {
    const { timerId, kind, ref, dueAt } = fire(occurrence);
    return { type: 'TimerFired', data: { timerId, kind, ref, dueAt, occurrence } };
  };

  it('fires each occurrence once', () => {
    spec
      .given()
      .when(fire(1))
      .thenEvents({ ...fired(1), round: 1, step: 3 });
    spec.given(fired(1)).when(fire(1)).thenNothing();
    spec
      .given(fired(1))
      .when(fire(2))
      .thenEvents({ ...fired(2), round: 1, step: 3 });
    spec.given(fired(1), fired(2)).when(fire(1)).thenNothing();
  });
});
