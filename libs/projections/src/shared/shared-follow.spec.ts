import { array, assert, asyncProperty, boolean, nat, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePositions, type FollowItem, type Position } from '#libs/eventsourcing';
import { eventually } from '#libs/testing';
import { ScriptedStore, ticked } from '#libs/testing/projections';
import { SharedFollow } from './shared-follow.js';

const prefixes = ['tick-'];
const place = (commit: number): Position => ({ commit: BigInt(commit), prepare: BigInt(commit) });

/** A follower that keeps what it is given; it takes nothing while it is held. */
const followerOf = (shared: SharedFollow, after: Position | 'start', held?: Promise<void>) => {
  const controller = new AbortController();
  const items: FollowItem[] = [];
  const reading = (async () => {
    for await (const item of shared.follow({ after, prefixes, signal: controller.signal })) {
      items.push(item);
      if (held) await held;
    }
  })();
  const places = (): number[] =>
    items.flatMap((item) => (item.kind === 'event' ? [Number(item.event.position.commit)] : []));
  const stop = async (): Promise<void> => {
    controller.abort();
    await reading;
  };
  return { items, places, stop, reading };
};

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const filled = (count: number): ScriptedStore => {
  const store = new ScriptedStore();
  store.add(...upTo(count).map((at) => ticked(at, `tick-${at % 5}`, at)));
  return store;
};
const caughtUp = (items: readonly FollowItem[]): boolean =>
  items.some(({ kind }) => kind === 'caughtUp');

describe('SharedFollow', () => {
  it('reads the store once for all that begin at the same place', async () => {
    const store = filled(20);
    const shared = new SharedFollow(store);
    const all = [1, 2, 3].map(() => followerOf(shared, 'start'));
    await eventually(() => all.every(({ items }) => caughtUp(items)));
    for (const { places } of all) expect(places()).toEqual(upTo(20));
    expect(store.begun).toEqual(['start']);
    await Promise.all(all.map(({ stop }) => stop()));
    await eventually(() => shared.subscriptions === 0);
  });

  it('gives one that begins elsewhere a subscription of its own until the two meet', async () => {
    const store = filled(20);
    const shared = new SharedFollow(store);
    const live = followerOf(shared, place(18));
    await eventually(() => caughtUp(live.items));
    const rebuilt = followerOf(shared, 'start');
    await eventually(() => caughtUp(rebuilt.items));
    store.add(ticked(21, 'tick-1', 21));
    await eventually(() => shared.subscriptions === 1 && live.places().length === 3);
    store.add(ticked(22, 'tick-1', 22));
    await eventually(() => rebuilt.places().length === 22 && live.places().length === 4);
    expect(rebuilt.places()).toEqual(upTo(22));
    expect(live.places()).toEqual(upTo(22, 19));
    await Promise.all([live.stop(), rebuilt.stop()]);
  });

  it('tells a follower that boards a subscription at its end that it has caught up', async () => {
    const store = filled(3);
    const shared = new SharedFollow(store);
    const first = followerOf(shared, 'start');
    await eventually(() => caughtUp(first.items));
    const second = followerOf(shared, place(3));
    await eventually(() => caughtUp(second.items));
    expect(store.begun).toHaveLength(1);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('lets one that alone is slow go on by itself, and nobody misses anything', async () => {
    const store = filled(9_000);
    const shared = new SharedFollow(store, { patienceMs: 5 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = followerOf(shared, 'start', held);
    const quick = followerOf(shared, 'start');
    await eventually(() => quick.places().length === 9_000);
    expect(slow.places()).toEqual([1]);
    release();
    await eventually(() => slow.places().length === 9_000);
    expect(slow.places()).toEqual(upTo(9_000));
    expect(quick.places()).toEqual(upTo(9_000));
    await Promise.all([slow.stop(), quick.stop()]);
  });

  it('waits for all when all are slow: memory stays bounded', async () => {
    const store = filled(9_000);
    const shared = new SharedFollow(store, { patienceMs: 1 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let given = 0;
    const counted: Pick<ScriptedStore, 'follow'> = {
      follow: (options) => {
        const source = store.follow(options);
        return (async function* () {
          for await (const item of source) {
            given += 1;
            yield item;
          }
        })();
      },
    };
    const both = new SharedFollow(counted, { patienceMs: 1 });
    const slow = [followerOf(both, 'start', held), followerOf(both, 'start', held)];
    await eventually(() => given >= 4_000);
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(given).toBeLessThan(4_010);
    release();
    await eventually(() => slow.every(({ places }) => places().length === 9_000));
    await Promise.all(slow.map(({ stop }) => stop()));
    expect(shared.subscriptions).toBe(0);
  });

  it('throws to everybody what the subscription threw, and begins anew for who comes again', async () => {
    const store = filled(2);
    store.failures.push(new Error('position refused'));
    const shared = new SharedFollow(store);
    const failed = await Promise.allSettled([1, 2].map(() => followerOf(shared, place(1)).reading));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = followerOf(shared, place(1));
    await eventually(() => again.places().length === 1);
    await again.stop();
  });

  it('gives each follower every event after its place once and in order, whoever comes and goes', async () => {
    const coming = record({
      after: nat(30),
      at: nat(30),
      stays: boolean(),
    });
    await assert(
      asyncProperty(array(coming, { minLength: 1, maxLength: 6 }), async (plan) => {
        const store = new ScriptedStore();
        const shared = new SharedFollow(store, { gatherMs: 0 });
        const followers: [number, ReturnType<typeof followerOf>][] = [];
        for (let now = 1; now <= 31; now += 1) {
          store.add(ticked(now, 'tick-1', now));
          for (const { after, at } of plan.filter((each) => each.at === now - 1)) {
            const from = Math.min(after, at);
            followers.push([from, followerOf(shared, from === 0 ? 'start' : place(from))]);
          }
          await new Promise(setImmediate);
          const leaving = plan.findIndex((each) => !each.stays && each.at === now - 3);
          if (leaving >= 0) await followers.at(leaving)?.[1].stop();
        }
        for (const [from, follower] of followers) {
          const expected = upTo(31, from + 1);
          const gone = follower.places().length;
          expect(follower.places()).toEqual(expected.slice(0, gone));
        }
        const last = followerOf(shared, 'start');
        await eventually(() => last.places().length === 31);
        await Promise.all([...followers.map(([, each]) => each.stop()), last.stop()]);
        await eventually(() => shared.subscriptions === 0);
        for (const { items } of [last]) {
          const given = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
          const sorted = given.toSorted((a, b) => comparePositions(a.position, b.position));
          expect(given).toEqual(sorted);
        }
      }),
      { numRuns: 40 },
    );
  });
});
