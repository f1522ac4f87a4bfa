import { randomUUID } from 'node:crypto';
import {
  ANY,
  END,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
} from '@eventstore/db-client';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { collect, event, fresh, revisions, until, watch } from './contract/support.js';
import { DataFolderError, startEmbeddedEventStore } from './index.js';
import type { EmbeddedEventStore, EmbeddedEventStoreOptions } from './index.js';
import { temporaryFolder } from './spec/server-process.js';

vi.setConfig({ testTimeout: 30_000 });
const logger = pino({ level: 'silent' });
const running: (EmbeddedEventStore | EventStoreDBClient)[] = [];

async function start(
  options: Partial<EmbeddedEventStoreOptions> = {},
): Promise<{ server: EmbeddedEventStore; client: EventStoreDBClient }> {
  const server = await startEmbeddedEventStore({
    port: 0,
    data: temporaryFolder(),
    logger,
    ...options,
  });
  const client = EventStoreDBClient.connectionString(server.url);
  running.push(client, server);
  return { server, client };
}

afterEach(async () => {
  for (const each of running.splice(0)) await ('close' in each ? each.close() : each.dispose());
});

describe('refused by name', () => {
  const operations: Record<string, (client: EventStoreDBClient) => Promise<unknown>> = {
    'persistent subscriptions': (client) =>
      client.createPersistentSubscriptionToStream(
        's',
        'group',
        persistentSubscriptionToStreamSettingsFromDefaults(),
      ),
    projections: (client) => client.createProjection('p', 'fromAll()'),
  };

  it.each(Object.keys(operations))('%s', async (name) => {
    const { client } = await start();
    await expect(operations[name]?.(client)).rejects.toMatchObject({
      code: 12,
      message: expect.stringContaining(`does not support ${name} (/event_store.client.`) as string,
    });
  });

  it('reading from a persistent subscription', async () => {
    const { client } = await start();
    const failure = new Promise((resolve) => {
      client.subscribeToPersistentSubscriptionToStream('s', 'group').on('error', resolve);
    });
    expect(await failure).toMatchObject({ code: 12 });
  });

  it('the deletion of a metadata stream', async () => {
    const { client } = await start();
    await client.setStreamMetadata('s', { maxCount: 1 });
    await expect(client.deleteStream('$$s')).rejects.toMatchObject({ code: 12 });
  });
});

describe('where the real server would be harmed', () => {
  it.each([
    ['an id that is no UUID', fresh(), event('nonsense')],
    ['the zero id', fresh(), event('00000000-0000-0000-0000-000000000000')],
    ['an empty type', fresh(), event(undefined, '')],
    ['the empty stream name', '', event()],
    ['the stream $$', '$$', event()],
  ])('%s is answered once, and the client works on', async (_, stream, bad) => {
    const { client } = await start();
    await expect(client.appendToStream(stream, bad)).rejects.toMatchObject({
      type: 'unknown',
      message: 'Could not recognize BadRequest',
    });
    expect(await client.appendToStream(fresh(), event())).toMatchObject({ success: true });
  });

  it('readAll with maxCount 0 is an error', async () => {
    const { client } = await start();
    await expect(revisions(client.readAll({ maxCount: 0 }))).rejects.toMatchObject({
      code: 2,
      message: '2 UNKNOWN: Unexpected ReadAllResult: Error',
    });
  });

  it('[new, known] again under any is answered', async () => {
    const { client } = await start();
    const stream = fresh();
    const [known, unknown] = [event(), event()];
    await client.appendToStream(stream, known);
    await client.appendToStream(stream, [unknown, known]);
    expect(await client.appendToStream(stream, [unknown, known])).toMatchObject({ success: true });
    expect(await revisions(client.readStream(stream))).toHaveLength(3);
  });
});

