import type { Connection } from 'mongoose';
import { mongo as driver } from 'mongoose';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PositionRefused, type StoredEvent } from '#libs/eventsourcing';
import { useMongo } from '#libs/testing/mongo';
import { ScriptedStore, ticked } from '#libs/testing/projections';
import { checkpointsOf, documentsOf, removedOf, streamsOf } from './collections.js';
import { positionToString } from './position-string.js';
import { Projector, type ProjectorOptions } from './projector.js';
import type { View } from './view.js';

interface Count {
  n: number;
  list: number[];
  missing?: string | undefined;
}

/** One document per stream, and one counter for all: adding twice would be seen. */
const view: View<Count> = {
  name: 'counts',
  version: 1,
  prefixes: ['intake-'],
  eventTypes: ['Ticked'],
  indexes: [{ n: 1 }],
  keysOf: (event) => [event.streamId, 'all'],
  evolve: (doc, event, key) => {
    if (event.data['gone'] && key !== 'all') return null;
    if (event.data['update'] && !doc) throw new Error('nothing to update');
    const list = key === 'all' ? [] : [...(doc?.list ?? []), Number(event.position.commit)];
    return { n: (doc?.n ?? 0) + 1, list, missing: undefined };
  },
};

const mongo = useMongo();
const logger = pino({ level: 'silent' });
let connection: Connection;
let store: ScriptedStore;
let projectors: Projector<Count>[] = [];

beforeEach(() => {
  connection = mongo.connection();
  store = new ScriptedStore();
});
afterEach(async () => {
  vi.restoreAllMocks();
  mongo.gate().open();
  await Promise.all(projectors.map((projector) => projector.stop()));
  projectors = [];
});

const projectorOf = (options: Partial<ProjectorOptions<Count>> = {}): Projector<Count> => {
  const open = (event: StoredEvent) => Promise.resolve(event);
  const defaults = { view, store, connection, open, logger, maxBackOffMs: 20, lingerMs: 1 };
  const projector = new Projector<Count>({ ...defaults, ...options });
  projectors.push(projector);
  return projector;
};
const at = (place: number) => ({ commit: BigInt(place), prepare: BigInt(place) });
const documents = () => documentsOf(connection, view);
const countOf = async (key: string) => (await documents().findOne({ _id: key }))?.n;
const contents = async () =>
  (await documents().find().sort({ _id: 1 }).toArray()).map((d) => ({ ...d }));
const streams = (n: number, from = 1) =>
  Array.from({ length: n }, (_, i) => ticked(from + i, `intake-${i % 7}`, Math.floor(i / 7)));

