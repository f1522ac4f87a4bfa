import type { NatsConnection } from 'nats';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredEvent } from '#libs/eventsourcing';
import { ListStore, logger, TestNats, until } from '../spec/kit.js';
import {
  bury,
  countDeadLetters,
  dropDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  showDeadLetter,
} from './dead-letters.js';
import { NoResponder, RetryLater } from './errors.js';
import { encodeEvent } from './event-message.js';
import type { EventContext } from './event-handling.js';
import { managerOf } from './stored-messages.js';
import { deadStream, ensureStreams, eventStream } from './streams.js';
import { AduanTransport, type TransportOptions } from './transport.js';

type Handle = (event: StoredEvent, context: EventContext) => unknown;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let nats: TestNats;
let connection: NatsConnection;
let store: ListStore;
let service: string;
let counter = 0;
const open: AduanTransport[] = [];

const consume = (
  handlers: Record<string, Handle>,
  options: Partial<TransportOptions> = {},
): AduanTransport => {
  const transport = new AduanTransport({
    service,
    connection,
    logger,
    leaseTtlMs: 1_000,
    ackWaitMs: 2_000,
    failurePauseMs: [10, 50],
    ...options,
  });
  for (const [pattern, handle] of Object.entries(handlers)) {
    transport.addHandler(pattern, async (event, context) => handle(event, context), true);
  }
  transport.listen((error) => expect(error).toBeUndefined());
  open.push(transport);
  return transport;
};

/** Puts events into the stream as the relay would. */
async function publish(events: StoredEvent[], source = 'intake'): Promise<void> {
  const js = connection.jetstream();
  for (let from = 0; from < events.length; from += 200) {
    await Promise.all(
      events.slice(from, from + 200).map((event) => {
        const { subject, data, headers } = encodeEvent(source, event, event.metadata.kecamatan);
        return js.publish(subject, data, { headers });
      }),
    );
  }
}

const idle = (transport: AduanTransport): boolean =>
  transport.report().consumer?.active === true && transport.report().consumer?.held === 0;

