import 'reflect-metadata';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import type { NatsConnection } from 'nats';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StoredEvent } from '#libs/eventsourcing';
import { ListStore, logger, TestNats, until } from '../spec/kit.js';
import type { RequestContext } from './answering.js';
import { listDeadLetters } from './dead-letters.js';
import { RetryLater } from './errors.js';
import type { EventContext } from './event-handling.js';
import { Relay } from './relay.js';
import { request } from './request.js';
import { rethrowErrors } from './rethrow-errors.js';
import { AduanTransport } from './transport.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const seen: string[] = [];

@Controller()
class Inbox {
  #waits = 2;

  @EventPattern('intake/ComplaintRegistered')
  registered(@Payload() event: StoredEvent, @Ctx() context: unknown): void {
    if (event.revision === 0n && this.#waits-- > 0) throw new RetryLater();
    seen.push(`${event.type} ${event.revision} attempt ${(context as EventContext).attempt}`);
  }

  @EventPattern('intake/ComplaintRegistered')
  async alsoRegistered(event: StoredEvent): Promise<void> {
    await Promise.resolve();
    seen.push(`also ${event.revision}`);
  }

  @EventPattern('intake/ComplaintWithdrawn')
  async withdrawn(_: unknown): Promise<void> {
    await Promise.resolve();
    throw new RangeError('never works');
  }
}

@Controller()
class Commands {
  @MessagePattern('aduan-command.nest')
  async command(@Payload() body: { n: number }, @Ctx() context: RequestContext): Promise<unknown> {
    await Promise.resolve();
    if (body.n < 0) throw new RangeError('negative');
    return { ok: true, n: body.n + 1, subject: context.subject };
  }
}

@Module({ controllers: [Inbox, Commands], providers: [rethrowErrors] })
class Wired {}

@Module({ controllers: [Inbox, Commands] })
class Forgetful {}

let nats: TestNats;
let connection: NatsConnection;
let app: INestMicroservice | undefined;

async function serve(module: Type, service: string): Promise<AduanTransport> {
  const transport = new AduanTransport({
    service,
    connection,
    logger,
    leaseTtlMs: 1_000,
    maxFailures: 2,
    failurePauseMs: [10, 20],
    encodeError: (error) => ({ code: error.name, message: error.message }),
  });
  app = await NestFactory.createMicroservice(module, { strategy: transport, logger: false });
  await app.listen();
  return transport;
}

beforeAll(async () => {
  nats = await TestNats.start();
  connection = await nats.connect();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
});
afterAll(() => nats.stop());

describe('in a Nest application', () => {
  it('relay, event handlers, request handlers and dead letters work together', async () => {
    const store = new ListStore('intake');
    store.add(2, { complaints: 1 });
    store.add(1, { complaints: 1, type: 'ComplaintWithdrawn' });
    const relay = new Relay({
      service: 'intake',
      prefixes: ['intake-'],
      store,
      connection,
      logger,
    });
    relay.start();
    const transport = await serve(Wired, 'nest');
    await until(() => transport.report().handled === 2 && transport.report().deadLetters === 1);
    expect(seen.filter((entry) => !entry.startsWith('also'))).toEqual([
      'ComplaintRegistered 0 attempt 3',
      'ComplaintRegistered 1 attempt 1',
    ]);
    expect(seen.filter((entry) => entry === 'also 1')).toHaveLength(1);
    expect(transport.report().failures).toBe(2);
    expect((await listDeadLetters(connection)).map((letter) => letter.error)).toEqual([
      'RangeError: never works',
    ]);
    const subject = 'aduan-command.nest';
    expect(await request(connection, subject, { n: 4 })).toEqual({ ok: true, n: 5, subject });
    expect(await request(connection, subject, { n: -1 })).toEqual({
      ok: false,
      error: { code: 'RangeError', message: 'negative' },
    });
    await relay.stop();
  });

  it('says so when a module forgot to let errors through', async () => {
    const transport = await serve(Forgetful, 'forgetful');
    expect(await request(connection, 'aduan-command.nest', { n: -1 })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('rethrowErrors') as string },
    });
    await until(() => transport.report().failures > 0);
  });
});
