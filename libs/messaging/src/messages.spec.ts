import { describe, expect, it } from 'vitest';
import { ListStore } from '../spec/kit.js';
import type { FollowItem } from '#libs/eventsourcing';
import { inBatches, type Batch } from './batches.js';
import { describeError, toError } from './errors.js';
import { BadEventMessage, decodeEvent, encodeEvent, parsePosition } from './event-message.js';
import {
  deadSubject,
  eventSubject,
  InvalidToken,
  parseEventSubject,
  checkPattern,
} from './subjects.js';
import { growing } from './timing.js';

const event = () => {
  const [made] = new ListStore('intake').add(1);
  if (!made) throw new Error('no event');
  return made;
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('subjects', () => {
  it('are made of checked tokens', () => {
    const parts = { kecamatan: '64.09.02', service: 'intake', complaintId: 'c-1', type: 'Seen' };
    expect(eventSubject(parts)).toBe('aduan.64-09-02.intake.c-1.Seen');
    expect(eventSubject({ ...parts, complaintId: undefined })).toBe('aduan.64-09-02.intake._.Seen');
    for (const odd of ['', 'a.b', 'a b', '*', '>', 'a\n', 'ä', 'x'.repeat(129)]) {
      expect(() => eventSubject({ ...parts, complaintId: odd })).toThrow(InvalidToken);
      expect(() => eventSubject({ ...parts, type: odd })).toThrow(InvalidToken);
      expect(() => eventSubject({ ...parts, service: odd })).toThrow(InvalidToken);
    }
    expect(() => eventSubject({ ...parts, kecamatan: '>' })).toThrow(InvalidToken);
  });

  it('are read back, and only whole', () => {
    expect(parseEventSubject('aduan.64-09-02.intake.c-1.Seen')).toEqual({
      kecamatan: '64-09-02',
      service: 'intake',
      complaintId: 'c-1',
      type: 'Seen',
    });
    for (const odd of [
      '',
      'aduan',
      'aduan.a.b.c',
      'aduan.a.b.c.d.e',
      'aduan.a..c.d',
      'other.a.b.c.d',
    ]) {
      expect(parseEventSubject(odd)).toBeUndefined();
    }
  });

  it('are matched by handler patterns, which are checked', () => {
    expect(() => checkPattern('intake/Seen')).not.toThrow();
    for (const odd of ['intake', 'intake/', '/Seen', 'intake/*', 'a/b/c', 'intake/See.n']) {
      expect(() => checkPattern(odd)).toThrow(InvalidToken);
    }
  });

  it('of dead letters take what cannot be a token as _', () => {
    expect(deadSubject('triage', 'c-1', 'e-1')).toBe('aduan-dead.triage.c-1.e-1');
    expect(deadSubject('triage', 'c.1', '*')).toBe('aduan-dead.triage._._');
  });
});

describe('event messages', () => {
  it('carry an event there and back, with numbers beyond 2^53', () => {
    const made = {
      ...event(),
      revision: 2n ** 63n - 1n,
      position: { commit: 18_446_744_073_709_551_615n, prepare: 9_007_199_254_740_993n },
    };
    const { data, headers } = encodeEvent('intake', made, '64.09.02');
    expect(decodeEvent(data)).toEqual(made);
    expect(parsePosition(headers.get('Aduan-Position'))).toEqual(made.position);
  });

  it('leave out a traceparent that is not one', () => {
    const made = event();
    made.metadata.traceparent = 'x\r\nNats-Rollup: all';
    expect(encodeEvent('intake', made, '64.09.02').headers.has('traceparent')).toBe(false);
  });

  it('refuse everything else without repeating it', () => {
    const good = JSON.parse(
      new TextDecoder().decode(encodeEvent('intake', event(), '1').data),
    ) as object;
    const bad = [
      '',
      'rahasia',
      'null',
      '[]',
      '{}',
      JSON.stringify({ ...good, revision: 'rahasia' }),
      JSON.stringify({ ...good, position: { commit: '-1', prepare: '0' } }),
      JSON.stringify({ ...good, data: 'rahasia' }),
      JSON.stringify({ ...good, created: 'rahasia' }),
    ];
    for (const text of bad) {
      expect(() => decodeEvent(bytes(text))).toThrow(BadEventMessage);
      expect(() => decodeEvent(bytes(text))).not.toThrow(/rahasia/);
    }
    expect(() => decodeEvent(new Uint8Array([0xff, 0xfe]))).toThrow('not JSON');
  });

  it('know a position only in its own form', () => {
    expect(parsePosition('12/7')).toEqual({ commit: 12n, prepare: 7n });
    for (const odd of [undefined, '', '12', '12/', '-1/2', '1/2/3', 'a/b', '1/ 2']) {
      expect(parsePosition(odd)).toBeUndefined();
    }
  });
});

describe('batches', () => {
  it('take what is there, no more than the size, and note where they are', async () => {
    const store = new ListStore('intake');
    store.add(25);
    const over = new AbortController();
    const sizes: number[] = [];
    const caughtUp: boolean[] = [];
    const options = { after: 'start' as const, prefixes: [], signal: over.signal };
    for await (const batch of inBatches(store.follow(options), 10)) {
      sizes.push(batch.events.length);
      caughtUp.push(batch.isCaughtUp);
      if (sizes.length === 3) store.add(1);
      if (sizes.length === 4) over.abort();
    }
    expect(sizes).toEqual([10, 10, 5, 1]);
    expect(caughtUp).toEqual([false, false, true, false]);
  });

  const given = async (items: FollowItem[]) => {
    const source = async function* (): AsyncGenerator<FollowItem> {
      yield* items;
      await new Promise(() => undefined);
    };
    const { value } = await inBatches(source(), 2).next();
    const { events, isCaughtUp, isDrained } = value as Batch;
    return { events: events.length, isCaughtUp, isDrained };
  };
  const [first, second, third] = new ListStore('intake').add(3);
  const events = [first, second, third].map((event) => ({ kind: 'event', event }) as FollowItem);

  it('know that they are live though an event came right behind the end of the history', async () => {
    const items = [{ kind: 'caughtUp' } as const, ...events.slice(0, 1)];
    expect(await given(items)).toEqual({ events: 1, isCaughtUp: true, isDrained: true });
  });

  it('know whether more was at hand, full or not', async () => {
    expect(await given(events)).toEqual({ events: 2, isCaughtUp: false, isDrained: false });
    const full = events.slice(0, 2);
    expect(await given(full)).toEqual({ events: 2, isCaughtUp: false, isDrained: true });
  });

  it('pass on what the store throws', async () => {
    const store = new ListStore('intake');
    store.add(2);
    store.refuseAfter = { commit: 0n, prepare: 0n };
    const after = { commit: 1_000n, prepare: 999n };
    const options = { after, prefixes: [], signal: new AbortController().signal };
    await expect(inBatches(store.follow(options), 10).next()).rejects.toThrow('not a position');
  });
});

describe('errors and pauses', () => {
  it('grow to their limit and stay finite', () => {
    expect([1, 2, 3, 8, 9, 10_000].map((n) => growing(100, 30_000, n))).toEqual([
      100, 200, 400, 12_800, 25_600, 30_000,
    ]);
  });

  it('repeat nothing that tells who somebody is', () => {
    const told = (name: string, message: string): string =>
      describeError(Object.assign(new Error(message), { name }));
    expect(told('Error', '550 <siti@contoh.id> unknown, call +62 812-3456-7890')).toBe(
      'Error: 550 <[cut]> unknown, call [cut]',
    );
    expect(told('Error', 'nik 6409024107900003 is taken')).toBe('Error: nik [cut] is taken');
    for (const name of ['ZodError', 'SyntaxError', 'MongoServerError', 'MongoBulkWriteError'])
      expect(told(name, 'dup key: { name: "Siti" }')).toBe(`${name}: [cut]`);
  });

  it('keep what a person needs to find the fault', () => {
    const kept =
      'stream intake-12345678-1234-4123-8123-123456789012 is at 1234567890/1234567890, see 192.168.100.100:4222 on 2026-11-24';
    expect(describeError(new Error(kept))).toBe(`Error: ${kept}`);
  });

  it('become one short line, whatever was thrown', () => {
    expect(describeError(new TypeError('a\n\tb'))).toBe('TypeError: a b');
    expect(describeError(new Error('x'.repeat(9_999)))).toHaveLength(300);
    expect(toError('text').message).toBe('something that is not an Error');
    expect(toError(undefined)).toBeInstanceOf(Error);
    expect(toError({ status: 'error', message: 'Internal server error' }).message).toContain(
      'rethrowErrors',
    );
  });
});
