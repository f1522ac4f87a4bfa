import { BACKWARDS, END, FORWARDS, jsonEvent, START } from '@eventstore/db-client';
import type { ReadStreamOptions } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { appendAt, collect, event, events, fresh, given, revisions } from './support.js';
import type { Server } from './support.js';

const UINT64_MAX = 18_446_744_073_709_551_615n;
const notFound = { type: 'stream-not-found' };
const refusedStreamRead = {
  type: 'unknown',
  code: 2,
  message: '2 UNKNOWN: Unexpected ReadStreamResult: Error',
};
const refusedAllRead = {
  type: 'unknown',
  code: 2,
  message: '2 UNKNOWN: Unexpected ReadAllResult: Error',
};

export function reading(server: Server): void {
  describe('reading a stream', () => {
    const forwards = { direction: FORWARDS } as const;
    const backwards = { direction: BACKWARDS } as const;

    it.each<[string, ReadStreamOptions, bigint[]]>([
      ['forwards', {}, [0n, 1n, 2n, 3n, 4n]],
      ['forwards from 3, inclusive', { fromRevision: 3n }, [3n, 4n]],
      ['forwards, two at most', { maxCount: 2 }, [0n, 1n]],
      ['forwards past the end', { fromRevision: 5n }, []],
      ['backwards from the end', { ...backwards, fromRevision: END }, [4n, 3n, 2n, 1n, 0n]],
      ['backwards from 2, inclusive', { ...backwards, fromRevision: 2n }, [2n, 1n, 0n]],
      ['backwards past the end', { ...backwards, fromRevision: 99n, maxCount: 1 }, [4n]],
      ['backwards from START', { ...backwards, fromRevision: START }, [0n]],
    ])('%s', async (_, options, expected) => {
      const { stream } = await given(server(), 5);
      expect(await revisions(server().client.readStream(stream, options))).toEqual(expected);
    });

    it.each<[string, ReadStreamOptions]>([
      ['maxCount 0', { maxCount: 0 }],
      ['forwards from END', { ...forwards, fromRevision: END }],
      ['forwards from the largest revision', { ...forwards, fromRevision: UINT64_MAX }],
    ])('refuses %s', async (_, options) => {
      const { stream } = await given(server(), 1);
      await expect(revisions(server().client.readStream(stream, options))).rejects.toMatchObject(
        refusedStreamRead,
      );
    });

    it('says that a stream is not there, and its name', async () => {
      const streamName = fresh();
      await expect(revisions(server().client.readStream(streamName))).rejects.toMatchObject({
        ...notFound,
        streamName,
      });
    });

    it('pages through more events than fit one answer', async () => {
      const { stream } = await given(server(), 1500);
      const expected = Array.from({ length: 1500 }, (_, i) => BigInt(i));
      const { client } = server();
      expect(await revisions(client.readStream(stream))).toEqual(expected);
      expect(
        await revisions(client.readStream(stream, { ...backwards, fromRevision: END })),
      ).toEqual(expected.toReversed());
    });

    it('shows the newest events by maxCount and those from truncateBefore on', async () => {
      const { client } = server();
      const { stream } = await given(server(), 5);
      await client.setStreamMetadata(stream, { maxCount: 2 });
      expect(await revisions(client.readStream(stream))).toEqual([3n, 4n]);
      await client.setStreamMetadata(stream, { truncateBefore: 1 });
      expect(await revisions(client.readStream(stream))).toEqual([1n, 2n, 3n, 4n]);
      expect(
        await revisions(client.readStream(stream, { ...backwards, fromRevision: 2n })),
      ).toEqual([2n, 1n]);
      await client.setStreamMetadata(stream, { truncateBefore: 99 });
      expect(await revisions(client.readStream(stream))).toEqual([]);
      expect(
        await revisions(client.readStream(stream, { ...backwards, fromRevision: END })),
      ).toEqual([]);
      await client.setStreamMetadata(stream, { maxCount: 0, maxAge: 0 });
      expect(await revisions(client.readStream(stream))).toHaveLength(5);
    });

    it('stores metadata, shows the newest and does not make a stream by it', async () => {
      const { client } = server();
      const stream = fresh();
      const metadata = { maxCount: 7, maxAge: 60, acl: { readRoles: ['$all'] }, custom: 'kept' };
      await client.setStreamMetadata(stream, { maxCount: 1 });
      await client.setStreamMetadata(stream, metadata);
      expect(await client.getStreamMetadata(stream)).toMatchObject({ metadata });
      expect(await revisions(client.readStream(`$$${stream}`))).toEqual([1n]);
      await expect(revisions(client.readStream(stream))).rejects.toMatchObject(notFound);
    });

    it('follows links on request', async () => {
      const { client } = server();
      const { stream } = await given(server(), 2);
      const links = fresh();
      const link = (data: string) => ({
        ...jsonEvent({ type: '$>', data: {} }),
        contentType: 'application/octet-stream' as const,
        data: Buffer.from(data),
      });
      await client.appendToStream(links, [link(`1@${stream}`), link(`9@${stream}`)]);
      const read = await collect(client.readStream(links, { resolveLinkTos: true }), (r) => [
        r.event?.streamId,
        r.event?.revision,
        r.link?.revision,
      ]);
      expect(read).toEqual([
        [stream, 1n, 0n],
        [undefined, undefined, 1n],
      ]);
      expect(await collect(client.readStream(links), (r) => r.event?.type)).toEqual(['$>', '$>']);
    });
  });

  describe('reading $all', () => {
    it('forwards includes the position, backwards excludes it', async () => {
      const { client } = server();
      const stream = fresh();
      const first = await appendAt(server(), stream);
      const second = await appendAt(server(), stream);
      const read = (options: Parameters<typeof client.readAll>[0]) =>
        collect(client.readAll({ maxCount: 1, ...options }), (r) => r.event?.position);
      expect(await read({ fromPosition: second })).toEqual([second]);
      expect(await read({ fromPosition: second, direction: BACKWARDS })).toEqual([first]);
      expect(await read({ fromPosition: END, direction: BACKWARDS })).toEqual([second]);
      const max = { commit: UINT64_MAX, prepare: UINT64_MAX };
      expect(await read({ fromPosition: max, direction: BACKWARDS })).toEqual([second]);
    });

    it('is empty backwards from START and forwards from END and beyond', async () => {
      const { client } = server();
      const last = await appendAt(server(), fresh());
      const beyond = { commit: last.commit + 1_000_000_000n, prepare: last.commit };
      const next = { commit: last.commit + 1n, prepare: last.commit + 1n };
      const read = (options: Parameters<typeof client.readAll>[0]) =>
        collect(client.readAll({ maxCount: 1, ...options }), (r) => r);
      expect(await read({ fromPosition: START, direction: BACKWARDS })).toEqual([]);
      expect(await read({ fromPosition: END })).toEqual([]);
      expect(await read({ fromPosition: next })).toEqual([]);
      expect(await read({ fromPosition: beyond })).toEqual([]);
    });

    it('{0, 0} is START, and no event lies there', async () => {
      const { client } = server();
      await appendAt(server(), fresh());
      const read = (fromPosition: typeof START | { commit: bigint; prepare: bigint }) =>
        collect(client.readAll({ fromPosition, maxCount: 3 }), (r) => r.event?.position);
      const fromZero = await read({ commit: 0n, prepare: 0n });
      expect(fromZero).toEqual(await read(START));
      expect(fromZero[0]?.commit).toBeGreaterThan(0n);
    });

    it('refuses a position that is not the start of an event', async () => {
      const { client } = server();
      const { commit } = await appendAt(server(), fresh());
      await appendAt(server(), fresh());
      const off = { commit: commit + 1n, prepare: commit + 1n };
      const reversed = { commit, prepare: commit + 1n };
      const beyond = { commit: commit + 1_000_000_000n, prepare: commit };
      const read = (options: Parameters<typeof client.readAll>[0]) =>
        collect(client.readAll({ maxCount: 1, ...options }), (r) => r);
      for (const direction of [FORWARDS, BACKWARDS] as const)
        for (const fromPosition of [off, reversed])
          await expect(read({ fromPosition, direction })).rejects.toMatchObject(refusedAllRead);
      await expect(read({ fromPosition: beyond, direction: BACKWARDS })).rejects.toMatchObject(
        refusedAllRead,
      );
      const below = { commit, prepare: commit - 1n };
      expect(await read({ fromPosition: below })).toHaveLength(1);
    });

    it('contains every event of every stream, in the order of the appends', async () => {
      const { client } = server();
      const prefix = fresh();
      const from = await appendAt(server(), prefix);
      for (let i = 0; i < 5; i++)
        await client.appendToStream(`${prefix}-${i % 2}`, [event(), event()]);
      const read = await collect(client.readAll({ fromPosition: from }), ({ event }) => event);
      expect(read.slice(1).map((found) => `${found?.streamId.at(-1)}/${found?.revision}`)).toEqual([
        '0/0',
        '0/1',
        '1/0',
        '1/1',
        '0/2',
        '0/3',
        '1/2',
        '1/3',
        '0/4',
        '0/5',
      ]);
    });

    it('shows what was just written', async () => {
      const { client } = server();
      for (let i = 0; i < 100; i++) {
        const [proposed] = events(1);
        await client.appendToStream(fresh(), proposed ?? []);
        const [last] = await collect(
          client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }),
          (r) => r.event?.id,
        );
        expect(last).toBe(proposed?.id);
      }
    });
  });
}
