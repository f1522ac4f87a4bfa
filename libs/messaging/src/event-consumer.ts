import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { onReconnect } from './connection.js';
import { ensureConsumer } from './consumer-config.js';
import { describeError, toError } from './errors.js';
import { EventFlow } from './event-flow.js';
import type { FlowCounts, FlowOptions, MessagingObserver } from './event-handling.js';
import { withLease } from './lease.js';
import { answerReplays } from './replays.js';
import { ensureStreams, type StreamOptions } from './streams.js';
import { checkPattern } from './subjects.js';
import { growing, pause } from './timing.js';

export interface EventConsumerOptions extends FlowOptions {
  connection: NatsConnection;
  /** `<service>/<EventType>` of every handler. */
  patterns: string[];
  maxAckPending: number;
  streams: StreamOptions;
  /** Whether only one instance at a time may consume, which keeps complaints in order across instances. */
  isExclusive: boolean;
  leaseTtlMs?: number;
  logger: Logger;
  observer: MessagingObserver;
}

export interface ConsumerStatus extends FlowCounts {
  /** Whether this instance consumes now. */
  active: boolean;
}

const nothing: FlowCounts = { held: 0, running: 0, waiting: 0, failing: 0, isPaused: false };

/** Consumes a service's events from the stream ADUAN until stopped, whatever happens to the server meanwhile. */
export class EventConsumer {
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #flow: EventFlow | undefined;

  /** Throws InvalidToken for a pattern that is not `<service>/<EventType>`. */
  constructor(private readonly options: EventConsumerOptions) {
    for (const pattern of options.patterns) checkPattern(pattern);
  }

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal);
  }

  /** Lets running handlers finish, gives everything else back, and resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  status(): ConsumerStatus {
    return { active: this.#flow !== undefined, ...(this.#flow?.counts() ?? nothing) };
  }

  async #run(stop: AbortSignal): Promise<void> {
    const { connection, consumer, isExclusive, leaseTtlMs, streams, logger } = this.options;
    if (!isExclusive) return this.#consume(stop);
    const owner = `${hostname()}-${process.pid}-${randomUUID()}`;
    const lease = {
      connection,
      key: `consumer-${consumer}`,
      owner,
      replicas: streams.replicas,
      logger,
      ...(leaseTtlMs && { ttlMs: leaseTtlMs }),
    };
    while (!stop.aborted && !connection.isClosed()) {
      await withLease(lease, stop, (tenure) => this.#consume(tenure));
    }
  }

  async #consume(tenure: AbortSignal): Promise<void> {
    const { connection, logger, observer, consumer } = this.options;
    const flow = new EventFlow(connection, this.options, logger, observer);
    this.#flow = flow;
    try {
      answerReplays(connection, flow, this.options, logger, tenure);
      for (let failures = 0; !tenure.aborted && !connection.isClosed();) {
        try {
          await this.#pull(flow, tenure);
          failures = 0;
        } catch (error) {
          failures += 1;
          const detail = { consumer, failures, error: describeError(toError(error)) };
          logger.warn(detail, 'consumer interrupted; it goes on by itself');
          await pause(growing(100, 2_000, failures), tenure);
        }
      }
    } finally {
      await flow.close();
      this.#flow = undefined;
    }
  }

  /** Receives until the tenure ends, the connection was renewed or the stream or consumer is gone. */
  async #pull(flow: EventFlow, tenure: AbortSignal): Promise<void> {
    const { connection, consumer, ackWaitMs, maxAckPending, isExclusive } = this.options;
    await ensureStreams(connection, { ...this.options.streams, signal: tenure });
    const durable = await ensureConsumer(connection, {
      name: consumer,
      ackWaitMs,
      maxAckPending,
    });
    const over = new AbortController();
    if (isExclusive) {
      const { unanswered, lastDelivered } = durable;
      flow.leftovers.expect(unanswered, lastDelivered, 1.5 * ackWaitMs + 1_000);
    }
    const messages = await durable.consumer.consume({
      max_messages: 200,
      expires: 10_000,
      idle_heartbeat: 2_000,
      abort_on_missing_resource: true,
    });
    const stop = (): void => messages.stop();
    onReconnect(connection, over.signal, stop);
    tenure.addEventListener('abort', stop, { signal: over.signal });
    if (tenure.aborted) stop();
    try {
      for await (const message of messages) flow.receive(message);
    } finally {
      over.abort();
      stop();
    }
  }
}