describe('a projector', () => {
  it('follows what is there and what comes, and tells how far it is', async () => {
    const projector = projectorOf({ batchSize: 4 });
    store.add(...streams(20));
    expect(projector.status().state).toBe('stopped');
    projector.start();
    projector.start();
    expect(await projector.waitFor(at(20), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(20);
    expect(await documents().findOne({ _id: 'intake-0' })).toEqual({
      _id: 'intake-0',
      n: 3,
      list: [1, 8, 15],
      appliedMark: '00000001:00000000000000000015.00000000000000000015',
    });
    store.add(ticked(21, 'intake-x', 0), { ...ticked(22, 'intake-x', 1), type: 'Unheard' });
    store.add(ticked(23, 'triage-x', 0), ticked(24, 'intake-x', 2));
    expect(await projector.waitFor(at(24), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(22);
    const status = projector.status();
    expect(status).toMatchObject({
      view: 'counts',
      state: 'following',
      position: at(24),
      caughtUp: true,
      events: 23,
      ignored: 1,
      duplicates: 0,
    });
    expect(status.lagMs).toBeGreaterThanOrEqual(0);
    expect(status.stoppedBecause).toBeUndefined();
  });

  it('goes on after a restart where it was', async () => {
    store.add(...streams(10));
    const first = projectorOf();
    first.start();
    await first.waitFor(at(10), 10_000);
    await first.stop();
    expect(first.status()).toMatchObject({ state: 'stopped', caughtUp: false });
    store.add(...streams(14).slice(10));
    const second = projectorOf();
    second.start();
    expect(await second.waitFor(at(14), 10_000)).toBe(true);
    expect(store.begun).toEqual(['start', at(10)]);
    expect(await countOf('all')).toBe(14);
    expect(second.status()).toMatchObject({ events: 14, duplicates: 0 });
  });

  it('advances by checkpoints where no event concerns it, and keeps that over a restart', async () => {
    store.add(ticked(1, 'intake-a', 0), { checkpoint: at(500) });
    const projector = projectorOf();
    projector.start();
    expect(await projector.waitFor(at(500), 10_000)).toBe(true);
    await projector.stop();
    const again = projectorOf();
    again.start();
    await expect.poll(() => store.begun).toEqual(['start', at(500)]);
  });

  it('says no when a position is not reached in time, and knows which streams it reads', async () => {
    const projector = projectorOf();
    expect(await projector.waitFor(at(1), 10_000)).toBe(false);
    projector.start();
    expect(await projector.waitFor(at(1), 30)).toBe(false);
    const waiting = projector.waitFor(at(1), 10_000);
    await projector.stop();
    expect(await waiting).toBe(false);
    expect(projector.reads('intake-a')).toBe(true);
    expect(projector.reads('triage-a')).toBe(false);
  });
});

describe('effects are there once', () => {
  const crash = async (collection: string, operation: 'bulkWrite' | 'updateOne'): Promise<void> => {
    const real = driver.Collection.prototype[operation] as (...args: unknown[]) => Promise<unknown>;
    let crashed = false;
    vi.spyOn(driver.Collection.prototype, operation).mockImplementation(async function (
      this: driver.Collection,
      ...args: unknown[]
    ) {
      const advances = operation === 'bulkWrite' || JSON.stringify(args[1]).includes('position');
      if (this.collectionName === collection && advances && !crashed) {
        crashed = true;
        throw new Error('killed before it was written');
      }
      return real.apply(this, args);
    } as never);
    const projector = projectorOf();
    projector.start();
    expect(await projector.waitFor(at(30), 10_000)).toBe(true);
    expect(crashed).toBe(true);
  };

  it('though the process died between the effect and the checkpoint', async () => {
    store.add(...streams(30));
    await crash('checkpoints', 'updateOne');
    expect(store.begun).toEqual(['start', 'start']);
    expect(await countOf('all')).toBe(30);
    expect(await countOf('intake-0')).toBe(5);
  });

  it('though it died between the documents and the revisions of the streams', async () => {
    store.add(...streams(30));
    await crash('counts_streams', 'bulkWrite');
    expect(await countOf('all')).toBe(30);
    expect(await countOf('intake-0')).toBe(5);
  });

  it('though events come twice', async () => {
    store.add(...streams(10), ...streams(10), ...streams(30).slice(10));
    const projector = projectorOf({ batchSize: 5 });
    projector.start();
    expect(await projector.waitFor(at(30), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(30);
    expect(projector.status().duplicates).toBe(10);
  });

  it.each([
    ['and its events come again', 'counts_streams'],
    ['but the process died before it was', 'counts'],
  ])('though a document was removed %s', async (_, collection) => {
    store.add(ticked(1, 'intake-a', 0), ticked(2, 'intake-b', 0));
    const first = projectorOf();
    first.start();
    await first.waitFor(at(2), 10_000);
    await first.stop();
    store.add(
      ticked(3, 'intake-a', 1, { update: true }),
      ticked(30, 'intake-a', 2, { gone: true }),
    );
    await crash(collection, 'bulkWrite');
    expect(await documents().findOne({ _id: 'intake-a' })).toBeNull();
    expect(await countOf('all')).toBe(4);
    expect(await removedOf(connection, view).countDocuments({})).toBe(0);
  });
});

describe('what cannot be applied', () => {
  it('a gap stores nothing of its batch; read again without it, the view goes on', async () => {
    store.add(...streams(20));
    const lost = store.lose(8);
    const projector = projectorOf({ maxBackOffMs: 400 });
    projector.start();
    await expect
      .poll(() => projector.status().stoppedBecause?.eventId, { interval: 5 })
      .toBe('event-15');
    expect(projector.status().stoppedBecause).toMatchObject({ eventType: 'Ticked', final: false });
    expect(projector.status().stoppedBecause?.reason).toMatch(/^ProjectionGap/);
    expect(await documents().countDocuments({})).toBe(0);
    lost.found();
    expect(await projector.waitFor(at(20), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(20);
    expect(projector.status().stoppedBecause).toBeUndefined();
  });

  it('a gap that stays stops the view and is told, also when it is found after a restart', async () => {
    store.add(...streams(5));
    const before = projectorOf();
    before.start();
    await before.waitFor(at(5), 10_000);
    await before.stop();
    store.add(...streams(20).slice(5));
    store.lose(8);
    const projector = projectorOf();
    projector.start();
    await expect.poll(() => projector.status().state).toBe('stopped');
    expect(projector.status().stoppedBecause).toMatchObject({ eventId: 'event-15', final: true });
    expect(store.begun.length).toBe(6);
    expect(await countOf('all')).toBe(5);
  });

  it('an event that the view cannot take is tried again for ever, not skipped, and others go on', async () => {
    store.add(...streams(20));
    let poison = true;
    const spoiled: View<Count> = {
      ...view,
      name: 'spoiled',
      evolve: (doc, event, key) => {
        if (poison && event.id === 'event-11') throw new TypeError('Siti');
        return view.evolve(doc, event, key);
      },
    };
    const [bad, good] = [projectorOf({ view: spoiled }), projectorOf()];
    bad.start();
    good.start();
    expect(await good.waitFor(at(20), 10_000)).toBe(true);
    await expect.poll(() => bad.status().stoppedBecause?.eventId).toBe('event-11');
    const tries = store.begun.length;
    await expect.poll(() => store.begun.length).toBeGreaterThan(tries + 2);
    const { stoppedBecause, position } = bad.status();
    expect(stoppedBecause).toMatchObject({ eventType: 'Ticked', final: false });
    expect(JSON.stringify(stoppedBecause)).not.toContain('Siti');
    expect(position).toEqual(at(10));
    poison = false;
    expect(await bad.waitFor(at(20), 10_000)).toBe(true);
    expect(bad.status().stoppedBecause).toBeUndefined();
    expect((await documentsOf(connection, spoiled).findOne({ _id: 'all' }))?.n).toBe(20);
  });

  it('an event that cannot be opened likewise; one that the view does not know is not opened', async () => {
    store.add({ ...ticked(1, 'intake-a', 0), type: 'Unheard' }, ticked(2, 'intake-a', 1));
    let works = false;
    const opened: string[] = [];
    const open = (event: StoredEvent) => {
      opened.push(event.id);
      return works ? Promise.resolve(event) : Promise.reject(new Error('vault away'));
    };
    const projector = projectorOf({ open });
    projector.start();
    await expect.poll(() => projector.status().stoppedBecause?.eventId).toBe('event-2');
    expect(projector.status().position).toEqual(at(1));
    works = true;
    expect(await projector.waitFor(at(2), 10_000)).toBe(true);
    expect(opened).not.toContain('event-1');
  });

  it('a position that the store refuses stops the view', async () => {
    store.failures.push(new PositionRefused('unknown'));
    const projector = projectorOf();
    projector.start();
    await expect.poll(() => projector.status().state).toBe('stopped');
    expect(projector.status().stoppedBecause?.reason).toMatch(/^PositionRefused/);
    expect(projector.status().stoppedBecause?.final).toBe(true);
  });

  it('a lost event store or database is waited for', async () => {
    store.failures.push(new Error('14 UNAVAILABLE'));
    store.add(...streams(10));
    const projector = projectorOf();
    projector.start();
    expect(await projector.waitFor(at(10), 10_000)).toBe(true);
    mongo.gate().shut();
    store.add(...streams(20).slice(10));
    await expect
      .poll(() => projector.status().stoppedBecause?.reason, { timeout: 5_000 })
      .toMatch(/^Mongo/);
    mongo.gate().open();
    expect(await projector.waitFor(at(20), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(20);
    expect(projector.status().stoppedBecause).toBeUndefined();
  });
});

describe('one projector per view', () => {
  it('others stand by, know how far it is, and take over when it leaves', async () => {
    store.add(...streams(10));
    const [first, second] = [projectorOf(), projectorOf({ connection: await mongo.connect() })];
    first.start();
    await first.waitFor(at(10), 10_000);
    second.start();
    await expect.poll(() => second.status().position).toEqual(at(10));
    expect(second.status().state).toBe('standby');
    store.add(...streams(14).slice(10));
    expect(await second.waitFor(at(14), 10_000)).toBe(true);
    expect(second.status().state).toBe('standby');
    await first.stop();
    await expect.poll(() => second.status().state, { timeout: 5_000 }).toBe('following');
    store.add(...streams(20).slice(14));
    expect(await second.waitFor(at(20), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(20);
  });

  it('has its view back at once under the name of the one that was killed; others wait', async () => {
    store.add(...streams(10));
    const first = projectorOf();
    first.start();
    await first.waitFor(at(10), 10_000);
    await first.stop();
    // What a kill leaves: a lease that nobody renews and that has long to go.
    const left = { owner: 'only', expiresAt: Date.now() + 600_000 };
    await checkpointsOf(connection).updateOne({ _id: 'counts' }, { $set: left });
    const other = projectorOf({ connection: await mongo.connect() });
    other.start();
    await expect.poll(() => other.status().state).toBe('standby');
    const again = projectorOf({ owner: 'only' });
    again.start();
    store.add(...streams(14).slice(10));
    expect(await again.waitFor(at(14), 10_000)).toBe(true);
    expect([again.status().state, other.status().state]).toEqual(['following', 'standby']);
    expect(await countOf('all')).toBe(14);
  });

  it('takes over from one that died, once its lease has ended, and the dead one writes no more', async () => {
    store.add(...streams(10));
    const frozen = projectorOf({ leaseMs: 200 });
    frozen.start();
    await frozen.waitFor(at(10), 10_000);
    // As if its process slept and somebody else had come and died too.
    await checkpointsOf(connection).updateOne(
      { _id: 'counts' },
      { $set: { owner: 'nobody', expiresAt: 0 }, $inc: { term: 1 } },
    );
    const second = projectorOf({ connection: await mongo.connect() });
    second.start();
    await expect
      .poll(() => [frozen, second].filter((p) => p.status().state === 'following').length, {
        timeout: 5_000,
      })
      .toBe(1);
    store.add(...streams(30).slice(10));
    expect(await second.waitFor(at(30), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(30);
  });
});

describe('the checkpoint', () => {
  it('is moved by compare-and-set: when somebody set it back, the view goes on from there', async () => {
    store.add(...streams(10));
    const projector = projectorOf();
    projector.start();
    await projector.waitFor(at(10), 10_000);
    await expect.poll(() => projector.status().state).toBe('following');
    const position = positionToString(at(5));
    await checkpointsOf(connection).updateOne({ _id: 'counts' }, { $set: { position } });
    store.add(...streams(12).slice(10));
    await expect.poll(() => store.begun.at(-1)).toEqual(at(5));
    expect(await projector.waitFor(at(12), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(12);
  });
});

describe('building anew', () => {
  it('gives what following gave', async () => {
    store.add(...streams(50));
    const projector = projectorOf({ batchSize: 8 });
    projector.start();
    await projector.waitFor(at(50), 10_000);
    const live = await contents();
    await documents().updateOne({ _id: 'all' }, { $set: { n: 999 } });
    await documents().insertOne({ _id: 'stray', n: 1, list: [], appliedMark: '00000001:' });
    const told: number[] = [];
    await projector.rebuild(({ events }) => told.push(events));
    const strip = (docs: object[]) => docs.map((doc) => ({ ...doc, appliedMark: '' }));
    expect(strip(await contents())).toEqual(strip(live));
    expect(store.begun).toEqual(['start', 'start']);
    expect(told.at(-1)).toBe(50);
    expect(told.length).toBeGreaterThan(3);
    expect(projector.status()).toMatchObject({ state: 'following', events: 50, caughtUp: true });
    expect(await streamsOf(connection, view).countDocuments({})).toBe(7);
    store.add(ticked(51, 'intake-new', 0));
    expect(await projector.waitFor(at(51), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(51);
  });

  it('takes the view from a living projector, which goes on afterwards', async () => {
    store.add(...streams(40));
    const live = projectorOf({ leaseMs: 600 });
    live.start();
    await live.waitFor(at(40), 10_000);
    await documents().updateOne({ _id: 'all' }, { $set: { n: 999 } });
    const tool = projectorOf({ connection: await mongo.connect() });
    await tool.rebuild();
    await tool.stop();
    await expect.poll(() => live.status().state, { timeout: 5_000 }).toBe('following');
    store.add(...streams(45).slice(40));
    expect(await live.waitFor(at(45), 10_000)).toBe(true);
    expect(await countOf('all')).toBe(45);
  });

  it('goes on after it was broken off, and is finished then', async () => {
    store.add(...streams(40));
    const first = projectorOf();
    first.start();
    await first.waitFor(at(40), 10_000);
    await first.stop();
    const stalled: View<Count> = {
      ...view,
      evolve: (doc, event, key) => {
        if (event.id === 'event-21') throw new Error('stalled');
        return view.evolve(doc, event, key);
      },
    };
    const second = projectorOf({ view: stalled });
    const rebuilding = second.rebuild();
    await expect.poll(() => second.status().position).toEqual(at(20));
    const [refused] = await Promise.allSettled([rebuilding, second.stop()]);
    expect(refused).toMatchObject({
      reason: { message: 'counts stopped before it was rebuilt' },
    });
    const third = projectorOf();
    third.start();
    expect(await third.waitFor(at(40), 10_000)).toBe(true);
    expect(store.begun.at(-1)).toEqual(at(20));
    expect(await countOf('all')).toBe(40);
    await expect.poll(() => third.status().state).toBe('following');
  });

  it('happens by itself when the version grew; an older version keeps its hands off', async () => {
    store.add(...streams(10));
    const old = projectorOf();
    old.start();
    await old.waitFor(at(10), 10_000);
    await old.stop();
    const newer: View<Count> = {
      ...view,
      version: 2,
      keysOf: () => ['only'],
    };
    const next = projectorOf({ view: newer });
    next.start();
    expect(await next.waitFor(at(10), 10_000)).toBe(true);
    await expect.poll(() => next.status().state).toBe('following');
    expect((await contents()).map((doc) => doc['_id' as never])).toEqual(['only']);
    await next.stop();
    old.start();
    await expect.poll(() => old.status().state).toBe('stopped');
    expect(old.status().stoppedBecause?.reason).toMatch(/^ViewNewer/);
    expect(await checkpointsOf(connection).findOne({ _id: 'counts' })).toMatchObject({
      version: 2,
      build: 2,
      building: false,
    });
  });
});
