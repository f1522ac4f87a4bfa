import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import type { Position, ResolvedEvent } from '@eventstore/db-client';
import { afterEach, describe, expect, it } from 'vitest';
import { appendAt, event, events, fresh, given, until, watch } from './support.js';
import type { Server, Watch } from './support.js';

const handlerFailed = {
  type: 'unknown',
  code: 2,
  message: '2 UNKNOWN: Exception was thrown by handler.',
};

export function subscribing(server: Server): void {
  const open: { unsubscribe(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const subscription of open.splice(0)) await subscription.unsubscribe();
  });

  const toStream = (
    ...args: Parameters<ReturnType<Server>['client']['subscribeToStream']>
  ): Watch => {
    const subscription = server().client.subscribeToStream(...args);
    open.push(subscription);
    return watch(subscription);
  };
  const toAll = (...args: Parameters<ReturnType<Server>['client']['subscribeToAll']>): Watch => {
    const subscription = server().client.subscribeToAll(...args);
    open.push(subscription);
    return watch(subscription);
  };
  const streams = (watched: Watch) => watched.received.map(({ event }) => event?.streamId);

  describe('subscribing to a stream', () => {
    it('gives what is there, caughtUp once, then what comes', async () => {
      const { stream } = await given(server(), 2);
      const watched = toStream(stream, { fromRevision: START });
      await until(() => expect(watched.log).toEqual(['confirmation', 0n, 1n, 'caughtUp']));
      await server().client.appendToStream(stream, events(2));
      await until(() => expect(watched.log.slice(4)).toEqual([2n, 3n]));
    });

    it('excludes the revision that it starts from', async () => {
      const { stream } = await given(server(), 3);
      const watched = toStream(stream, { fromRevision: 1n });
      await until(() => expect(watched.log).toEqual(['confirmation', 2n, 'caughtUp']));
    });

    it('from END gives only what comes', async () => {
      const { stream } = await given(server(), 3);
      const watched = toStream(stream, { fromRevision: END });
      await until(() => expect(watched.log).toEqual(['confirmation', 'caughtUp']));
      await server().client.appendToStream(stream, event());
      await until(() => expect(watched.log).toEqual(['confirmation', 'caughtUp', 3n]));
    });

    it('from beyond the end gives only later revisions', async () => {
      const { stream } = await given(server(), 2);
      const watched = toStream(stream, { fromRevision: 2n });
      await until(() => expect(watched.log).toEqual(['confirmation', 'caughtUp']));
      await server().client.appendToStream(stream, events(3));
      await until(() => expect(watched.log).toEqual(['confirmation', 'caughtUp', 3n, 4n]));
    });

    it('to a stream that is not there: caughtUp only once it is', async () => {
      const stream = fresh();
      const watched = toStream(stream);
      await until(() => expect(watched.log).toEqual(['confirmation']));
      const control = toStream(stream, { fromRevision: END });
      await until(() => expect(control.log).toEqual(['confirmation', 'caughtUp']));
      expect(watched.log).toEqual(['confirmation']);
      await server().client.appendToStream(stream, events(2));
      await until(() => expect(watched.log).toEqual(['confirmation', 0n, 1n, 'caughtUp']));
      await server().client.appendToStream(stream, event());
      await until(() => expect(watched.log.at(-1)).toBe(2n));
    });

    it('catches up with more events than fit one page', async () => {
      const { stream } = await given(server(), 1200);
      const watched = toStream(stream);
      await until(() => expect(watched.log.at(-1)).toBe('caughtUp'));
      expect(watched.log).toEqual([
        'confirmation',
        ...Array.from({ length: 1200 }, (_, i) => BigInt(i)),
        'caughtUp',
      ]);
    });

    it('a tombstone is delivered, then ends it', async () => {
      const { stream } = await given(server(), 1);
      const watched = toStream(stream);
      await until(() => expect(watched.log.at(-1)).toBe('caughtUp'));
      await server().client.tombstoneStream(stream);
      await until(() => expect(watched.error).toMatchObject({ type: 'stream-deleted' }));
      expect(watched.log).toEqual([
        'confirmation',
        0n,
        'caughtUp',
        9_223_372_036_854_775_807n,
        'error',
      ]);
      expect(watched.received.at(-1)?.event?.type).toBe('$streamDeleted');
      const late = toStream(stream, { fromRevision: START });
      await until(() => expect(late.log).toEqual(['error']));
      const fromEnd = toStream(stream, { fromRevision: END });
      await until(() => expect(fromEnd.log).toEqual(['confirmation', 'caughtUp']));
    });
  });

  describe('subscribing to $all', () => {
    it('excludes the position it starts from; {0, 0} is START', async () => {
      const prefix = fresh();
      const filter = streamNameFilter({ prefixes: [prefix] });
      const first = await appendAt(server(), `${prefix}-a`);
      await appendAt(server(), `${prefix}-b`);
      const after = toAll({ fromPosition: first, filter });
      await until(() => expect(after.log.at(-1)).toBe('caughtUp'));
      expect(streams(after)).toEqual([`${prefix}-b`]);
      const zero = toAll({ fromPosition: { commit: 0n, prepare: 0n }, filter });
      await until(() => expect(zero.log.at(-1)).toBe('caughtUp'));
      expect(streams(zero)).toEqual([`${prefix}-a`, `${prefix}-b`]);
      await appendAt(server(), `${prefix}-c`);
      await until(() => expect(streams(zero).at(-1)).toBe(`${prefix}-c`));
      expect(after.log.filter((entry) => entry === 'caughtUp')).toHaveLength(1);
    });

    it('filters by stream prefix, event type and regular expression, at rest and live', async () => {
      const { client } = server();
      const name = fresh();
      const from = await appendAt(server(), fresh());
      const write = async () => {
        await client.appendToStream(`${name}-A`, event(undefined, 'First'));
        await client.appendToStream(`x-${name}`, event(undefined, 'Second'));
        await client.appendToStream(`$${name}`, event(undefined, 'Third'));
        await client.setStreamMetadata(name, { custom: 1 });
      };
      await write();
      const filters = {
        prefix: streamNameFilter({ prefixes: [`${name}-`, `$${name}`] }),
        regex: streamNameFilter({ regex: name }),
        caseless: streamNameFilter({ regex: `(?i)^${name.toUpperCase()}-a` }),
        type: eventTypeFilter({ prefixes: ['Fir', 'Sec'] }),
        noSystem: excludeSystemEvents(),
        everything: streamNameFilter({ prefixes: [''] }),
        nothing: streamNameFilter({ prefixes: [] }),
      };
      const watched = Object.entries(filters).map(
        ([kind, filter]) => [kind, toAll({ fromPosition: from, filter })] as const,
      );
      for (const [, each] of watched) await until(() => expect(each.log.at(-1)).toBe('caughtUp'));
      const control = toAll({ fromPosition: from });
      await write();
      await until(() => expect(control.received).toHaveLength(8));
      const expected: Record<keyof typeof filters, string[]> = {
        prefix: [`${name}-A`, `$${name}`],
        regex: [`${name}-A`, `x-${name}`, `$${name}`, `$$${name}`],
        caseless: [`${name}-A`],
        type: [`${name}-A`, `x-${name}`],
        noSystem: [`${name}-A`, `x-${name}`, `$${name}`],
        everything: [`${name}-A`, `x-${name}`, `$${name}`, `$$${name}`],
        nothing: [],
      };
      for (const [kind, each] of watched) {
        const names = expected[kind as keyof typeof filters];
        await until(() => expect(streams(each), kind).toEqual([...names, ...names]));
      }
    });

    it('refuses a bad expression and a position that is not the start of an event', async () => {
      const bad = toAll({ filter: streamNameFilter({ regex: '(' }) });
      await until(() => expect(bad.error).toMatchObject(handlerFailed));
      const { commit } = await appendAt(server(), fresh());
      await appendAt(server(), fresh());
      for (const fromPosition of [
        { commit: commit + 1n, prepare: commit + 1n },
        { commit, prepare: commit + 1n },
      ])
        for (const filter of [undefined, excludeSystemEvents()]) {
          const off = toAll({ fromPosition, filter });
          await until(() => expect(off.error).toMatchObject(handlerFailed));
          expect(off.log).toEqual(['error']);
        }
    });

    it('from past the end is confirmed, caught up and live', async () => {
      const { commit } = await appendAt(server(), fresh());
      const stream = fresh();
      const far = toAll({
        fromPosition: { commit: commit + 1_000_000_000n, prepare: commit },
        filter: streamNameFilter({ prefixes: [stream] }),
      });
      const end = toAll({ fromPosition: END, filter: streamNameFilter({ prefixes: [stream] }) });
      for (const each of [far, end])
        await until(() => expect(each.log).toEqual(['confirmation', 'caughtUp']));
      await appendAt(server(), stream);
      await until(() => expect(end.log.at(-1)).toBe(0n));
    });

    it('delivers in log order without gap while others write', async () => {
      const { client } = server();
      const prefix = fresh();
      const filter = streamNameFilter({ prefixes: [prefix] });
      const watched = toAll({ filter });
      const write = async (writer: number) => {
        for (let i = 0; i < 50; i++) await client.appendToStream(`${prefix}-${writer}`, event());
      };
      await Promise.all([write(0), write(1), write(2)]);
      await until(() => expect(watched.received).toHaveLength(150));
      const commits = watched.received.map(({ event }) => event?.position?.commit ?? 0n);
      expect(commits).toEqual(commits.toSorted((a, b) => (a < b ? -1 : 1)));
      for (const writer of [0, 1, 2])
        expect(
          watched.received
            .filter(({ event }) => event?.streamId === `${prefix}-${writer}`)
            .map(({ event }) => event?.revision),
        ).toEqual(Array.from({ length: 50 }, (_, i) => BigInt(i)));
    });
  });

  describe('checkpoints of a filtered subscription', () => {
    const checkpoints = (options: {
      prefix: string;
      fromPosition: Position | typeof END | typeof START;
      window?: number;
      interval?: number;
    }) => {
      const reached: Position[] = [];
      const filter = streamNameFilter({
        prefixes: [options.prefix],
        ...(options.window ? { maxSearchWindow: options.window } : {}),
        checkpointInterval: options.interval ?? 1,
        checkpointReached: (_, position) => {
          reached.push(position);
        },
      });
      return { reached, watched: toAll({ fromPosition: options.fromPosition, filter }) };
    };

    it.each([
      { window: undefined, interval: 1, at: [32, 64] },
      { window: 32, interval: 2, at: [64] },
      { window: 5, interval: 1, at: [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65] },
    ])('live: window $window × $interval', async ({ window, interval, at }) => {
      const prefix = fresh();
      const { reached, watched } = checkpoints({
        prefix,
        fromPosition: END,
        interval,
        ...(window ? { window } : {}),
      });
      await until(() => expect(watched.log.at(-1)).toBe('caughtUp'));
      const written: Position[] = [];
      for (let i = 0; i < 66; i++) written.push(await appendAt(server(), fresh('other')));
      await until(() => expect(reached).toEqual(at.map((n) => written[n - 1])));
    });

    it('catching up without a match: {0, 0} first, then prepare 0 and resumable', async () => {
      await given(server(), 100);
      const prefix = fresh();
      const { reached, watched } = checkpoints({ prefix, fromPosition: START });
      await until(() => expect(watched.log.at(-1)).toBe('caughtUp'));
      await until(() => expect(reached.length).toBeGreaterThanOrEqual(3));
      expect(reached[0]).toEqual({ commit: 0n, prepare: 0n });
      expect(reached.slice(1, 3).map(({ prepare }) => prepare)).toEqual([0n, 0n]);
      expect(reached[2]?.commit).toBeGreaterThan(reached[1]?.commit ?? 0n);
      await appendAt(server(), `${prefix}-late`);
      for (const fromPosition of reached.slice(0, 3)) {
        const resumed = checkpoints({ prefix, fromPosition });
        await until(() => expect(resumed.watched.log.at(-1)).toBe('caughtUp'));
        expect(streams(resumed.watched)).toEqual([`${prefix}-late`]);
      }
    });

    it('catching up with matches: at the last match of the window', async () => {
      const prefix = fresh();
      const from = await appendAt(server(), fresh());
      for (let i = 0; i < 10; i++) await appendAt(server(), `${prefix}-${i}`);
      const last = await appendAt(server(), `${prefix}-last`);
      await given(server(), 60);
      const { reached, watched } = checkpoints({ prefix, fromPosition: from });
      await until(() => expect(watched.log.at(-1)).toBe('caughtUp'));
      await until(() => expect(reached[0]).toEqual(last));
    });
  });

  describe('a slow live subscriber', () => {
    it('is dropped, and may go on from what it has got', async () => {
      const { client } = server();
      const stream = fresh();
      const filter = streamNameFilter({ prefixes: [stream] });
      const subscription = client.subscribeToAll({ fromPosition: END, filter });
      open.push(subscription);
      const got: ResolvedEvent[] = [];
      const seen: { error?: unknown } = {};
      await new Promise((resolve) => {
        subscription.on('caughtUp', resolve);
        subscription.on('data', (resolved: ResolvedEvent) => got.push(resolved));
        subscription.on('error', (error: Error) => Object.assign(seen, { error }));
      });
      subscription.pause();
      const large = () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(2000) } });
      for (let i = 0; i < 60; i++)
        await client.appendToStream(stream, Array.from({ length: 50 }, large));
      subscription.resume();
      await until(() =>
        expect(seen.error).toMatchObject({
          type: 'timeout',
          code: 10,
          message:
            '10 ABORTED: Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
        }),
      );
      const received = got.map(({ event }) => event?.revision ?? -1n);
      expect(received).toEqual(received.map((_, i) => BigInt(i)));
      expect(received.length).toBeLessThan(1000);
      const again = toStream(stream, { fromRevision: received.at(-1) ?? START });
      await until(() => expect(again.log.at(-1)).toBe('caughtUp'));
      expect(received.length + again.received.length).toBe(3000);
    });
  });
}
