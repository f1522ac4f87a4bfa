import type { JsMsg, NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { bury, type Burial } from './dead-letters.js';
import { describeError, RetryLater, toError } from './errors.js';
import { BadEventMessage, decodeEvent, header, plainHeaders } from './event-message.js';
import type { EventHandler, FlowCounts, FlowOptions, MessagingObserver } from './event-handling.js';
import { Lanes } from './lanes.js';
import { Leftovers } from './leftovers.js';
import { none, parseEventSubject } from './subjects.js';
import { growing, unlessAborted } from './timing.js';

/** An event between its delivery and its acknowledgement. */
interface Held {
  message: JsMsg;
  pattern: string;
  handler: EventHandler;
  failures: number;
  waits: number;
  attempts: number;
  /** When the handler that runs now began; 0 while none does. */
  since: number;
  firstFailure?: Date;
  /** Given up; what remains is to store it as a dead letter. */
  verdict?: Error;
}

/** A handler that runs longer than this is worth a warning. */
const slowMs = 30_000;

/** The lane of a complaint; events of no complaint have one per stream. */
export function laneOf(subject: string, streamId: string): { lane: string; pattern: string } {
  const parts = parseEventSubject(subject);
  const complaint = parts?.complaintId ?? none;
  return {
    lane: complaint === none ? `stream ${streamId}` : complaint,
    pattern: `${parts?.service ?? none}/${parts?.type ?? none}`,
  };
}

/**
 * What happens to delivered events while one instance consumes. Events that have to come again are
 * kept here and told to the server as being worked on, instead of being given back: given back, they
 * would return in any order.
 */
export class EventFlow {
  readonly #held = new Map<string, Held>();
  readonly #lanes: Lanes;
  readonly leftovers: Leftovers;
  readonly #heartbeat: NodeJS.Timeout;
  #missing = 0;

  constructor(
    private readonly connection: NatsConnection,
    private readonly options: FlowOptions,
    private readonly logger: Logger,
    private readonly observer: MessagingObserver,
  ) {
    this.#lanes = new Lanes(options.concurrency);
    this.leftovers = new Leftovers(this.#lanes);
    this.#heartbeat = setInterval(() => this.#beat(), options.ackWaitMs / 3);
  }

  get lanes(): Pick<Lanes, 'add'> {
    return this.#lanes;
  }

  /**
   * Takes a delivered message. What nobody handles is acknowledged; a second delivery of one that is
   * held only replaces the first.
   */
  receive(message: JsMsg): void {
    const key = `${message.seq} ${message.headers?.get(header.id) ?? ''}`;
    const known = this.#held.get(key);
    if (known) {
      known.message = message;
      return;
    }
    const stream = message.headers?.get(header.stream) || message.subject;
    const { lane, pattern } = laneOf(message.subject, stream);
    const handler = this.options.handlerOf(pattern);
    if (!handler) {
      this.leftovers.note(message.seq);
      answer(() => message.ack());
      return;
    }
    const { maxFailures } = this.options;
    // Delivered that often, and no memory of failures: it may be what ends the process. One more try.
    const failures = message.info.deliveryCount > maxFailures ? maxFailures - 1 : 0;
    const held: Held = { message, pattern, handler, failures, waits: 0, attempts: 0, since: 0 };
    this.#held.set(key, held);
    const run = async (): Promise<number | undefined> => {
      const again = await this.#attempt(held);
      if (again === undefined) this.#held.delete(key);
      return again;
    };
    this.#lanes.add({ lane, stream, seq: message.seq, run });
    this.leftovers.note(message.seq);
  }

  counts(): FlowCounts {
    const all = [...this.#held.values()];
    return {
      held: all.length,
      running: this.#lanes.running,
      waiting: all.filter((held) => held.waits > 0 && held.failures === 0).length,
      failing: all.filter((held) => held.firstFailure !== undefined).length,
      isPaused: this.#lanes.isPaused,
    };
  }

  /** Lets what runs finish, within 10 s, and gives the rest back to the server at once. */
  async close(): Promise<void> {
    this.leftovers.close();
    await unlessAborted(this.#lanes.close(), AbortSignal.timeout(10_000));
    clearInterval(this.#heartbeat);
    for (const { message } of this.#held.values()) answer(() => message.nak());
    this.#held.clear();
  }

  async #attempt(held: Held): Promise<number | undefined> {
    if (held.verdict) return this.#bury(held, held.verdict);
    held.attempts += 1;
    const started = performance.now();
    held.since = started;
    try {
      await this.#handle(held);
    } catch (thrown) {
      return this.#refused(held, toError(thrown));
    } finally {
      held.since = 0;
    }
    this.#missing = 0;
    answer(() => held.message.ack());
    this.observer.handled?.(held.pattern, performance.now() - started);
    return undefined;
  }

  async #handle({ message, handler, attempts }: Held): Promise<void> {
    const event = decodeEvent(message.data);
    const headers = plainHeaders(message.headers);
    const { deliveryCount } = message.info;
    const { subject } = message;
    const isReplay = false;
    await handler(event, { event, subject, headers, deliveryCount, attempt: attempts, isReplay });
  }

  async #refused(held: Held, error: Error): Promise<number | undefined> {
    if (error instanceof RetryLater) {
      held.waits += 1;
      if (held.waits % 100 === 20) this.#warn(held, 'event still waits for its cause');
      this.observer.waiting?.(held.pattern);
      return error.afterMs ?? growing(50, 5_000, held.waits);
    }
    if (this.options.isServerMissing(error)) {
      this.#pause(error);
      return 0;
    }
    held.failures += 1;
    held.firstFailure ??= new Date();
    const { failures, pattern, message } = held;
    this.observer.failed?.(pattern, error);
    const detail = { pattern, seq: message.seq, failures, error: describeError(error) };
    this.logger.warn(detail, 'event handler failed');
    if (error instanceof BadEventMessage || failures >= this.options.maxFailures)
      return this.#bury(held, error);
    return growing(...this.options.failurePauseMs, failures);
  }

  #pause(error: Error): void {
    if (this.#lanes.isPaused) return;
    this.#missing += 1;
    const ms = growing(250, 10_000, this.#missing);
    this.observer.serverMissing?.(error);
    const detail = { consumer: this.options.consumer, ms, error: describeError(error) };
    this.logger.warn(detail, 'a server is missing; consumer pauses');
    this.#lanes.pause(ms);
  }

  async #bury(held: Held, error: Error): Promise<number | undefined> {
    held.verdict = error;
    const { message, failures, pattern } = held;
    const { consumer } = this.options;
    const burial: Burial = {
      consumer,
      subject: message.subject,
      streamSeq: message.seq,
      headers: message.headers,
      data: message.data,
      error,
      failures,
      firstFailure: held.firstFailure ?? new Date(),
    };
    const detail = { consumer, pattern, seq: message.seq, error: describeError(error) };
    try {
      await bury(this.connection, burial);
    } catch (cause) {
      this.logger.warn({ ...detail, err: cause }, 'dead letter not stored yet');
      return 2_000;
    }
    answer(() => message.term());
    this.logger.error(detail, 'event became a dead letter');
    this.observer.deadLetter?.(pattern);
    return undefined;
  }

  #beat(): void {
    const now = performance.now();
    for (const held of this.#held.values()) {
      answer(() => held.message.working());
      if (held.since > 0 && now - held.since > slowMs) this.#warn(held, 'event handler is slow');
    }
  }

  #warn({ message, pattern, waits, since }: Held, text: string): void {
    const runningMs = since > 0 ? Math.round(performance.now() - since) : 0;
    const { consumer } = this.options;
    this.logger.warn({ consumer, pattern, seq: message.seq, waits, runningMs }, text);
  }
}

/** Answers are best effort: what gets lost is delivered again. */
function answer(send: () => void): void {
  try {
    send();
  } catch {
    // The connection is closed for good; the server delivers it again to the next one.
  }
}
