import { describe, expect, it } from 'vitest';
import { array, assert, constantFrom, property } from 'fast-check';
import type { EventOf } from '#libs/contracts';
import { deciderSpec, idFor, type Given } from '#libs/testing';
import { notificationDecider } from './decide.js';
import { maxAttempts, retryAt } from './delivery.js';
import type { AttemptResult, BeginAttempt, SettleAttempt } from './orders.js';
import type { NotificationEvent } from './state.js';

const spec = deciderSpec(notificationDecider);
const messageId = idFor('message');
const transportMessageId = 'm1@aduan.example';
const queued: Given<NotificationEvent>[] = [
  {
    type: 'RecipientNoted',
    data: { replyBy: 'email', language: 'id', registerNumber: 'REG/0001/Kec.Waru/2026' },
  },
  {
    type: 'MessageQueued',
    data: {
      messageId,
      factId: idFor('fact'),
      purpose: 'registered',
      recipient: { kind: 'reporter' },
      transport: 'email',
    },
    step: 1,
  },
];
const attempted = (attempt: number): EventOf<'DeliveryAttempted'> => ({
  type: 'DeliveryAttempted',
  data: { messageId, attempt, transportMessageId },
});
const failed = (attempt: number): EventOf<'DeliveryFailed'> => ({
  type: 'DeliveryFailed',
  data: { messageId, attempt, reason: 'timeout' },
});
const delivered = (attempt: number): EventOf<'MessageDelivered'> => ({
  type: 'MessageDelivered',
  data: { messageId, attempt },
});
const unknown = (attempt: number): EventOf<'DeliveryOutcomeUnknown'> => ({
  type: 'DeliveryOutcomeUnknown',
  data: { messageId, attempt },
});
const givenUp: EventOf<'DeliveryGivenUp'> = {
  type: 'DeliveryGivenUp',
  data: { messageId, reason: 'timeout' },
};
const begin = (changes: Partial<BeginAttempt> = {}): BeginAttempt => ({
  type: 'BeginAttempt',
  messageId,
  transportMessageId,
  repeatable: false,
  ...changes,
});
const settle = (attempt: number, result: AttemptResult): SettleAttempt => ({
  type: 'SettleAttempt',
  messageId,
  attempt,
  result,
});
const timeout = { kind: 'failed', reason: 'timeout', permanent: false } as const;
const at = { round: 1, step: 1 } as const;

describe('an attempt', () => {
  it('is stored before anything is sent', () => {
    spec
      .given(...queued)
      .when(begin())
      .thenEvents({ ...attempted(1), ...at });
  });

  it('keeps the id of the first when it is another', () => {
    spec
      .given(...queued, attempted(1), failed(1))
      .when(begin({ transportMessageId: 'other@aduan.example' }))
      .thenEvents({ ...attempted(2), ...at });
  });

  it('without a result is repeated only where that does no harm', () => {
    const crashed = spec.given(...queued, attempted(1));
    crashed.when(begin({ repeatable: true })).thenNothing();
    crashed.when(begin()).thenEvents({ ...unknown(1), ...at });
  });

  it('is not made of what is settled or not there', () => {
    for (const end of [delivered(1), unknown(1), givenUp])
      spec
        .given(...queued, attempted(1), end)
        .when(begin())
        .thenNothing();
    spec
      .given(...queued)
      .when(begin({ messageId: idFor('another') }))
      .thenNothing();
    spec.given().when(begin()).thenNothing();
  });
});

