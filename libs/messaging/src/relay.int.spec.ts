import type { NatsConnection } from 'nats';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ListStore, logger, TestNats, until } from '../spec/kit.js';
import { decodeEvent, header, positionText } from './event-message.js';
import { Relay, type RelayOptions } from './relay.js';
import { managerOf, messagesFrom } from './stored-messages.js';
import { ensureStreams, eventStream } from './streams.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let nats: TestNats;
let connection: NatsConnection;
let store: ListStore;
let relays: Relay[] = [];

const relay = (options: Partial<RelayOptions> = {}): Relay => {
  const made = new Relay({
    service: 'intake',
    prefixes: ['intake-'],
    store,
    connection,
    logger,
    leaseTtlMs: 1_000,
    ackTimeoutMs: 1_000,
    duplicateWindowMs: 100,
    ...options,
  });
  relays.push(made);
  made.start();
  return made;
};

async function storedIds(service = 'intake'): Promise<string[]> {
  const ids: string[] = [];
  const manager = await managerOf(connection);
  for await (const message of messagesFrom(manager, eventStream, `aduan.*.${service}.>`, 1)) {
    ids.push(message.header.get(header.id));
  }
  return ids;
}

const lastSeq = async (): Promise<number> =>
  (await (await managerOf(connection)).streams.info(eventStream)).state.last_seq;

/** The server has forgotten every message id that it has seen until now. */
async function windowPassed(): Promise<void> {
  const js = connection.jetstream();
  const probe = async (): Promise<boolean> =>
    (await js.publish('aduan.probe.probe.probe.Probe', '', { msgID: 'probe' })).duplicate;
  await probe();
  await until(async () => !(await probe()));
}

const ids = (): string[] => store.events.map((event) => event.id);

beforeAll(async () => {
  nats = await TestNats.start();
  connection = await nats.connect();
});
afterAll(() => nats.stop());
beforeEach(async () => {
  store = new ListStore('intake');
  await ensureStreams(connection, { replicas: 1, duplicateWindowMs: 100 });
  await (await managerOf(connection)).streams.purge(eventStream);
});
afterEach(async () => {
  await Promise.all(relays.map((each) => each.stop()));
  relays = [];
});

describe('relay', () => {
  it('publishes history and what comes later, in order, with all its headers', async () => {
    const first = store.add(250)[0];
    const one = relay();
    await until(() => one.status().published === 250);
    await until(() => !one.status().lagging);
    store.add(5);
    await until(() => one.status().published === 255);
    expect(await storedIds()).toEqual(ids());
    expect(one.status()).toMatchObject({
      active: true,
      lastPosition: store.events.at(-1)?.position,
    });
    const manager = await managerOf(connection);
    const subject = `aduan.64-09-02.intake.${first?.metadata.complaintId}.ComplaintRegistered`;
    const message = await manager.streams.getMessage(eventStream, {
      next_by_subj: subject,
      seq: 1,
    } as {
      seq: number;
    });
    expect(decodeEvent(message.data)).toEqual(first);
    expect(
      Object.fromEntries([...message.header].map(([name, [value]]) => [name, value])),
    ).toMatchObject({
      'Nats-Msg-Id': first?.id,
      'Aduan-Stream': first?.streamId,
      'Aduan-Revision': '0',
      'Aduan-Position': '1000/999',
      'Aduan-Complete-To': 'start',
      'Aduan-Complete-Seq': '0',
      traceparent: first?.metadata.traceparent,
    });
  });

  it('goes on from the stream after a restart and doubles nothing beyond the duplicate window', async () => {
    store.add(260);
    const one = relay();
    await until(() => one.status().published === 260);
    await one.stop();
    await windowPassed();
    const before = await lastSeq();
    store.add(10);
    const two = relay();
    await until(() => two.status().published === 10);
    expect(await storedIds()).toEqual(ids());
    expect(await lastSeq()).toBe(before + 10);
  });

  it('fills a hole that a broken batch left, beyond the duplicate window, and then goes on cleanly', async () => {
    const events = store.add(30);
    const one = relay({ batch: 10 });
    await until(() => one.status().published === 30);
    await one.stop();
    const manager = await managerOf(connection);
    for (const seq of [24, 27])
      await manager.streams.deleteMessage(eventStream, (await lastSeq()) - 30 + seq);
    await windowPassed();
    const two = relay({ batch: 4 });
    await until(() => two.status().published === 2);
    await two.stop();
    const stored = await storedIds();
    expect(stored.slice(-2)).toEqual([events[23]?.id, events[26]?.id]);
    expect([...stored].sort()).toEqual(ids().sort());
    await windowPassed();
    store.add(1);
    const three = relay({ batch: 4 });
    await until(() => three.status().published === 1);
    expect(await storedIds()).toHaveLength(31);
  });

  it('has one active instance per service; the next takes over when it stops', async () => {
    const one = relay();
    await until(() => one.status().active);
    const two = relay({ connection: await nats.connect() });
    store.add(50);
    await until(() => one.status().published === 50);
    expect(two.status()).toMatchObject({ active: false, published: 0 });
    await one.stop();
    await until(() => two.status().active);
    store.add(50);
    await until(() => two.status().published === 50);
    expect(await storedIds()).toEqual(ids());
  });

  it('takes over from an instance that vanished without giving the lease back', async () => {
    const other = await nats.connect();
    const one = relay({ connection: other });
    await until(() => one.status().active);
    await other.close();
    const two = relay();
    await until(() => two.status().active, 5_000);
    store.add(3);
    await until(() => two.status().published === 3);
  });

  it('loses nothing and doubles nothing when nats-server is killed in between', async () => {
    const one = relay({ batch: 20, duplicateWindowMs: 100 });
    for (let round = 0; round < 3; round++) {
      store.add(600);
      await until(() => one.status().published > round * 600 + 100);
      nats.kill();
    }
    await until(async () => one.status().active && !one.status().lagging, 30_000);
    await until(async () => (await storedIds()).length >= 1_800);
    expect(await storedIds()).toEqual(ids());
  });

  it('stops and says so when the store does not know the position', async () => {
    store.add(20);
    const one = relay({ batch: 5 });
    await until(() => one.status().published === 20);
    await one.stop();
    store.refuseAfter = { commit: 1n, prepare: 1n };
    const two = relay();
    await until(() => two.status().stoppedBecause !== undefined);
    expect(two.status().stoppedBecause).toContain('PositionRefused');
    expect(two.status().active).toBe(false);
    expect(await storedIds()).toHaveLength(20);
  });

  it('stops and says so when something else wrote under its subjects', async () => {
    await connection.jetstream().publish('aduan.x.intake.y.Z', '{}');
    const one = relay();
    await until(() => one.status().stoppedBecause !== undefined);
    expect(one.status().stoppedBecause).toContain('ForeignMessage');
  });

  it('puts an event whose metadata make no subject under _', async () => {
    const [event] = store.add(1);
    if (event) event.metadata.kecamatan = 'a.* >';
    const one = relay();
    await until(() => one.status().published === 1);
    const manager = await managerOf(connection);
    const message = await manager.streams.getMessage(eventStream, { last_by_subj: 'aduan.>' });
    expect(message.subject).toBe(
      `aduan._.intake.${event?.metadata.complaintId}.ComplaintRegistered`,
    );
    expect(message.header.get(header.position)).toBe(event && positionText(event.position));
  });
});
