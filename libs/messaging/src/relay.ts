import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { NatsConnection } from 'nats';
import type { Logger } from 'pino';
import {
  PositionRefused,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#libs/eventsourcing';
import { onReconnect } from './connection.js';
import { describeError, PayloadTooLarge, toError } from './errors.js';
import { withLease } from './lease.js';
import { relaySession, type SessionOptions } from './relay-session.js';
import { ForeignMessage } from './stream-tail.js';
import { InvalidToken } from './subjects.js';
import { growing, pause } from './timing.js';

export interface RelayOptions {
  service: string;
  /** Prefixes of the service's own streams, e.g. `['intake-']`. */
  prefixes: string[];
  store: Pick<EventStore, 'follow'>;
  connection: NatsConnection;
  logger: Logger;
  /** Kecamatan for the subject; the event's metadata by default. */
  kecamatanOf?: (event: StoredEvent) => string;
  /** Events published at once before waiting for their acknowledgements; default 100. */
  batch?: number;
  replicas?: 1 | 3;
  /** For tests: the server's default of 2 minutes is right otherwise. */
  duplicateWindowMs?: number;
  leaseTtlMs?: number;
  ackTimeoutMs?: number;
}

export interface RelayStatus {
  /** Whether this instance holds the lease. */
  active: boolean;
  /** Events stored in the stream by this instance. */
  published: number;
  /** Active, but the store has more than is published (or that is not known yet). */
  lagging: boolean;
  /** Age of the oldest event that is known to wait, or how long it has not been known whether one does; 0 for none. */
  lagSeconds: number;
  lastPosition?: Position;
  /** Set when the relay gave up; a person has to decide, see the text. */
  stoppedBecause?: string;
}

/**
 * Publishes a service's events from the event store to the stream ADUAN: at least once, in order, and
 * not twice even after a long outage. One instance per service works, by a lease; the others stand by.
 */
export class Relay {
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  readonly #status: Omit<RelayStatus, 'lagSeconds'> = {
    active: false,
    published: 0,
    lagging: false,
  };
  /** Since when something waits, in ms since 1970. */
  #waitingSince: number | undefined;
  readonly #session: SessionOptions;

  constructor(private readonly options: RelayOptions) {
    this.#session = {
      ...options,
      kecamatanOf: options.kecamatanOf ?? ((event) => event.metadata.kecamatan),
      batch: options.batch ?? 100,
      ackTimeoutMs: options.ackTimeoutMs ?? 5_000,
      streams: {
        replicas: options.replicas ?? 1,
        ...(options.duplicateWindowMs && { duplicateWindowMs: options.duplicateWindowMs }),
      },
    };
  }

  /** Begins in the background; nothing that happens later is thrown, see `status`. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Finishes, gives the lease back, and resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  status(): RelayStatus {
    const since = this.#waitingSince;
    const lagSeconds = since === undefined ? 0 : Math.max(0, Date.now() - since) / 1_000;
    return { ...this.#status, lagSeconds };
  }

  async #run(): Promise<void> {
    const { service, connection, logger } = this.options;
    const lease = {
      connection,
      key: `relay-${service}`,
      owner: `${hostname()}-${process.pid}-${randomUUID()}`,
      replicas: this.options.replicas ?? 1,
      logger,
      ...(this.options.leaseTtlMs && { ttlMs: this.options.leaseTtlMs }),
    } as const;
    while (!this.#stopping.signal.aborted && !connection.isClosed()) {
      try {
        await withLease(lease, this.#stopping.signal, (tenure) => this.#publish(tenure));
      } catch (error) {
        this.#status.stoppedBecause = describeError(toError(error));
        logger.error({ err: error, service }, 'relay stopped; a person has to look at it');
        return;
      } finally {
        this.#status.active = false;
        this.#status.lagging = false;
        this.#waitingSince = undefined;
      }
    }
  }

  /** Session after session while the lease is held; throws only what no repetition can mend. */
  async #publish(tenure: AbortSignal): Promise<void> {
    const { service, logger } = this.options;
    this.#status.active = true;
    for (let failures = 0; !tenure.aborted;) {
      this.#status.lagging = true;
      this.#waitingSince ??= Date.now();
      const over = new AbortController();
      onReconnect(this.options.connection, over.signal, () => over.abort());
      try {
        await relaySession(this.#session, AbortSignal.any([over.signal, tenure]), {
          published: (count) => {
            this.#status.published += count;
            failures = 0;
          },
          waiting: (since) => {
            this.#waitingSince = since.getTime();
          },
          reached: (position, isCaughtUp) => {
            if (isCaughtUp) this.#waitingSince = undefined;
            if (position) this.#status.lastPosition = position;
            this.#status.lagging = !isCaughtUp;
          },
        });
      } catch (error) {
        if (isFinal(error)) throw error;
        failures += 1;
        logger.warn({ err: error, service, failures }, 'relay interrupted; it goes on by itself');
        await pause(growing(100, 5_000, failures), tenure);
      } finally {
        over.abort();
      }
    }
  }
}

function isFinal(error: unknown): boolean {
  return [PositionRefused, PayloadTooLarge, ForeignMessage, InvalidToken].some(
    (kind) => error instanceof kind,
  );
}
