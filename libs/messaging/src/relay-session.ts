import type { JetStreamClient, NatsConnection, PubAck } from 'nats';
import {
  comparePositions,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#libs/eventsourcing';
import { startSpan } from '#libs/telemetry';
import { inBatches } from './batches.js';
import { PayloadTooLarge } from './errors.js';
import { encodeEvent, header, positionText, type EventMessage } from './event-message.js';
import { messagingAttributes } from './span-attributes.js';
import { managerOf } from './stored-messages.js';
import { readTail, type Tail } from './stream-tail.js';
import { ensureStreams, eventStream, type StreamOptions } from './streams.js';
import { unlessAborted } from './timing.js';

/** Headers count in NATS's limit; ours never need this much. */
const headerMargin = 4_096;

export interface SessionOptions {
  service: string;
  prefixes: string[];
  store: Pick<EventStore, 'follow'>;
  connection: NatsConnection;
  kecamatanOf: (event: StoredEvent) => string;
  batch: number;
  streams: StreamOptions;
  ackTimeoutMs: number;
}

/** Told how far a session is. */
export interface Progress {
  /** A batch is about to be published, whose oldest event was stored then. */
  waiting(since: Date): void;
  published(count: number): void;
  reached(position: Position | undefined, isCaughtUp: boolean): void;
}

/**
 * Publishes a service's events, from where the stream ends, until the signal aborts. Any doubt (an
 * acknowledgement that does not come) is an error: the next session asks the stream what arrived.
 */
export async function relaySession(
  options: SessionOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { connection, service, store, prefixes } = options;
  await ensureStreams(connection, { ...options.streams, signal });
  const tail = await readTail(await managerOf(connection), service);
  progress.reached(tail.last, false);
  const js = connection.jetstream({ timeout: options.ackTimeoutMs });
  const items = store.follow({ after: tail.completeTo, prefixes, signal });
  let isLive = false;
  for await (const batch of inBatches(items, options.batch)) {
    const missing = batch.events.filter((event) => !tail.published.has(event.id));
    if (missing[0]) progress.waiting(missing[0].created);
    const acks = await unlessAborted(publishAll(js, options, missing, tail), signal);
    if (!acks || signal.aborted) return;
    progress.published(acks.filter((ack) => !ack.duplicate).length);
    advance(tail, batch.reached, acks);
    isLive ||= batch.isCaughtUp;
    progress.reached(batch.reached, isLive && batch.isDrained);
  }
}

/** Sends all at once; every one is acknowledged, or it throws. */
async function publishAll(
  js: JetStreamClient,
  options: SessionOptions,
  events: StoredEvent[],
  tail: Tail,
): Promise<PubAck[]> {
  const completeTo = tail.completeTo === 'start' ? 'start' : positionText(tail.completeTo);
  const completeSeq = String(tail.completeSeq);
  const limit = options.connection.info?.max_payload ?? Infinity;
  const results = await Promise.allSettled(
    events.map(async (event) => {
      const message = encodeEvent(options.service, event, options.kecamatanOf(event));
      message.headers.set(header.completeTo, completeTo);
      message.headers.set(header.completeSeq, completeSeq);
      const bytes = message.data.length + headerMargin;
      if (bytes > limit) throw new PayloadTooLarge(bytes, limit);
      return publishOne(js, options.service, event, message);
    }),
  );
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Publishes a message, as a step of the trace that its event belongs to. */
async function publishOne(
  js: JetStreamClient,
  service: string,
  event: StoredEvent,
  { subject, data, headers }: EventMessage,
): Promise<PubAck> {
  const parent = headers.get(header.traceparent);
  const attributes = {
    ...messagingAttributes('send', eventStream),
    'messaging.message.id': event.id,
  };
  const span = parent
    ? startSpan(`relay ${event.type}`, { kind: 'producer', service, parent, attributes })
    : undefined;
  if (span?.traceparent) headers.set(header.traceparent, span.traceparent);
  try {
    const ack = await js.publish(subject, data, {
      headers,
      expect: { streamName: eventStream },
    });
    span?.end();
    return ack;
  } catch (error) {
    span?.end(error);
    throw error;
  }
}

/**
 * Notes that everything up to `reached` is in the stream. Within what the stream had from before this
 * session nothing is noted: a later event may lie before an earlier one there.
 */
function advance(tail: Tail, reached: Position | undefined, acks: PubAck[]): void {
  tail.lastSeq = Math.max(tail.lastSeq, ...acks.map((ack) => ack.seq));
  if (!reached || (tail.last && comparePositions(reached, tail.last) < 0)) return;
  tail.completeTo = reached;
  tail.completeSeq = tail.lastSeq;
  tail.published.clear();
}
