import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import {
  cacheFolder,
  obtainNatsServer,
  startEmbeddedNats,
  type EmbeddedNats,
} from '#libs/embedded/nats';
import {
  comparePositions,
  PositionRefused,
  type FollowItem,
  type Position,
  type StoredEvent,
} from '#libs/eventsourcing';
import type { NatsConnection } from 'nats';
import { connectNats } from '../src/connection.js';

export const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** A nats-server of the spec's own, with connections that are closed with it. */
export class TestNats {
  readonly #connections: NatsConnection[] = [];

  private constructor(
    readonly server: EmbeddedNats,
    private readonly data: string,
  ) {}

  static async start(): Promise<TestNats> {
    const data = await mkdtemp(join(tmpdir(), 'aduan-messaging-'));
    const binary = await obtainNatsServer({ cache: cacheFolder(), log: () => undefined });
    const server = await startEmbeddedNats({ port: 0, data, binary: binary.path, logger });
    return new TestNats(server, data);
  }

  async connect(): Promise<NatsConnection> {
    const connection = await connectNats({ url: this.server.url, name: 'spec', logger });
    this.#connections.push(connection);
    return connection;
  }

  kill(): void {
    process.kill(this.server.pid, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
    await this.server.close();
    await rm(this.data, { recursive: true, force: true });
  }
}

/** Waits for a condition; fails after `withinMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('condition not met in time');
    await sleep(10);
  }
}

/** An event store of which only `follow` is there: a list, and a live end. */
export class ListStore {
  readonly events: StoredEvent[] = [];
  /** The store was restored to before this position. */
  refuseAfter: Position | undefined;
  followed = 0;
  #wake: (() => void)[] = [];

  constructor(private readonly service: string) {}

  /** Stores events of complaints in turn and returns them. */
  add(count: number, options: { complaints?: number; type?: string } = {}): StoredEvent[] {
    const added = Array.from({ length: count }, (_, index) =>
      this.#make(index % (options.complaints ?? 10), options.type ?? 'ComplaintRegistered'),
    );
    for (const wake of this.#wake.splice(0)) wake();
    return added;
  }

  #make(complaint: number, type: string): StoredEvent {
    const place = BigInt(this.events.length + 1) * 1_000n;
    const complaintId = `00000000-0000-4000-8000-${String(complaint).padStart(12, '0')}`;
    const streamId = `${this.service}-${complaintId}`;
    const event: StoredEvent = {
      id: randomUUID(),
      type,
      streamId,
      revision: BigInt(this.events.filter((each) => each.streamId === streamId).length),
      position: { commit: place, prepare: place - 1n },
      data: { note: 'aduan – keluhan', n: this.events.length },
      metadata: {
        schemaVersion: 1,
        complaintId,
        kecamatan: '64.09.02',
        round: 1,
        step: 1,
        actor: { id: 'system', role: 'system' },
        occurredAt: '2026-11-24T00:00:00.000Z',
        recordedAt: '2026-11-24T00:00:00.000Z',
        correlationId: complaintId,
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
      created: new Date('2026-11-24T00:00:00.000Z'),
    };
    this.events.push(event);
    return event;
  }

  async *follow(options: {
    after: Position | 'start';
    prefixes: string[];
    signal: AbortSignal;
  }): AsyncGenerator<FollowItem> {
    this.followed += 1;
    const { after, signal } = options;
    const isRefused =
      after !== 'start' && this.refuseAfter && comparePositions(after, this.refuseAfter) > 0;
    if (isRefused) throw new PositionRefused('not a position of this store');
    let next =
      after === 'start'
        ? 0
        : this.events.findIndex((event) => comparePositions(event.position, after) > 0);
    if (next < 0) next = this.events.length;
    for (let isLive = false; !signal.aborted;) {
      const event = this.events[next];
      if (event) {
        next += 1;
        yield { kind: 'event', event };
      } else if (!isLive) {
        isLive = true;
        yield { kind: 'caughtUp' };
      } else {
        await new Promise<void>((resolve) => {
          this.#wake.push(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    }
  }
}
