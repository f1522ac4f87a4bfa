import { describe, expect, it } from 'vitest';
import type { Raw } from '../../e2e/stored.js';
import type { Evidence } from './evidence.js';
import { checks, judge, verdictLines } from './verdict.js';

let counter = 0;
const raw = (
  type: string,
  streamId: string,
  revision: number,
  more: { data?: Record<string, unknown>; key?: string; role?: string } = {},
): Raw => {
  counter += 1;
  const { data = {}, key = `key-${counter}`, role = 'system' } = more;
  return {
    id: `event-${counter}`,
    type,
    streamId,
    revision,
    data,
    metadata: {
      complaintId: 'c1',
      kecamatan: '64.09.02',
      commandKey: key,
      correlationId: 'spec',
      round: 1,
      step: 1,
      occurredAt: '2026-11-24T01:00:00.000Z',
      recordedAt: '2026-11-24T01:00:00.000Z',
      actor: { id: 'a1', role },
    },
  };
};

const queued = { messageId: 'm1', factId: 'f1', purpose: 'closed', transport: 'email' };
const hooked = { ...queued, messageId: 'm2', transport: 'webhook' };
const toReporter = { recipient: { kind: 'reporter' } };
const toSubscriber = { recipient: { kind: 'subscriber' } };

/** One complaint, told by e-mail and webhook, of which everything holds. */
const whole = (): Evidence => {
  counter = 0;
  const notice = (type: string, revision: number, data: Record<string, unknown>): Raw =>
    raw(type, 'notification-c1', revision, { data });
  const events = [
    raw('ComplaintRegistered', 'intake-c1', 0, { key: 'k1', role: 'petugas' }),
    raw('NumberTaken', 'intake-register-64.09.02-2026', 0, { data: { holderId: 'c1' } }),
    raw('RegisterNumberAssigned', 'intake-c1', 1, { data: { n: 1, registerNumber: 'R/1' } }),
    notice('MessageQueued', 0, { ...queued, ...toReporter }),
    notice('MessageQueued', 1, { ...hooked, ...toSubscriber }),
    notice('DeliveryAttempted', 2, { messageId: 'm1', attempt: 1, transportMessageId: 'm1@x' }),
    notice('MessageDelivered', 3, { messageId: 'm1', attempt: 1 }),
    notice('DeliveryAttempted', 4, { messageId: 'm2', attempt: 1, transportMessageId: 'msg_m2' }),
    notice('MessageDelivered', 5, { messageId: 'm2', attempt: 1 }),
    raw('CaseEnded', 'intake-c1', 2),
  ];
  return {
    acknowledged: [
      { type: 'RegisterComplaint', commandKey: 'k1', complaintId: 'c1', number: 'R/1' },
    ],
    events,
    messages: events.map(({ id, streamId, revision }) => ({
      subject: '',
      eventId: id,
      streamId,
      revision,
    })),
    deadLetters: 0,
    consumers: [{ name: 'triage', pending: 0, unanswered: 0 }],
    views: [
      { name: 'register', before: new Map([['1', { n: 1 }]]), rebuilt: new Map([['1', { n: 1 }]]) },
    ],
    received: [
      { transport: 'email', id: 'm1@x' },
      { transport: 'webhook', id: 'msg_m2', fact: 'aduan.closed f1' },
    ],
  };
};

const at = <T>(list: T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
};