/** The server waits for no acknowledgement and has nothing more to deliver. */
async function settled(name = service): Promise<boolean> {
  const info = await (await managerOf(connection)).consumers.info(eventStream, name);
  return info.num_ack_pending === 0 && info.num_pending === 0;
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeAll(async () => {
  nats = await TestNats.start();
  connection = await nats.connect();
});
afterAll(() => nats.stop());
beforeEach(async () => {
  store = new ListStore('intake');
  service = `triage${++counter}`;
  await ensureStreams(connection, { replicas: 1 });
  const manager = await managerOf(connection);
  await manager.streams.purge(eventStream);
  await manager.streams.purge(deadStream);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
});

describe('events', () => {
  it('handles 5,000 with duplicates: all, in order per complaint, complaints side by side', async () => {
    const events = store.add(5_000, { complaints: 50 });
    const seen = new Map<string, bigint[]>();
    const running = new Set<string>();
    let most = 0;
    const transport = consume({
      'intake/ComplaintRegistered': async (event) => {
        const key = event.metadata.complaintId ?? '';
        expect(running.has(key)).toBe(false);
        running.add(key);
        most = Math.max(most, running.size);
        await tick();
        running.delete(key);
        seen.set(key, [...(seen.get(key) ?? []), event.revision]);
      },
    });
    await publish(events);
    await publish(events.slice(4_000));
    await until(() => transport.report().handled === 5_000);
    await until(() => settled());
    expect(seen.size).toBe(50);
    for (const revisions of seen.values()) {
      expect(revisions).toEqual(Array.from({ length: 100 }, (_, n) => BigInt(n)));
    }
    expect(most).toBe(16);
    expect(transport.report()).toMatchObject({ failures: 0, deadLetters: 0 });
  });

  it('tells the handler what it needs', async () => {
    const [event] = store.add(1);
    const contexts: EventContext[] = [];
    consume({
      'intake/ComplaintRegistered': (_, context) => {
        contexts.push(context);
        if (contexts.length === 1) throw new Error('once');
      },
    });
    await publish(store.events);
    await until(() => contexts.length === 2);
    expect(contexts[1]).toMatchObject({
      event,
      subject: `aduan.64-09-02.intake.${event?.metadata.complaintId}.ComplaintRegistered`,
      headers: { 'Aduan-Revision': '0', traceparent: event?.metadata.traceparent },
      deliveryCount: 1,
      attempt: 2,
      isReplay: false,
    });
  });

  it('lets no later event of a stream overtake one that fails, but others of the complaint', async () => {
    const intake = store.add(3, { complaints: 1 });
    const other = new ListStore('sla');
    const sla = other.add(1, { complaints: 1, type: 'ClockStarted' });
    const log: string[] = [];
    let left = 3;
    consume({
      'intake/ComplaintRegistered': (event) => {
        log.push(`intake ${event.revision}`);
        if (event.revision === 0n && left-- > 0) throw new Error('not yet');
      },
      'sla/ClockStarted': () => log.push('sla'),
    });
    await publish(intake);
    await publish(sla, 'sla');
    await until(() => log.includes('intake 2'));
    expect(log.filter((entry) => entry !== 'sla')).toEqual([
      'intake 0',
      'intake 0',
      'intake 0',
      'intake 0',
      'intake 1',
      'intake 2',
    ]);
    expect(log.indexOf('sla')).toBeLessThan(log.indexOf('intake 1'));
  });

  it('waits for a cause without counting it as a failure, with growing delay', async () => {
    store.add(1);
    const times: number[] = [];
    const transport = consume(
      {
        'intake/ComplaintRegistered': () => {
          times.push(performance.now());
          if (times.length < 6) throw new RetryLater();
        },
      },
      { maxFailures: 2 },
    );
    await publish(store.events);
    await until(() => transport.report().handled === 1);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps.map((gap, index) => gap >= 45 * 2 ** index)).toEqual(Array(5).fill(true));
    expect(transport.report()).toMatchObject({ failures: 0, deadLetters: 0 });
  });

  it('pauses as a whole while a server is missing, counts no failure and loses nothing', async () => {
    store.add(40, { complaints: 20 });
    let isMissing = true;
    let tries = 0;
    const transport = consume(
      {
        'intake/ComplaintRegistered': () => {
          tries += 1;
          if (isMissing) throw new Error('ECONNREFUSED');
        },
      },
      { isServerMissing: (error) => String(error).includes('ECONNREFUSED'), maxFailures: 1 },
    );
    await publish(store.events);
    await until(() => transport.report().consumer?.isPaused === true);
    const paused = tries;
    expect(paused).toBeLessThanOrEqual(16);
    expect(transport.report().consumer?.isPaused && tries).toBe(paused);
    isMissing = false;
    await until(() => transport.report().handled === 40);
    expect(transport.report()).toMatchObject({ failures: 0, deadLetters: 0 });
  });

  it('keeps an event from being delivered again while its handler works longer than ack_wait', async () => {
    store.add(1);
    let calls = 0;
    const transport = consume(
      {
        'intake/ComplaintRegistered': async () => {
          calls += 1;
          await new Promise((resolve) => setTimeout(resolve, 1_500));
        },
      },
      { ackWaitMs: 400 },
    );
    await publish(store.events);
    await until(() => transport.report().handled === 1);
    await until(() => settled());
    const info = await (await managerOf(connection)).consumers.info(eventStream, service);
    expect(info.delivered.consumer_seq).toBe(1);
    expect(calls).toBe(1);
  });

  it('takes up new patterns at the next start', async () => {
    const old = consume({ 'intake/ComplaintRegistered': () => undefined });
    await until(() => idle(old));
    await old.close();
    const seen: string[] = [];
    consume({
      'intake/ComplaintRegistered': (event) => seen.push(event.type),
      'intake/ComplaintWithdrawn': (event) => seen.push(event.type),
    });
    await publish([...store.add(1), ...store.add(1, { type: 'ComplaintWithdrawn' })]);
    await publish(store.add(1, { type: 'NobodyWantsThis' }));
    await until(() => seen.length === 2);
    await until(() => settled());
    expect(seen.sort()).toEqual(['ComplaintRegistered', 'ComplaintWithdrawn']);
  });

  it('refuses patterns that are not <service>/<EventType>', () => {
    const transport = new AduanTransport({ service, connection, logger });
    transport.addHandler('intake.*', () => Promise.resolve({} as never), true);
    let told: unknown;
    transport.listen((error) => (told = error));
    expect(String(told)).toContain('InvalidToken');
  });
});

