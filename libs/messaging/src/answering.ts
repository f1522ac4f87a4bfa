import type { Msg, NatsConnection, Subscription } from 'nats';
import type { Logger } from 'pino';
import { inSpan } from '#libs/telemetry';
import { describeError, toError } from './errors.js';
import { header, plainHeaders } from './event-message.js';
import type { MessagingObserver } from './event-handling.js';
import { messagingAttributes } from './span-attributes.js';
import { unlessAborted } from './timing.js';

/** What a failed request is answered with, as `{ ok: false, error }`. */
export interface EncodedError {
  code: string;
  parameters?: Record<string, unknown>;
  message?: string;
  [detail: string]: unknown;
}

/** What a message handler gets beside the body: Nest's `@Ctx()`. */
export interface RequestContext {
  subject: string;
  headers: Record<string, string>;
}

export type RequestHandler = (body: unknown, context: RequestContext) => Promise<unknown>;

export interface AnsweringOptions {
  connection: NatsConnection;
  /** Queue group: one instance of the service answers. */
  queue: string;
  /** Requests handled at once; more are answered as `unavailable`. */
  maxConcurrent: number;
  encodeError: (error: Error) => EncodedError;
  logger: Logger;
  observer: MessagingObserver;
}

/** Answers requests on subjects with JSON: what the handler returns, or `{ ok: false, error }` when it throws. */
export class Answering {
  readonly #subscriptions: Subscription[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(private readonly options: AnsweringOptions) {}

  get running(): number {
    return this.#running.size;
  }

  listen(subject: string, handler: RequestHandler): void {
    const { connection, queue, logger } = this.options;
    const requests = connection.subscribe(subject, { queue });
    this.#subscriptions.push(requests);
    void (async () => {
      for await (const message of requests) this.#begin(subject, handler, message);
    })().catch((error: unknown) => logger.error({ err: error, subject }, 'requests end'));
  }

  /** Takes no more requests and answers those that are under way, within 10 s. */
  async close(): Promise<void> {
    const finish = async (): Promise<void> => {
      await Promise.allSettled(
        this.#subscriptions.map(async (each) => (each.isClosed() ? undefined : each.drain())),
      );
      await Promise.allSettled(this.#running);
    };
    await unlessAborted(finish(), AbortSignal.timeout(10_000));
  }

  #begin(subject: string, handler: RequestHandler, message: Msg): void {
    const work = this.#answer(subject, handler, message)
      .catch((error: unknown) =>
        this.options.logger.error({ err: error, subject }, 'no answer sent'),
      )
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #answer(subject: string, handler: RequestHandler, message: Msg): Promise<void> {
    const started = performance.now();
    const reply = await this.#outcome(subject, handler, message);
    this.options.observer.answered?.(subject, performance.now() - started, reply.isOk);
    if (!message.reply || this.options.connection.isClosed()) return;
    message.respond(reply.data);
  }

  async #outcome(
    subject: string,
    handler: RequestHandler,
    message: Msg,
  ): Promise<{ isOk: boolean; data: Uint8Array }> {
    if (this.#running.size >= this.options.maxConcurrent) {
      return refusal({ code: 'unavailable', parameters: { service: this.options.queue } });
    }
    let body: unknown;
    try {
      body = JSON.parse(new TextDecoder().decode(message.data));
    } catch {
      return refusal({ code: 'not-json', parameters: {} });
    }
    try {
      const headers = plainHeaders(message.headers);
      const value = await this.#traced(subject, headers, () => handler(body, { subject, headers }));
      return this.#fitting(subject, value);
    } catch (thrown) {
      return this.#refused(toError(thrown));
    }
  }

  /** Requests of nobody's trace, such as those of probes, begin none. */
  #traced(
    subject: string,
    headers: Record<string, string>,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const parent = headers[header.traceparent];
    if (!parent) return work();
    const attributes = messagingAttributes('process', subject);
    const { queue: service } = this.options;
    return inSpan(`process ${subject}`, { kind: 'server', service, parent, attributes }, work);
  }

  #refused(error: Error): { isOk: false; data: Uint8Array } {
    try {
      return refusal(this.options.encodeError(error));
    } catch (cause) {
      this.options.logger.error({ err: cause }, 'an error cannot be encoded');
      return refusal({ code: 'internal', parameters: {} });
    }
  }

  #fitting(subject: string, value: unknown): { isOk: boolean; data: Uint8Array } {
    const data = json(value ?? null);
    const limit = this.options.connection.info?.max_payload ?? Infinity;
    if (data.length <= limit) return { isOk: true, data };
    this.options.logger.error({ subject, bytes: data.length }, 'answer is too large for NATS');
    return refusal({ code: 'too-large', parameters: { bytes: data.length, limit } });
  }
}

/** Errors that nobody foresaw: logged here, answered without detail. */
export function encodeUnforeseen(logger: Logger): (error: Error) => EncodedError {
  return (error) => {
    logger.error({ err: error, error: describeError(error) }, 'request failed');
    return { code: 'internal', parameters: {} };
  };
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const refusal = (error: EncodedError): { isOk: false; data: Uint8Array } => ({
  isOk: false,
  data: json({ ok: false, error }),
});
