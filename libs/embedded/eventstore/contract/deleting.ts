import { NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { collect, event, events, fresh, given, revisions } from './support.js';
import type { Server } from './support.js';

const notFound = { type: 'stream-not-found' };
const deleted = { type: 'stream-deleted' };

/** The client passes it on for tombstones, but its types leave it out. */
const streamExists = STREAM_EXISTS as unknown as typeof NO_STREAM;

export function deleting(server: Server): void {
  const metadataData = (stream: string) =>
    collect(server().client.readStream(`$$${stream}`), (r) => r.event?.data);

  describe('soft delete', () => {
    it('hides the stream and discards its metadata', async () => {
      const { client } = server();
      const { stream } = await given(server(), 3);
      await client.setStreamMetadata(stream, { maxCount: 9, custom: 1 });
      const { position } = await client.deleteStream(stream, { expectedRevision: 2n });
      expect(position?.commit).toBeGreaterThan(0n);
      await expect(revisions(client.readStream(stream))).rejects.toMatchObject(notFound);
      expect(await metadataData(stream)).toEqual([{ $tb: Number('9223372036854775807') }]);
    });

    it('recreated: the events first, then the metadata with the first visible revision', async () => {
      const { client } = server();
      const { stream } = await given(server(), 3);
      const { position } = await client.deleteStream(stream);
      if (!position) throw new Error('no position');
      const answer = await client.appendToStream(stream, events(2), {
        expectedRevision: NO_STREAM,
      });
      expect(answer.nextExpectedRevision).toBe(4n);
      expect(await revisions(client.readStream(stream))).toEqual([3n, 4n]);
      expect(await metadataData(stream)).toEqual([{ $tb: 3 }]);
      const log = await collect(
        client.readAll({ fromPosition: position }),
        ({ event }) => `${event?.streamId.replace(stream, 'del')}/${event?.revision}`,
      );
      expect(log).toEqual(['$$del/0', 'del/3', 'del/4', '$$del/1']);
      await expect(
        client.appendToStream(stream, event(), { expectedRevision: NO_STREAM }),
      ).rejects.toMatchObject({ actualVersion: 4n });
    });

    it('metadata revives the stream, with its old events hidden', async () => {
      const { client } = server();
      const { stream } = await given(server(), 3);
      await client.deleteStream(stream);
      await client.setStreamMetadata(stream, { custom: 'kept' });
      expect(await client.getStreamMetadata(stream)).toMatchObject({
        metadata: { custom: 'kept', truncateBefore: 3 },
      });
      expect(await revisions(client.readStream(stream))).toEqual([]);
      await expect(
        client.appendToStream(stream, event(), { expectedRevision: NO_STREAM }),
      ).rejects.toMatchObject({ actualVersion: 2n });
    });

    it('can be repeated, and wants the exact head or no_stream', async () => {
      const { client } = server();
      const { stream } = await given(server(), 3);
      await expect(client.deleteStream(stream, { expectedRevision: 0n })).rejects.toMatchObject({
        type: 'wrong-expected-version',
        code: 9,
        streamName: stream,
        expectedVersion: 0n,
        actualVersion: 2n,
        message: `9 FAILED_PRECONDITION: Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: 0, Actual version: 2`,
      });
      await client.deleteStream(stream, { expectedRevision: 2n });
      await client.deleteStream(stream);
      await client.deleteStream(stream, { expectedRevision: NO_STREAM });
      const bare = fresh();
      await client.setStreamMetadata(bare, { maxCount: 1 });
      await client.deleteStream(bare, { expectedRevision: NO_STREAM });
    });

    it('of a stream that never was is refused', async () => {
      const streamName = fresh();
      await expect(server().client.deleteStream(streamName)).rejects.toMatchObject({
        type: 'wrong-expected-version',
        code: 9,
        streamName,
        expectedVersion: -2n,
        actualVersion: -1n,
      });
    });
  });

  describe('tombstone', () => {
    it('ends a stream and its metastream for ever', async () => {
      const { client } = server();
      const { stream } = await given(server(), 1);
      await client.tombstoneStream(stream);
      const gone = { ...deleted, streamName: stream };
      await expect(client.appendToStream(stream, event())).rejects.toMatchObject(gone);
      await expect(client.appendToStream(stream, [])).rejects.toMatchObject(gone);
      await expect(revisions(client.readStream(stream))).rejects.toMatchObject(gone);
      await expect(client.deleteStream(stream)).rejects.toMatchObject(gone);
      await expect(client.tombstoneStream(stream)).rejects.toMatchObject(gone);
      const metaGone = { ...deleted, streamName: `$$${stream}` };
      await expect(client.setStreamMetadata(stream, {})).rejects.toMatchObject(metaGone);
      await expect(client.getStreamMetadata(stream)).rejects.toMatchObject(metaGone);
    });

    it('may be set on a stream that never was, or is soft deleted', async () => {
      const { client } = server();
      await client.tombstoneStream(fresh());
      const { stream } = await given(server(), 1);
      await client.deleteStream(stream);
      await expect(
        client.tombstoneStream(stream, { expectedRevision: streamExists }),
      ).rejects.toMatchObject(deleted);
      await client.tombstoneStream(stream);
    });

    it('checks the expected revision', async () => {
      const { stream } = await given(server(), 2);
      await expect(
        server().client.tombstoneStream(stream, { expectedRevision: NO_STREAM }),
      ).rejects.toMatchObject({ code: 9, expectedVersion: -1n, actualVersion: 1n });
      await server().client.tombstoneStream(stream, { expectedRevision: 1n });
    });
  });
}