describe('instances and servers that come and go', () => {
  it('has one instance consume at a time, and the next goes on where it stopped', async () => {
    const events = store.add(400, { complaints: 5 });
    const seen: { by: string; id: string }[] = [];
    const as = (by: string): Record<string, Handle> => ({
      'intake/ComplaintRegistered': async (event) => {
        await tick();
        seen.push({ by, id: event.id });
      },
    });
    const one = consume(as('one'));
    await until(() => one.report().consumer?.active === true);
    const two = consume(as('two'), { connection: await nats.connect() });
    await publish(events.slice(0, 200));
    await until(() => seen.length >= 100);
    expect(two.report().consumer?.active).toBe(false);
    await one.close();
    const byOne = seen.length;
    await publish(events.slice(200));
    await until(() => seen.length === 400);
    expect(seen.slice(byOne).every(({ by }) => by === 'two')).toBe(true);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(400);
  });

  it('delivers again what an instance held that vanished', async () => {
    store.add(3, { complaints: 3 });
    const lost = await nats.connect();
    let held = 0;
    consume(
      {
        'intake/ComplaintRegistered': async () => {
          held += 1;
          await until(() => lost.isClosed());
        },
      },
      { connection: lost },
    );
    await publish(store.events);
    await until(() => held === 3);
    await lost.close();
    const next = consume({ 'intake/ComplaintRegistered': () => undefined });
    await until(() => next.report().handled === 3);
  });

  it('hands nothing later on before what an instance that vanished left unanswered', async () => {
    const events = store.add(20, { complaints: 1 });
    const lost = await nats.connect();
    let isHeld = false;
    const hang: Handle = async () => {
      isHeld = true;
      await until(() => lost.isClosed());
    };
    // Longer than the lease: the next instance is there before they come again.
    const ackWaitMs = 3_000;
    consume({ 'intake/ComplaintRegistered': hang }, { connection: lost, ackWaitMs });
    await publish(events.slice(0, 5));
    await until(async () => {
      const manager = await managerOf(connection);
      const info = await manager.consumers.info(eventStream, service).catch(() => undefined);
      return isHeld && info?.num_ack_pending === 5;
    });
    await lost.close();
    await publish(events.slice(5));
    const seen: bigint[] = [];
    const note: Handle = (event) => seen.push(event.revision);
    consume({ 'intake/ComplaintRegistered': note }, { ackWaitMs });
    await until(() => seen.length >= 20);
    expect(seen).toEqual(events.map((event) => event.revision));
  });

  it('loses nothing when nats-server is killed while events flow', async () => {
    const events = store.add(2_000, { complaints: 40 });
    const seen = new Set<string>();
    const transport = consume({
      'intake/ComplaintRegistered': async (event) => {
        await tick();
        seen.add(event.id);
      },
    });
    await publish(events);
    for (const mark of [100, 900]) {
      await until(() => seen.size > mark);
      const { pid } = nats.server;
      nats.kill();
      await until(() => nats.server.pid !== pid);
    }
    await until(() => seen.size === 2_000, 30_000);
    await until(async () => settled().catch(() => false), 30_000);
    expect(transport.report().deadLetters).toBe(0);
  });

  it('goes on after its stream was deleted and made again', async () => {
    const transport = consume({ 'intake/ComplaintRegistered': () => undefined });
    await until(() => idle(transport));
    await publish(store.add(2));
    await until(() => transport.report().handled === 2);
    await (await managerOf(connection)).streams.delete(eventStream);
    await ensureStreams(connection, { replicas: 1 });
    await publish(store.add(2));
    await until(() => transport.report().handled === 4);
  });

  it('goes on after its consumer was deleted', async () => {
    const seen = new Set<string>();
    const transport = consume({ 'intake/ComplaintRegistered': (event) => seen.add(event.id) });
    await until(() => idle(transport));
    const { consumers } = await managerOf(connection);
    await until(() => consumers.info(eventStream, service).then(Boolean, () => false));
    await consumers.delete(eventStream, service);
    await publish(store.add(2));
    await until(() => seen.size === 2);
  });
});

