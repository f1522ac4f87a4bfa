import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { isObservable, lastValueFrom } from 'rxjs';
import { Answering, encodeUnforeseen, type EncodedError } from './answering.js';
import { EventConsumer, type ConsumerStatus } from './event-consumer.js';
import type { EventHandler, MessagingObserver } from './event-handling.js';
import { token } from './subjects.js';
import { traced } from './traced-event.js';

export interface TransportOptions {
  /** Name of the service: queue group of its requests, name of its durable consumer. */
  service: string;
  connection: NatsConnection;
  logger: Logger;
  /** Added to the consumer's name with a dash, for a second consumer of the same service. */
  suffix?: string;
  replicas?: 1 | 3;
  /** Complaints dealt with at once; default 16. */
  concurrency?: number;
  /** Failures after which an event becomes a dead letter; default 8. */
  maxFailures?: number;
  /** Pauses between failures in ms: first and longest; default 100 and 30,000. */
  failurePauseMs?: readonly [number, number];
  /** Time after which the server gives the events of a vanished instance to another; default 5 s, as the lease's. */
  ackWaitMs?: number;
  /** Events that may be held at once, waiting ones included; default 2,000. */
  maxAckPending?: number;
  /** Only one instance consumes at a time (default): order per complaint holds across instances too. */
  isExclusive?: boolean;
  leaseTtlMs?: number;
  duplicateWindowMs?: number;
  /** Whether an error only says that a database is away; such events wait and are not counted. */
  isServerMissing?: (error: unknown) => boolean;
  /** Requests handled at once; default 256. */
  maxConcurrentRequests?: number;
  /** What a request is answered with when its handler throws; default: logged, code `internal`. */
  encodeError?: (error: Error) => EncodedError;
  observer?: MessagingObserver;
}

export interface TransportStatus {
  consumer: ConsumerStatus | undefined;
  requests: number;
  handled: number;
  failures: number;
  deadLetters: number;
}

/**
 * Nest transport on NATS: `@EventPattern('<service>/<EventType>')` is a JetStream event, handled at
 * least once, in order per complaint; `@MessagePattern('<subject>')` is a request. The connection
 * belongs to the caller and is not closed here.
 */
export class AduanTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #counts = { handled: 0, failures: 0, deadLetters: 0 };
  #consumer: EventConsumer | undefined;
  #answering: Answering | undefined;

  constructor(private readonly options: TransportOptions) {
    super();
    token(options.service, 'service');
  }

  /** Begins to answer and to consume. Waits for nothing: a server that is away is retried for ever. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.#answer();
      this.#consume();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Finishes what runs and gives back the rest. */
  async close(): Promise<void> {
    await Promise.all([this.#consumer?.stop(), this.#answering?.close()]);
  }

  /** Numbers for metrics and health checks. (`status` is taken by Nest.) */
  report(): TransportStatus {
    return {
      consumer: this.#consumer?.status(),
      requests: this.#answering?.running ?? 0,
      ...this.#counts,
    };
  }

  override on(): never {
    throw new Error('AduanTransport has no events; see report()');
  }

  override unwrap(): never {
    throw new Error('AduanTransport hides nothing; the connection is the one that it was given');
  }

  #answer(): void {
    const { options } = this;
    this.#answering = new Answering({
      connection: options.connection,
      queue: options.service,
      maxConcurrent: options.maxConcurrentRequests ?? 256,
      encodeError: options.encodeError ?? encodeUnforeseen(options.logger),
      logger: options.logger,
      observer: options.observer ?? {},
    });
    for (const [subject, handler] of this.messageHandlers) {
      if (!handler.isEventHandler) {
        this.#answering.listen(subject, (body, context) => settle(handler, body, context));
      }
    }
  }

  #consume(): void {
    const { options } = this;
    const patterns = [...this.messageHandlers]
      .filter(([, handler]) => handler.isEventHandler)
      .map(([pattern]) => pattern);
    if (patterns.length === 0) return;
    this.#consumer = new EventConsumer({
      connection: options.connection,
      consumer: options.suffix ? `${options.service}-${options.suffix}` : options.service,
      patterns,
      handlerOf: (pattern) => this.#eventHandler(pattern),
      concurrency: options.concurrency ?? 16,
      maxFailures: options.maxFailures ?? 8,
      failurePauseMs: options.failurePauseMs ?? [100, 30_000],
      ackWaitMs: options.ackWaitMs ?? 5_000,
      maxAckPending: options.maxAckPending ?? 2_000,
      isServerMissing: options.isServerMissing ?? (() => false),
      isExclusive: options.isExclusive ?? true,
      ...(options.leaseTtlMs && { leaseTtlMs: options.leaseTtlMs }),
      streams: {
        replicas: options.replicas ?? 1,
        ...(options.duplicateWindowMs && { duplicateWindowMs: options.duplicateWindowMs }),
      },
      logger: options.logger,
      observer: counting(this.#counts, options.observer ?? {}),
    });
    this.#consumer.start();
  }

  #eventHandler(pattern: string): EventHandler | undefined {
    const handler = this.messageHandlers.get(pattern);
    if (!handler?.isEventHandler) return undefined;
    return async (event, context) => {
      const { service } = this.options;
      await traced(service, pattern, { event, context }, () => settle(handler, event, context));
    };
  }
}

/** Nest gives a value, or a stream whose last value (or error) is the outcome. */
async function settle(handler: MessageHandler, data: unknown, context: unknown): Promise<unknown> {
  const result: unknown = await handler(data, context);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}

function counting(
  counts: { handled: number; failures: number; deadLetters: number },
  observer: MessagingObserver,
): MessagingObserver {
  return {
    ...observer,
    handled: (pattern, ms) => {
      counts.handled += 1;
      observer.handled?.(pattern, ms);
    },
    failed: (pattern, error) => {
      counts.failures += 1;
      observer.failed?.(pattern, error);
    },
    deadLetter: (pattern) => {
      counts.deadLetters += 1;
      observer.deadLetter?.(pattern);
    },
  };
}
