import { randomUUID } from 'node:crypto';
import { ANY, END, NO_STREAM, streamNameFilter } from '@eventstore/db-client';
import { describe, expect, it, vi } from 'vitest';
import { appendAt, event, fresh, given, revisions, until, watch } from './support.js';
import type { Server } from './support.js';

/** The first append that goes through after a restart, through the client that was there before. */
const back = (append: () => Promise<unknown>): Promise<unknown> =>
  vi.waitFor(append, { timeout: 20_000, interval: 50 });

/** What holds when the server is killed and started again. Skipped where the suite cannot restart it. */
export function surviving(server: Server, canRestart: boolean): void {
  describe.skipIf(!canRestart)('a killed server', () => {
    const restart = async () => {
      await server().restart?.();
      await back(() => server().client.appendToStream(fresh(), event()));
    };

    it('keeps what it acknowledged, revisions and positions go on', async () => {
      const { client } = server();
      const { stream } = await given(server(), 3);
      const before = await appendAt(server(), stream);
      await restart();
      expect(await revisions(client.readStream(stream))).toEqual([0n, 1n, 2n, 3n]);
      const after = await appendAt(server(), stream);
      expect(after.commit).toBeGreaterThan(before.commit);
    });

    it('recognises a repetition by its exact revision, but no longer under any', async () => {
      const { client } = server();
      const stream = fresh();
      const [x, y] = [randomUUID(), randomUUID()];
      const first = await client.appendToStream(stream, event(x), { expectedRevision: NO_STREAM });
      await client.appendToStream(stream, event(y), { expectedRevision: 0n });
      await restart();
      expect(
        await client.appendToStream(stream, event(x), { expectedRevision: NO_STREAM }),
      ).toEqual(first);
      expect(await client.appendToStream(stream, event(y), { expectedRevision: 0n })).toMatchObject(
        { nextExpectedRevision: 1n },
      );
      expect(
        await client.appendToStream(stream, event(x), { expectedRevision: ANY }),
      ).toMatchObject({ nextExpectedRevision: 2n });
    });

    it('ends live subscriptions with unavailable; they resume from where they were', async () => {
      const { client } = server();
      const stream = fresh();
      const from = await appendAt(server(), stream);
      const filter = streamNameFilter({ prefixes: [stream] });
      const live = watch(client.subscribeToAll({ fromPosition: END, filter }));
      await until(() => expect(live.log).toEqual(['confirmation', 'caughtUp']));
      await restart();
      await until(() => expect(live.error).toMatchObject({ type: 'unavailable', code: 14 }));
      await appendAt(server(), stream);
      const resumed = client.subscribeToAll({ fromPosition: from, filter });
      const watched = watch(resumed);
      await until(() => expect(watched.log).toEqual(['confirmation', 1n, 'caughtUp']));
      await resumed.unsubscribe();
    });
  });
}
