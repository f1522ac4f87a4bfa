import { headers as newHeaders, type MsgHdrs } from 'nats';
import { z } from 'zod';
import { fromWire, toWire, type Position, type StoredEvent } from '#libs/eventsourcing';
import { eventSubject, InvalidToken, none } from './subjects.js';

/** A message is not an event as the relay writes it. Its text never repeats the payload. */
export class BadEventMessage extends Error {
  override readonly name = 'BadEventMessage';
}

export const header = {
  id: 'Nats-Msg-Id',
  stream: 'Aduan-Stream',
  revision: 'Aduan-Revision',
  position: 'Aduan-Position',
  traceparent: 'traceparent',
  /** Everything of this service up to this position is in the stream … */
  completeTo: 'Aduan-Complete-To',
  /** … at or before this sequence of the stream. */
  completeSeq: 'Aduan-Complete-Seq',
} as const;

const decimal = z.string().regex(/^\d{1,20}$/);
const schema = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  streamId: z.string().min(1),
  revision: decimal,
  position: z.object({ commit: decimal, prepare: decimal }),
  data: z.record(z.string(), z.unknown()),
  metadata: z.record(z.string(), z.unknown()),
  created: z.iso.datetime(),
});

export interface EventMessage {
  subject: string;
  headers: MsgHdrs;
  data: Uint8Array;
}

/** W3C trace context, version and all. */
export const traceparentPattern = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** The message for an event of a service; numbers beyond 2^53 travel as decimal strings. */
export function encodeEvent(service: string, event: StoredEvent, kecamatan: string): EventMessage {
  const body = {
    id: event.id,
    type: event.type,
    streamId: event.streamId,
    revision: event.revision.toString(),
    position: toWire(event.position),
    data: event.data,
    metadata: event.metadata,
    created: event.created.toISOString(),
  };
  const headers = newHeaders();
  headers.set(header.id, event.id);
  headers.set(header.stream, event.streamId);
  headers.set(header.revision, event.revision.toString());
  headers.set(header.position, positionText(event.position));
  const { traceparent } = event.metadata;
  if (traceparent && traceparentPattern.test(traceparent)) {
    headers.set(header.traceparent, traceparent);
  }
  return {
    subject: subjectOf(service, event, kecamatan),
    headers,
    data: new TextEncoder().encode(JSON.stringify(body)),
  };
}

/** One odd event must not hold up all that come after it: what cannot be a token becomes `_`. */
function subjectOf(service: string, event: StoredEvent, kecamatan: string): string {
  const { complaintId } = event.metadata;
  for (const attempt of [
    { kecamatan, complaintId },
    { kecamatan: none, complaintId },
    { kecamatan, complaintId: none },
  ]) {
    try {
      return eventSubject({ ...attempt, service, type: event.type });
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
    }
  }
  return eventSubject({ kecamatan: none, service, complaintId: none, type: event.type });
}

/** The event in a message. Throws BadEventMessage, which says where it is wrong but not what stands there. */
export function decodeEvent(data: Uint8Array): StoredEvent {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    throw new BadEventMessage('not JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole');
    throw new BadEventMessage(`wrong at ${[...new Set(places)].join(', ')}`);
  }
  const event = parsed.data;
  return {
    ...event,
    revision: BigInt(event.revision),
    position: fromWire(event.position),
    metadata: event.metadata as unknown as StoredEvent['metadata'],
    created: new Date(event.created),
  };
}

/** `commit/prepare` in decimal. */
export const positionText = (position: Position): string =>
  `${position.commit}/${position.prepare}`;

/** The position in a header; undefined when it is missing or not one. */
export function parsePosition(text: string | undefined): Position | undefined {
  const match = /^(\d{1,20})\/(\d{1,20})$/.exec(text ?? '');
  if (!match?.[1] || !match[2]) return undefined;
  return { commit: BigInt(match[1]), prepare: BigInt(match[2]) };
}

/** Headers as a plain object, the first value of each. */
export function plainHeaders(headers: MsgHdrs | undefined): Record<string, string> {
  return Object.fromEntries([...(headers ?? [])].map(([name, [value]]) => [name, value ?? '']));
}