describe('options', () => {
  it('subscriberBuffer 0 drops a live subscriber that has anything left when more comes', async () => {
    const { client } = await start({ subscriberBuffer: 0 });
    const watched = watch(client.subscribeToAll({ fromPosition: END }));
    await until(() => expect(watched.log).toEqual(['confirmation', 'caughtUp']));
    const large = () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(60_000) } });
    await Promise.all(
      Array.from({ length: 20 }, () => client.appendToStream('s', [large(), large(), large()])),
    );
    for (let i = 0; i < 50 && !watched.error; i++)
      await client.appendToStream('s', [large(), large()]);
    await until(() => expect(watched.error).toMatchObject({ type: 'timeout', code: 10 }));
  });

  it('faults.sameIdInFlightMs answers the second of two as timed out, and stores one', async () => {
    const { client } = await start({ faults: { sameIdInFlightMs: 30 } });
    const one = event();
    const answers = await Promise.allSettled([
      client.appendToStream('s', one, { expectedRevision: ANY }),
      client.appendToStream('s', one, { expectedRevision: ANY }),
    ]);
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    expect(refused).toEqual([
      expect.objectContaining({ type: 'deadline-exceeded', code: undefined, message: '' }),
    ]);
    expect(await client.appendToStream('s', one)).toMatchObject({ nextExpectedRevision: 0n });
    expect(await revisions(client.readStream('s'))).toEqual([0n]);
  });

  it('without that fault both are answered and one is stored', async () => {
    const { client } = await start();
    const one = event();
    await Promise.all([client.appendToStream('s', one), client.appendToStream('s', one)]);
    expect(await revisions(client.readStream('s'))).toEqual([0n]);
  });
});

describe('a server in this process', () => {
  it('begins with the one event of a new store', async () => {
    const { client } = await start();
    expect(
      await collect(client.readAll(), ({ event }) => [
        event?.streamId,
        event?.type,
        event?.position,
      ]),
    ).toEqual([['$$$scavenges', '$metadata', { commit: 548n, prepare: 548n }]]);
  });

  it('ends calls and pending appends with UNAVAILABLE, and may be closed twice', async () => {
    const { server, client } = await start();
    const watched = watch(client.subscribeToStream('s', { fromRevision: START }));
    await until(() => expect(watched.log).toEqual(['confirmation']));
    await client.appendToStream('s', event(), { expectedRevision: NO_STREAM });
    await Promise.all([server.close(), server.close()]);
    await until(() => expect(watched.error).toMatchObject({ type: 'unavailable', code: 14 }));
    await expect(client.appendToStream('s', event())).rejects.toMatchObject({ code: 14 });
  });

  it('gives its folder back when closed, and refuses it to a second server until then', async () => {
    const data = temporaryFolder();
    const { server } = await start({ data });
    await expect(startEmbeddedEventStore({ port: 0, data, logger })).rejects.toThrow(
      DataFolderError,
    );
    await server.close();
    await start({ data });
  });

  it('is found by gossip', async () => {
    const { server } = await start();
    const client = EventStoreDBClient.connectionString(
      `esdb://127.0.0.1:${server.port},localhost:${server.port}?tls=false`,
    );
    running.push(client);
    expect(await client.appendToStream('s', event())).toMatchObject({ success: true });
  });

  it('hides events older than maxAge, except in $all', async () => {
    const { client } = await start();
    await client.appendToStream('s', event());
    const [created] = await collect(client.readStream('s'), (r) => r.event?.created.getTime());
    await client.setStreamMetadata('s', { maxAge: 1 });
    await until(() => expect(Date.now()).toBeGreaterThan((created ?? 0) + 1000));
    expect(await revisions(client.readStream('s'))).toEqual([]);
    expect(await collect(client.readAll(), (r) => r.event?.streamId)).toContain('s');
  });

  it('sends metadata of almost 16 MiB back unharmed', async () => {
    const { client } = await start();
    const metadata = new Uint8Array(16_000_000).fill(7);
    await client.appendToStream('s', { ...event(), id: randomUUID(), metadata });
    const [read] = await collect(client.readStream('s'), (r) => r.event?.metadata as Uint8Array);
    expect(Buffer.from(read ?? []).equals(Buffer.from(metadata))).toBe(true);
  });
});
