import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedEventStore } from '#libs/embedded/eventstore';
import { derivedId, EventRefused, EventStore, PositionRefused, StreamConflict } from '../index.js';
import type { FollowItem, NewEvent, StoredEvent } from '../index.js';

const logger = pino({ level: 'silent' });
let folder: string;
let server: Awaited<ReturnType<typeof startEmbeddedEventStore>>;
let store: EventStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aduan-store-'));
  server = await startEmbeddedEventStore({ port: 0, data: folder, logger });
  store = new EventStore(server.url);
  await store.ready(10_000);
});

afterAll(async () => {
  await store.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (label: string, data: Record<string, unknown> = {}): NewEvent => ({
  id: derivedId('spec', label),
  type: 'SpecHappened',
  data,
  metadata: {
    schemaVersion: 1,
    kecamatan: '64.09.02',
    round: 1,
    step: 0,
    actor: { id: 'system:spec', role: 'system' },
    occurredAt: '2026-11-24T01:00:00.000Z',
    recordedAt: '2026-11-24T01:00:00.000Z',
    correlationId: 'spec',
  },
});

const readAll = async (stream: string): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const each of store.readStream(stream)) events.push(each);
  return events;
};

describe('appending', () => {
  it('stores at the exact revision and reads back what was stored', async () => {
    const first = await store.append('spec-append', [event('a', { n: 1 })], 'no_stream');
    const second = await store.append('spec-append', [event('b'), event('c')], first.revision);
    expect([first.revision, second.revision]).toEqual([0n, 2n]);
    const events = await readAll('spec-append');
    expect(events.map(({ id, revision }) => [id, revision])).toEqual([
      [event('a').id, 0n],
      [event('b').id, 1n],
      [event('c').id, 2n],
    ]);
    expect(events[0]?.data).toEqual({ n: 1 });
    expect(events[2]?.position).toEqual(second.position);
  });

  it('answers the same events at the same revision with success, and stores them once', async () => {
    await store.append('spec-again', [event('again')], 'no_stream');
    const again = await store.append('spec-again', [event('again')], 'no_stream');
    expect(again.revision).toBe(0n);
    expect(await readAll('spec-again')).toHaveLength(1);
  });

  it('refuses another revision and says where the stream is', async () => {
    await store.append('spec-conflict', [event('one')], 'no_stream');
    const refused = store.append('spec-conflict', [event('two')], 'no_stream');
    await expect(refused).rejects.toBeInstanceOf(StreamConflict);
    await expect(refused).rejects.toMatchObject({ actual: 0n });
    await expect(store.append('spec-none', [event('x')], 4n)).rejects.toMatchObject({
      actual: 'no_stream',
    });
  });

  it.each([
    ['an id that is no UUID', { ...event('i'), id: 'nonsense' }, 'spec-bad'],
    ['an empty type', { ...event('t'), type: '' }, 'spec-bad'],
    ['too large an event', event('big', { text: 'x'.repeat(262_144) }), 'spec-bad'],
    ['the stream that ends a real server', event('s'), '$$'],
  ])('never lets %s reach the client', async (_, bad, stream) => {
    await expect(store.append(stream, [bad], 'no_stream')).rejects.toBeInstanceOf(EventRefused);
    await store.append(
      `spec-after-${derivedId(stream, bad.type, bad.id)}`,
      [event('fine')],
      'no_stream',
    );
  });

  it('reads a stream that does not exist as empty', async () => {
    expect(await readAll('spec-nothing')).toEqual([]);
  });
});

describe('following', () => {
  const take = async (
    options: { after: Parameters<EventStore['follow']>[0]['after']; prefixes: string[] },
    until: (items: FollowItem[]) => boolean,
  ): Promise<FollowItem[]> => {
    const abort = new AbortController();
    const items: FollowItem[] = [];
    for await (const item of store.follow({ ...options, signal: abort.signal })) {
      items.push(item);
      if (until(items)) abort.abort();
    }
    return items;
  };
  const ids = (items: FollowItem[]): string[] =>
    items.flatMap((item) => (item.kind === 'event' ? [item.event.id] : []));
  const caughtUp = (items: FollowItem[]): boolean => items.at(-1)?.kind === 'caughtUp';

  it('gives history in order, then caught up, then what is new', async () => {
    const history = Array.from({ length: 300 }, (_, index) => event(`h${index}`));
    await store.append('follow-one', history.slice(0, 150), 'no_stream');
    await store.append('other-one', [event('other')], 'no_stream');
    await store.append('follow-two', history.slice(150), 'no_stream');
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const item of store.follow({
      after: 'start',
      prefixes: ['follow-'],
      signal: abort.signal,
    })) {
      if (item.kind === 'event') seen.push(item.event.id);
      if (item.kind === 'caughtUp') await store.append('follow-three', [event('new')], 'no_stream');
      if (seen.at(-1) === event('new').id) abort.abort();
    }
    expect(seen).toEqual([...history, event('new')].map(({ id }) => id));
  });

  it('goes on after a position without giving that event again, and never passes an event by a checkpoint', async () => {
    const many = Array.from({ length: 900 }, (_, index) => event(`p${index}`));
    for (let n = 0; n < 9; n += 1)
      await store.append(`page-${n}`, many.slice(n * 100, n * 100 + 100), 'no_stream');
    const all = await take({ after: 'start', prefixes: ['page-'] }, caughtUp);
    expect(ids(all)).toEqual(many.map(({ id }) => id));
    const half = all.filter((item) => item.kind === 'event')[450];
    if (half?.kind !== 'event') throw new Error('no event');
    const rest = await take({ after: half.event.position, prefixes: ['page-'] }, caughtUp);
    expect(ids(rest)).toEqual(ids(all).slice(451));
    for (const [index, item] of all.entries()) {
      if (item.kind !== 'checkpoint') continue;
      const unseen = ids(all.slice(index));
      const after = await take({ after: item.position, prefixes: ['page-'] }, caughtUp);
      // A checkpoint may lie a little behind; it never lies ahead.
      expect(ids(after).slice(ids(after).length - unseen.length)).toEqual(unseen);
    }
  });

  it('refuses a position that the store does not know', async () => {
    const wrong = { commit: 5n, prepare: 5n };
    await expect(take({ after: wrong, prefixes: ['follow-'] }, caughtUp)).rejects.toBeInstanceOf(
      PositionRefused,
    );
  });

  it('loses nothing when the consumer is so slow that the server drops it', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const count = 600;
    for await (const item of store.follow({
      after: 'start',
      prefixes: ['slow-'],
      signal: abort.signal,
    })) {
      if (item.kind === 'caughtUp' && seen.length === 0)
        for (let n = 0; n < count; n += 1)
          await store.append(
            `slow-${n}`,
            [event(`slow-${n}`, { pad: 'x'.repeat(2_000) })],
            'no_stream',
          );
      if (item.kind === 'event') seen.push(item.event.streamId);
      if (seen.length === count) abort.abort();
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, n) => `slow-${n}`));
  });
});

describe('closing', () => {
  it('does not wait for a read that its reader left early', async () => {
    const other = new EventStore(server.url);
    await other.append('left-early', [event('left-early')], 'no_stream');
    for await (const _ of other.readStream('left-early', { maxCount: 1 })) break;
    // By the end of this one the server has ended the first, and the client cannot cancel it any more.
    for await (const each of other.readStream('left-early')) expect(each.revision).toBe(0n);
    await expect(other.close()).resolves.toBeUndefined();
  });
});
