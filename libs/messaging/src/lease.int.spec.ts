import type { NatsConnection } from 'nats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { logger, TestNats, until } from '../spec/kit.js';
import { leaseBucket, withLease } from './lease.js';
import { managerOf } from './stored-messages.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let nats: TestNats;
let connection: NatsConnection;

/** Holds a lease until told to let go; notes who holds it. */
function contender(holders: string[], owner: string, over: NatsConnection, key = 'spec') {
  const stop = new AbortController();
  let lost = 0;
  const options = { connection: over, key, owner, replicas: 1, logger, ttlMs: 600 } as const;
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted && !over.isClosed()) {
      await withLease(options, stop.signal, async (tenure) => {
        holders.push(owner);
        await new Promise<void>((resolve) => {
          tenure.addEventListener('abort', () => resolve(), { once: true });
        });
        if (!stop.signal.aborted) lost += 1;
        holders.splice(holders.indexOf(owner), 1);
      });
    }
  };
  const running = run();
  return {
    lost: () => lost,
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}

beforeAll(async () => {
  nats = await TestNats.start();
  connection = await nats.connect();
});
afterAll(() => nats.stop());

describe('lease', () => {
  it('is held by one at a time, longer than its time to live, and handed on when given back', async () => {
    const holders: string[] = [];
    const other = await nats.connect();
    const one = contender(holders, 'one', connection);
    await until(() => holders.length === 1);
    const two = contender(holders, 'two', other);
    const started = performance.now();
    await until(() => {
      expect(holders).toEqual(['one']);
      return performance.now() - started > 1_500;
    });
    expect(one.lost()).toBe(0);
    await one.stop();
    await until(() => holders[0] === 'two');
    await two.stop();
    expect(holders).toEqual([]);
  });

  it('is lost when somebody takes it away, or its bucket is gone, and gained again', async () => {
    const holders: string[] = [];
    const one = contender(holders, 'one', connection, 'taken');
    await until(() => holders.length === 1);
    await (await connection.jetstream().views.kv(leaseBucket)).put('taken', 'thief');
    await until(() => one.lost() === 1);
    expect(holders).toEqual([]);
    await until(() => holders.length === 1);
    await (await managerOf(connection)).streams.delete(`KV_${leaseBucket}`);
    await until(() => one.lost() === 2);
    await until(() => holders.length === 1);
    await one.stop();
  });

  it('outlives a restart of the server', async () => {
    const holders: string[] = [];
    const one = contender(holders, 'one', connection, 'restart');
    await until(() => holders.length === 1);
    const { pid } = nats.server;
    nats.kill();
    await until(() => nats.server.pid !== pid);
    const isHeld = async (): Promise<boolean> => {
      const bucket = await connection.jetstream({ timeout: 500 }).views.kv(leaseBucket);
      const entry = await bucket.get('restart');
      return entry?.string() === 'one' && holders.length === 1;
    };
    await until(() => isHeld().catch(() => false));
    await one.stop();
  });

  it('passes on what the work throws, and is free afterwards', async () => {
    const options = {
      connection,
      key: 'throws',
      owner: 'one',
      replicas: 1,
      logger,
      ttlMs: 600,
    } as const;
    const stop = new AbortController().signal;
    const failing = withLease(options, stop, () => Promise.reject(new Error('of the work')));
    await expect(failing).rejects.toThrow('of the work');
    let ran = false;
    await withLease({ ...options, owner: 'two' }, stop, () => {
      ran = true;
      return Promise.resolve();
    });
    expect(ran).toBe(true);
  });
});
