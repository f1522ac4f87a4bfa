import { binaryEvent, NO_STREAM } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { event, events, fresh, overAppend, revisions } from './support.js';
import type { Server } from './support.js';

const sized = (data: number, metadata = 0) =>
  binaryEvent({ type: 'Sized', data: new Uint8Array(data), metadata: new Uint8Array(metadata) });

export function limits(server: Server): void {
  describe('limits', () => {
    it.each([{}, overAppend])(
      'an append holds at most 1,048,576 bytes of data',
      async (options) => {
        const { client } = server();
        const half = sized(524_288);
        expect(await client.appendToStream(fresh(), [half, half], options)).toMatchObject({
          success: true,
        });
        const stream = fresh();
        await expect(
          client.appendToStream(stream, [half, sized(524_289)], options),
        ).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
        await expect(revisions(client.readStream(stream))).rejects.toMatchObject({
          type: 'stream-not-found',
        });
      },
    );

    it('metadata and type do not count', async () => {
      const { client } = server();
      const large = binaryEvent({
        type: 't'.repeat(100_000),
        data: new Uint8Array(1_048_576),
        metadata: new Uint8Array(3_000_000),
      });
      expect(await client.appendToStream(fresh(), large)).toMatchObject({ success: true });
    });

    it('takes 50,000 events in one append', async () => {
      const { client } = server();
      const stream = fresh();
      const many = Array.from({ length: 50_000 }, () => sized(1));
      const answer = await client.appendToStream(stream, many, { expectedRevision: NO_STREAM });
      expect(answer.nextExpectedRevision).toBe(49_999n);
    });

    it('refuses a message above 16 MiB − 10,000, and serves the next', async () => {
      const { client } = server();
      await expect(client.appendToStream(fresh(), sized(0, 16_767_216))).rejects.toMatchObject({
        type: 'unknown',
        code: 8,
        message:
          '8 RESOURCE_EXHAUSTED: Received message exceeds the maximum configured message size.',
      });
      expect(await client.appendToStream(fresh(), events(1))).toMatchObject({ success: true });
    });

    it('refuses the empty stream name', async () => {
      const { client } = server();
      const handler = { code: 2, message: '2 UNKNOWN: Exception was thrown by handler.' };
      await expect(client.appendToStream('', event(), overAppend)).rejects.toMatchObject(handler);
      await expect(revisions(client.readStream(''))).rejects.toMatchObject(handler);
    });

    it.each([
      ['an id that is no UUID', { id: 'not-a-uuid', type: 'Tested' }],
      ['the zero id', { id: '00000000-0000-0000-0000-000000000000', type: 'Tested' }],
      ['an empty type', { id: undefined, type: '' }],
    ])('refuses %s', async (_, { id, type }) => {
      await expect(
        server().client.appendToStream(fresh(), event(id, type), overAppend),
      ).rejects.toMatchObject({ code: 2, message: '2 UNKNOWN: Exception was thrown by handler.' });
    });
  });
}
