import { headers as newHeaders, ErrorCode, type Msg, type NatsConnection } from 'nats';
import { activeTraceparent, inSpan } from '#libs/telemetry';
import { BadReply, NoResponder, PayloadTooLarge, RequestTimedOut } from './errors.js';
import { header } from './event-message.js';
import { messagingAttributes } from './span-attributes.js';
import { growing, pause } from './timing.js';

export interface RequestOptions {
  /** Longest wait for the answer, from the first attempt; default 5 s. */
  timeoutMs?: number;
  /** How long to look for somebody who answers, within `timeoutMs`; default 2 s. */
  responderWithinMs?: number;
  headers?: Record<string, string>;
}

/**
 * Asks on a subject and gives back the answer's JSON. What the answer means (`ok` or not) is the
 * caller's. Throws NoResponder (nothing was done), RequestTimedOut (outcome unknown), PayloadTooLarge
 * (not sent) or BadReply.
 */
export async function request<Reply>(
  connection: NatsConnection,
  subject: string,
  body: unknown,
  options: RequestOptions = {},
): Promise<Reply> {
  const attributes = messagingAttributes('send', subject);
  return inSpan(`send ${subject}`, { kind: 'client', attributes }, () =>
    ask<Reply>(connection, subject, body, options),
  );
}

async function ask<Reply>(
  connection: NatsConnection,
  subject: string,
  body: unknown,
  options: RequestOptions,
): Promise<Reply> {
  const timeoutMs = options.timeoutMs ?? 5_000;
  const data = encode(body, connection);
  const headers = newHeaders();
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  const traceparent = activeTraceparent();
  if (traceparent) headers.set(header.traceparent, traceparent);
  const started = performance.now();
  const spent = (): number => performance.now() - started;
  for (let attempt = 1; ; attempt++) {
    try {
      const timeout = Math.max(1, timeoutMs - spent());
      return parse(await connection.request(subject, data, { timeout, headers })) as Reply;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === ErrorCode.Timeout) throw new RequestTimedOut(subject, timeoutMs);
      if (code !== ErrorCode.NoResponders) throw error;
      const wait = growing(20, 250, attempt);
      const limit = Math.min(timeoutMs, options.responderWithinMs ?? 2_000);
      if (spent() + wait > limit) throw new NoResponder(subject);
      await pause(wait);
    }
  }
}

function encode(body: unknown, connection: NatsConnection): Uint8Array {
  const data = new TextEncoder().encode(JSON.stringify(body ?? null));
  const limit = connection.info?.max_payload ?? Infinity;
  if (data.length > limit) throw new PayloadTooLarge(data.length, limit);
  return data;
}

function parse(message: Msg): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(message.data));
  } catch {
    throw new BadReply(`the answer on ${message.subject} is not JSON`);
  }
}