describe('what comes of an attempt', () => {
  const first = spec.given(...queued, attempted(1));

  it('is delivered, unknown, failed or hopeless', () => {
    first.when(settle(1, { kind: 'delivered' })).thenEvents({ ...delivered(1), ...at });
    first.when(settle(1, { kind: 'unknown' })).thenEvents({ ...unknown(1), ...at });
    first.when(settle(1, timeout)).thenEvents({ ...failed(1), ...at });
    first.when(settle(1, { ...timeout, permanent: true })).thenEvents({ ...givenUp, ...at });
  });

  it('is given up after eight', () => {
    const seven = Array.from({ length: maxAttempts - 1 }, (_, i) => [
      attempted(i + 1),
      failed(i + 1),
    ]).flat();
    spec
      .given(...queued, ...seven, attempted(maxAttempts))
      .when(settle(maxAttempts, timeout))
      .thenEvents({ ...givenUp, ...at });
  });

  it('corrects what was held for unknown, and sends nothing again', () => {
    const lost = spec.given(...queued, attempted(1), unknown(1));
    lost.when(settle(1, { kind: 'delivered' })).thenEvents({ ...delivered(1), ...at });
    lost.when(settle(1, timeout)).thenEvents({ ...givenUp, ...at });
    lost.when(settle(1, { kind: 'unknown' })).thenNothing();
  });

  it('is no news late, twice or of another attempt', () => {
    first.when(settle(2, { kind: 'delivered' })).thenNothing();
    const settled: NotificationEvent[] = [delivered(1), givenUp];
    for (const end of settled)
      spec
        .given(...queued, attempted(1), end)
        .when(settle(1, timeout))
        .thenNothing();
    spec
      .given(...queued, attempted(1), failed(1))
      .when(settle(1, timeout))
      .thenNothing();
  });
});

describe('a message without anybody to send it to', () => {
  const abandon = { type: 'AbandonMessage', messageId, reason: 'no-address' } as const;

  it('is given up, once', () => {
    const abandoned: EventOf<'DeliveryGivenUp'> = {
      type: 'DeliveryGivenUp',
      data: { messageId, reason: 'no-address' },
    };
    spec
      .given(...queued)
      .when(abandon)
      .thenEvents({ ...abandoned, ...at });
    spec
      .given(...queued, attempted(1), failed(1))
      .when(abandon)
      .thenEvents({ ...abandoned, ...at });
    spec
      .given(...queued, abandoned)
      .when(abandon)
      .thenNothing();
    spec.given().when(abandon).thenNothing();
  });
});

describe('the next attempt', () => {
  const failedAt = '2026-11-24T00:00:00.000Z';

  it('is due after a pause that grows from 30 seconds to a day', () => {
    const due = [1, 2, 3, 4, 5, 6, 7].map((attempt) => retryAt({ attempt, failedAt }));
    expect(due).toEqual([
      '2026-11-24T00:00:30.000Z',
      '2026-11-24T00:02:00.000Z',
      '2026-11-24T00:08:00.000Z',
      '2026-11-24T00:32:00.000Z',
      '2026-11-24T02:08:00.000Z',
      '2026-11-24T08:32:00.000Z',
      '2026-11-25T00:00:00.000Z',
    ]);
  });
});

describe('whatever happens in whatever order', () => {
  it('no message is attempted more than eight times or after it was settled', () => {
    const step = constantFrom<'begin' | AttemptResult>(
      'begin',
      { kind: 'delivered' },
      { kind: 'unknown' },
      timeout,
    );
    assert(
      property(array(step, { maxLength: 40 }), (steps) => {
        const events = [...queued];
        for (const next of steps) {
          const attempts = events.filter(({ type }) => type === 'DeliveryAttempted').length;
          const order = next === 'begin' ? begin() : settle(Math.max(1, attempts), next);
          events.push(
            ...spec
              .given(...events)
              .when(order)
              .decided(),
          );
        }
        const types = events.map(({ type }) => type);
        const end = types.findIndex((type) =>
          ['MessageDelivered', 'DeliveryGivenUp', 'DeliveryOutcomeUnknown'].includes(type),
        );
        expect(types.filter((type) => type === 'DeliveryAttempted').length).toBeLessThanOrEqual(8);
        if (end >= 0) expect(types.slice(end)).not.toContain('DeliveryAttempted');
      }),
    );
  });
});