describe('dead letters', () => {
  const poison = (bad: () => boolean, log: bigint[] = []): Record<string, Handle> => ({
    'intake/ComplaintRegistered': (event) => {
      if (event.revision === 1n && event.streamId.endsWith('0') && bad()) {
        throw new RangeError('cannot do this');
      }
      log.push(event.revision);
    },
  });

  it('keep what cannot be handled, and everything else goes on', async () => {
    const events = store.add(9, { complaints: 3 });
    const bad = events[3];
    const transport = consume(
      poison(() => true),
      { maxFailures: 3 },
    );
    await publish(events);
    await until(() => transport.report().handled === 8);
    await until(() => settled());
    expect(transport.report()).toMatchObject({ failures: 3, deadLetters: 1 });
    const [letter, ...rest] = await listDeadLetters(connection);
    expect(rest).toEqual([]);
    expect(letter).toMatchObject({
      consumer: service,
      eventId: bad?.id,
      complaintId: bad?.metadata.complaintId,
      eventType: 'ComplaintRegistered',
      streamId: bad?.streamId,
      revision: '1',
      error: 'RangeError: cannot do this',
      failures: 3,
    });
    expect(Date.parse(letter?.firstFailure ?? '')).toBeLessThanOrEqual(
      Date.parse(letter?.lastFailure ?? ''),
    );
    expect(letter).not.toHaveProperty('payload');
    const shown = await showDeadLetter(connection, letter?.seq ?? 0);
    expect(JSON.parse(shown?.payload ?? '')).toMatchObject({ id: bad?.id });
    expect(await countDeadLetters(connection)).toEqual({ [service]: 1 });
  });

  it('are replayed to their own consumer only: kept while that fails, removed when handled', async () => {
    let isBad = true;
    const log: bigint[] = [];
    const others: bigint[] = [];
    consume(
      poison(() => isBad, log),
      { maxFailures: 1 },
    );
    consume(
      { 'intake/ComplaintRegistered': (event) => others.push(event.revision) },
      { suffix: 'b' },
    );
    await publish(store.add(3, { complaints: 1 }));
    await until(() => log.length === 2 && others.length === 3);
    await until(async () => (await listDeadLetters(connection)).length === 1);
    const seq = (await listDeadLetters(connection))[0]?.seq ?? 0;
    expect(await replayDeadLetter(connection, seq)).toEqual({
      ok: false,
      error: 'RangeError: cannot do this',
    });
    expect(await listDeadLetters(connection)).toHaveLength(1);
    isBad = false;
    expect(await replayDeadLetter(connection, seq)).toEqual({ ok: true });
    expect(log).toEqual([0n, 2n, 1n]);
    expect(others).toEqual([0n, 1n, 2n]);
    expect(await listDeadLetters(connection)).toEqual([]);
    expect(await replayDeadLetter(connection, seq)).toMatchObject({ ok: false });
  });

  it('say that nobody is there to take a replay', async () => {
    const transport = consume(
      poison(() => true),
      { maxFailures: 1 },
    );
    await publish(store.add(2, { complaints: 1 }));
    await until(() => transport.report().deadLetters === 1);
    await transport.close();
    const seq = (await listDeadLetters(connection, { consumer: service }))[0]?.seq ?? 0;
    await expect(replayDeadLetter(connection, seq)).rejects.toThrow(NoResponder);
  });

  it('take what is not an event at once, whatever it is, and only once', async () => {
    const transport = consume({ 'intake/ComplaintRegistered': () => undefined });
    const js = connection.jetstream();
    await js.publish('aduan.64-09-02.intake.c-1.ComplaintRegistered', '{"half":');
    await js.publish('aduan.64-09-02.intake.c-1.ComplaintRegistered', new Uint8Array([0xff]));
    await publish(store.add(1));
    await until(() => transport.report().deadLetters === 2);
    await until(() => transport.report().handled === 1);
    const letters = await listDeadLetters(connection);
    expect(letters.map((letter) => letter.error)).toEqual([
      'BadEventMessage: not JSON',
      'BadEventMessage: not JSON',
    ]);
    expect(transport.report().failures).toBe(2);
  });

  it('are listed by consumer in pages, counted and dropped', async () => {
    const make = (consumer: string, n: number): Promise<void> => {
      const [event] = store.add(1);
      if (!event) throw new Error('no event');
      const { subject, headers, data } = encodeEvent('intake', event, '64.09.02');
      const error = new Error(`bad ${n}\nsecond line`);
      const burial = { consumer, subject, headers, data, error, streamSeq: n };
      const again = (): Promise<void> =>
        bury(connection, { ...burial, failures: 8, firstFailure: new Date() });
      return again().then(again);
    };
    for (let n = 0; n < 3; n++) await make('sla', n);
    await make('triage', 9);
    expect(await countDeadLetters(connection)).toEqual({ sla: 3, triage: 1 });
    const first = await listDeadLetters(connection, { consumer: 'sla', limit: 2 });
    expect(first.map((letter) => letter.error)).toEqual([
      'Error: bad 0 second line',
      'Error: bad 1 second line',
    ]);
    const after = first.at(-1)?.seq ?? 0;
    const rest = await listDeadLetters(connection, { consumer: 'sla', after });
    expect(rest).toHaveLength(1);
    expect(await dropDeadLetter(connection, after)).toBe(true);
    expect(await dropDeadLetter(connection, after)).toBe(false);
    expect(await showDeadLetter(connection, after)).toBeUndefined();
    expect(await countDeadLetters(connection)).toEqual({ sla: 2, triage: 1 });
    await expect(listDeadLetters(connection, { consumer: '>' })).rejects.toThrow('consumer');
  });

  it('can be buried again after having been dropped', async () => {
    const [event] = store.add(1);
    if (!event) throw new Error('no event');
    const message = encodeEvent('intake', event, '64.09.02');
    const again = (): Promise<void> =>
      bury(connection, {
        ...message,
        consumer: 'sla',
        streamSeq: 1,
        error: new Error('bad'),
        failures: 1,
        firstFailure: new Date(),
      });
    await again();
    const seq = (await listDeadLetters(connection))[0]?.seq ?? 0;
    await dropDeadLetter(connection, seq);
    await again();
    expect(await listDeadLetters(connection)).toHaveLength(1);
  });
});