/** For each demand, ways in which a system breaks it. */
const breaches: Record<keyof typeof checks, ((evidence: Evidence) => void)[]> = {
  'every acknowledged command is stored exactly once': [
    (e) => void e.events.shift(),
    (e) => void e.events.push({ ...at(e.events, 0), id: 'again', revision: 7 }),
    (e) => void (at(e.acknowledged, 0).complaintId = 'c2'),
    (e) => void e.events.push(raw('Other', 'triage-c1', 1, { key: 'k1' })),
  ],
  'nothing is stored that nobody asked for': [
    (e) => void e.events.push(raw('StepTaken', 'triage-c1', 0, { key: 'unknown', role: 'tim' })),
  ],
  'every stream is whole': [
    (e) => void e.events.splice(3, 1),
    (e) => void (at(e.events, 1).id = at(e.events, 0).id),
  ],
  'every number is unique, without gap, and told as stored': [
    (e) => void (at(e.events, 2).data['n'] = 2),
    (e) => void e.events.push(raw('RegisterNumberAssigned', 'intake-c2', 0, { data: { n: 1 } })),
    (e) =>
      void e.events.push(
        raw('NumberTaken', 'intake-register-64.09.02-2026', 1, { data: { holderId: 'c1' } }),
      ),
    (e) =>
      void e.events.push(
        raw('NumberTaken', 'intake-register-64.09.02-2026', 1, { data: { holderId: 'c2' } }),
      ),
    (e) => void (at(e.acknowledged, 0).number = 'R/2'),
  ],
  'every event is in JetStream once, in order': [
    (e) => void e.messages.pop(),
    (e) => void e.messages.push({ ...at(e.messages, 0), eventId: 'foreign', revision: 3 }),
    (e) => void e.messages.push(at(e.messages, 0)),
    (e) => void e.messages.reverse(),
  ],
  'every complaint went to its end': [(e) => void e.events.pop()],
  'no consumer is stuck': [
    (e) => void (at(e.consumers, 0).pending = 1),
    (e) => void (at(e.consumers, 0).unanswered = 1),
    (e) => void e.consumers.pop(),
  ],
  'no dead letters': [(e) => void (e.deadLetters = 1)],
  'every view equals a rebuild from zero': [
    (e) => void at(e.views, 0).before.set('1', { n: 2 }),
    (e) => void at(e.views, 0).before.set('2', { n: 2 }),
    (e) => at(e.views, 0).before.clear(),
    (e) => void e.views.pop(),
  ],
  'one message per fact, receiver and way': [
    (e) =>
      void e.events.push(
        raw('MessageQueued', 'notification-c1', 6, {
          data: { ...queued, ...toReporter, messageId: 'm3' },
        }),
      ),
  ],
  'nobody was written to twice for one fact': [
    (e) => void e.received.push(at(e.received, 0)),
    (e) => void e.received.push({ ...at(e.received, 1), id: 'msg_other' }),
  ],
  'what arrived is what is stored': [
    (e) => void e.received.push({ transport: 'email', id: 'unannounced@x' }),
    (e) => void e.received.shift(),
  ],
  'unknown outcomes are shown, not resent': [
    (e) => void e.events.splice(6, 1),
    (e) =>
      void e.events.splice(
        5,
        0,
        raw('DeliveryOutcomeUnknown', 'notification-c1', 9, { data: { messageId: 'm1' } }),
      ),
  ],
};

describe('the verdict', () => {
  it('is clean for a system of which everything holds', () => {
    expect(Object.values(judge(whole())).flat()).toEqual([]);
    expect(verdictLines(judge(whole())).every((line) => line.startsWith('holds '))).toBe(true);
  });

  it('takes the repetition of a webhook by its id', () => {
    const evidence = whole();
    evidence.received.push(at(evidence.received, 1));
    expect(Object.values(judge(evidence)).flat()).toEqual([]);
  });

  it.each(
    Object.entries(breaches).flatMap(([name, ways]) =>
      ways.map((way, index) => ({ name, index, way })),
    ),
  )('sees: not $name ($index)', ({ name, way }) => {
    const evidence = whole();
    way(evidence);
    const verdict = judge(evidence);
    expect(verdict[name]).not.toEqual([]);
    expect(verdictLines(verdict)).toContain(`BROKEN  ${name}`);
  });

  it('has a breach for every demand', () => {
    expect(Object.keys(breaches)).toEqual(Object.keys(checks));
  });
});
