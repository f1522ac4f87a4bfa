import { randomUUID } from 'node:crypto';
import { ANY, binaryEvent, jsonEvent, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import type { AppendExpectedRevision, JSONEventData } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { collect, event, events, fresh, given, overAppend, revisions } from './support.js';
import type { ContractServer, Server } from './support.js';

type JSONType = JSONEventData['data'];
type Outcome = bigint | 'deleted' | { actual: bigint | 'no_stream' };

const wrong = (actual: bigint | 'no_stream'): Outcome => ({ actual });

const EXPECTATIONS: AppendExpectedRevision[] = [ANY, NO_STREAM, STREAM_EXISTS, 0n, 2n, 3n, 99n];

/** How each kind of stream (three events where it has any) comes about. */
const STREAMS: Record<string, (server: ContractServer) => Promise<string>> = {
  none: async () => fresh(),
  existing: async (server) => (await given(server, 3)).stream,
  'soft deleted': async (server) => {
    const { stream } = await given(server, 3);
    await server.client.deleteStream(stream);
    return stream;
  },
  recreated: async (server) => {
    const { stream } = await given(server, 3);
    await server.client.deleteStream(stream);
    await server.client.appendToStream(stream, event(), { expectedRevision: NO_STREAM });
    return stream;
  },
  'metadata only': async (server) => {
    const stream = fresh();
    await server.client.setStreamMetadata(stream, { maxCount: 10 });
    return stream;
  },
  tombstoned: async (server) => {
    const { stream } = await given(server, 3);
    await server.client.tombstoneStream(stream);
    return stream;
  },
};

const none = wrong('no_stream');
const two = wrong(2n);
const three = wrong(3n);

/** Next revision, or the actual one of a WrongExpectedVersion, for each expectation in the order of EXPECTATIONS. */
const ANSWERS: Record<string, Outcome[]> = {
  none: [0n, 0n, none, none, none, none, none],
  existing: [3n, two, 3n, two, 3n, two, two],
  'soft deleted': [3n, 3n, 'deleted', two, 3n, two, two],
  recreated: [4n, three, 4n, three, three, 4n, three],
  'metadata only': [0n, 0n, 0n, none, none, none, none],
  tombstoned: EXPECTATIONS.map(() => 'deleted'),
};

const CASES = Object.entries(ANSWERS).flatMap(([kind, answers]) =>
  EXPECTATIONS.map((expected, i) => ({ kind, expected, answer: answers[i] ?? 'deleted' })),
);

const CALLS = [
  { call: 'BatchAppend', options: {}, deletedCode: undefined },
  { call: 'Append', options: overAppend, deletedCode: 9 },
];

export function appending(server: Server): void {
  describe.each(CALLS)('expected revision over $call', ({ options, deletedCode }) => {
    it.each(CASES)('a stream $kind, expected $expected', async ({ kind, expected, answer }) => {
      const streamName = await STREAMS[kind]?.(server());
      const appended = server().client.appendToStream(streamName ?? '', event(), {
        expectedRevision: expected,
        ...options,
      });
      if (typeof answer === 'bigint')
        expect(await appended).toMatchObject({ success: true, nextExpectedRevision: answer });
      else if (answer === 'deleted')
        await expect(appended).rejects.toMatchObject({
          type: 'stream-deleted',
          code: deletedCode,
          streamName,
        });
      else
        await expect(appended).rejects.toMatchObject({
          type: 'wrong-expected-version',
          code: undefined,
          message: '',
          streamName,
          expectedVersion: expected,
          actualVersion: answer.actual,
        });
    });
  });

  describe('a known event id', () => {
    const append = (stream: string, ids: string[], expectedRevision: AppendExpectedRevision) =>
      server().client.appendToStream(
        stream,
        ids.map((id) => event(id)),
        { expectedRevision },
      );
    const conflict = { type: 'wrong-expected-version' };

    it.each([ANY, NO_STREAM, STREAM_EXISTS] as const)(
      'alone again, %s: the first answer',
      async (how) => {
        const stream = fresh();
        const [x, y] = [randomUUID(), randomUUID()];
        const first = await append(stream, [x], NO_STREAM);
        await append(stream, [y], 0n);
        expect(await append(stream, [x], how)).toEqual({ ...first, nextExpectedRevision: 0n });
        expect(await revisions(server().client.readStream(stream))).toEqual([0n, 1n]);
      },
    );

    it('is recognised on its own revision, its other content ignored, 1,500 events later', async () => {
      const { client } = server();
      const { stream, ids } = await given(server(), 1);
      const [id = ''] = ids;
      await client.appendToStream(stream, events(1500));
      const again = jsonEvent({ id, type: 'Other', data: {} });
      for (const expectedRevision of [ANY, NO_STREAM] as const)
        expect(await client.appendToStream(stream, again, { expectedRevision })).toMatchObject({
          nextExpectedRevision: 0n,
        });
    });

    it('at the head with the head expected is written again', async () => {
      const { stream, ids } = await given(server(), 1);
      expect(await append(stream, ids, 0n)).toMatchObject({ nextExpectedRevision: 1n });
    });

    it('with a later revision expected is a conflict', async () => {
      const { stream, ids } = await given(server(), 2);
      await expect(append(stream, ids.slice(0, 1), 0n)).rejects.toMatchObject(conflict);
    });

    it('may be one of several', async () => {
      const { stream, ids } = await given(server(), 2);
      const [x = '', y = ''] = ids;
      const unknown = randomUUID();
      expect(await append(stream, [x, y], ANY)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append(stream, [y], ANY)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append(stream, [y], 0n)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append(stream, [y, x], ANY)).toMatchObject({ nextExpectedRevision: 0n });
      const refused: [string[], AppendExpectedRevision][] = [
        [[y], NO_STREAM],
        [[y, x], NO_STREAM],
        [[x, unknown], ANY],
        [[x, unknown], NO_STREAM],
        [[x, y, unknown], ANY],
        [[x, y, unknown], NO_STREAM],
        [[y, unknown], 0n],
      ];
      for (const [sent, expected] of refused)
        await expect(append(stream, sent, expected)).rejects.toMatchObject({
          ...conflict,
          expectedVersion: expected,
          actualVersion: 1n,
        });
      expect(await revisions(server().client.readStream(stream))).toEqual([0n, 1n]);
    });

    it('after an unknown one is written again, under any', async () => {
      const { stream, ids } = await given(server(), 1);
      expect(await append(stream, [randomUUID(), ...ids], ANY)).toMatchObject({
        nextExpectedRevision: 2n,
      });
    });

    it('twice in one append is written twice, and recognised as the first', async () => {
      const stream = fresh();
      const z = randomUUID();
      expect(await append(stream, [z, z], NO_STREAM)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append(stream, [z, z], ANY)).toMatchObject({ nextExpectedRevision: 0n });
    });

    it('is not protected under any in a second stream', async () => {
      const { stream, ids } = await given(server(), 1);
      const second = fresh();
      await append(second, ids, ANY);
      expect(await append(second, ids, ANY)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append(stream, ids, ANY)).toMatchObject({ nextExpectedRevision: 0n });
    });

    it('after a soft delete succeeds, writes nothing and has no position', async () => {
      const { stream, ids } = await given(server(), 1);
      await server().client.deleteStream(stream);
      expect(await append(stream, ids, ANY)).toEqual({
        success: true,
        nextExpectedRevision: 0n,
        position: undefined,
      });
      await expect(revisions(server().client.readStream(stream))).rejects.toMatchObject({
        type: 'stream-not-found',
      });
    });
  });

  describe('an empty append', () => {
    it('to no stream succeeds and makes none', async () => {
      const stream = fresh();
      expect(await server().client.appendToStream(stream, [])).toMatchObject({
        success: true,
        nextExpectedRevision: 0n,
      });
      await expect(revisions(server().client.readStream(stream))).rejects.toMatchObject({
        type: 'stream-not-found',
      });
    });

    it('wants the exact head', async () => {
      const { stream } = await given(server(), 2);
      const append = (expectedRevision: AppendExpectedRevision) =>
        server().client.appendToStream(stream, [], { expectedRevision });
      expect(await append(1n)).toMatchObject({ nextExpectedRevision: 1n });
      for (const expected of [0n, 2n, NO_STREAM] as const)
        await expect(append(expected)).rejects.toMatchObject({ actualVersion: 1n });
    });
  });

  it('answers n events with the position of the last, commit equal to prepare', async () => {
    const { client } = server();
    const stream = fresh();
    const { position } = await client.appendToStream(stream, events(3));
    const read = await collect(client.readStream(stream), (resolved) => resolved.event);
    expect(read[2]?.position).toEqual(position);
    expect(position?.commit).toBe(position?.prepare);
    expect(position?.commit).toBeGreaterThan(0n);
    expect(new Set(read.map((found) => found?.created.getTime())).size).toBe(1);
    expect(read[0]?.created).toBeInstanceOf(Date);
  });

  it('gives ids back in lower case', async () => {
    const { client } = server();
    const stream = fresh();
    const id = randomUUID();
    await client.appendToStream(stream, event(id.toUpperCase()));
    expect(await collect(client.readStream(stream), (r) => r.event?.id)).toEqual([id]);
  });

  it('keeps the order of 200 appends sent without waiting, each with its exact revision', async () => {
    const { client } = server();
    const stream = fresh();
    const sent = Array.from({ length: 200 }, (_, i) =>
      client.appendToStream(stream, event(), {
        expectedRevision: i === 0 ? NO_STREAM : BigInt(i - 1),
      }),
    );
    const answers = await Promise.all(sent);
    expect(answers.map((answer) => answer.nextExpectedRevision)).toEqual(
      answers.map((_, i) => BigInt(i)),
    );
  });

  it.each([' ', 'a/b@c%d', 'keluhan-é-字-🙂', 'line\nfeed\u0000null', 'x'.repeat(1_000_000)])(
    'takes any name',
    async (suffix) => {
      const { client } = server();
      const stream = `${fresh()}${suffix}`;
      await client.appendToStream(stream, event());
      expect(await collect(client.readStream(stream), (r) => r.event?.streamId)).toEqual([stream]);
      await expect(revisions(client.readStream(stream.toUpperCase()))).rejects.toMatchObject({
        type: 'stream-not-found',
      });
    },
  );

  it('passes data and metadata through untouched', async () => {
    const { client } = server();
    const stream = fresh();
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const values = [null, 7, 'text', [1, 2], { nested: { key: null } }] as JSONType[];
    await client.appendToStream(stream, [
      ...values.map((data) => jsonEvent({ type: 'Json', data, metadata: { cause: 'é' } })),
      binaryEvent({ type: 'Bytes', data: bytes, metadata: bytes }),
    ]);
    const read = await collect(client.readStream(stream), ({ event }) => event);
    expect(read.slice(0, -1).map((found) => found?.data)).toEqual(values);
    expect(read[0]?.metadata).toEqual({ cause: 'é' });
    expect(read.at(-1)).toMatchObject({ isJson: false, type: 'Bytes' });
    expect(Buffer.from(read.at(-1)?.data as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(read.at(-1)?.metadata as Uint8Array)).toEqual(Buffer.from(bytes));
  });
}
