import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
} from '@eventstore/db-client';
import { inSpan } from '#libs/telemetry';
import { endClient, giveAppenderBack, takeAppender } from './append-client.js';
import { appendError, isMissing, isPassing, readError } from './esdb-errors.js';
import { EventRefused, OutcomeUnknown, StoreUnavailable } from './errors.js';
import { toStored } from './stored-event.js';
import { follow, type FollowOptions } from './follow.js';
import type {
  Appended,
  EventMetadata,
  ExpectedRevision,
  FollowItem,
  NewEvent,
  Position,
  StoredEvent,
} from './types.js';

/** Most that one event may weigh, data and metadata together; JetStream takes 1 MiB with headers. */
export const maxEventBytes = 256 * 1024;
const maxAppendBytes = 1024 * 1024;
const appendTimeoutMs = 10_000;
/** Reads of at most so many events are buffered. */
const readWholly = 100;
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nilId = '00000000-0000-0000-0000-000000000000';
const streamShape = /^[a-z][\w.:-]{2,200}$/;

/** Size in bytes that an event takes in the store. */
export const eventBytes = (event: NewEvent): number =>
  Buffer.byteLength(JSON.stringify(event.data)) + Buffer.byteLength(JSON.stringify(event.metadata));

const encoder = new TextEncoder();
/** The client sends bytes as they are; an object it would turn into base64 and back, twice for every event. */
const bytesOf = (metadata: EventMetadata): Uint8Array => encoder.encode(JSON.stringify(metadata));

// A bad id or an empty type poisons the whole client, so nothing of the kind may reach it.
const check = (streamId: string, events: NewEvent[]): void => {
  if (!streamShape.test(streamId)) throw new EventRefused(`stream name not allowed: ${streamId}`);
  if (events.length === 0) throw new EventRefused('nothing to append');
  let total = 0;
  for (const event of events) {
    const bytes = eventBytes(event);
    total += bytes;
    if (!idShape.test(event.id) || event.id === nilId)
      throw new EventRefused(`event id not allowed: ${event.id}`);
    if (!event.type) throw new EventRefused('event without a type');
    if (bytes > maxEventBytes)
      throw new EventRefused(`${event.type} has ${bytes} bytes, more than ${maxEventBytes}`);
  }
  if (total > maxAppendBytes) throw new EventRefused(`append of ${total} bytes is too large`);
};

/** The only truth: EventStoreDB through its official client. Errors are translated here and nowhere else. */
export class EventStore {
  /** Reads and follows; appends go through the one client of the process. */
  private readonly client: EventStoreDBClient;
  private readonly appender: EventStoreDBClient;
  private isClosed = false;

  /** @param url esdb:// address; may carry TLS and credentials, which the embedded server does not know */
  constructor(private readonly url: string) {
    this.client = EventStoreDBClient.connectionString(url);
    this.appender = takeAppender(url);
  }

  /**
   * Stores the events in one piece if the stream is where the caller saw it. The same ids again at the same
   * revision succeed without being stored twice.
   * Throws StreamConflict, StoreUnavailable, OutcomeUnknown, EventRefused.
   */
  async append(
    streamId: string,
    events: NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    check(streamId, events);
    const attributes = {
      'db.system.name': 'eventstoredb',
      'db.operation.name': 'append',
      'db.operation.batch.size': events.length,
      'aduan.event.types': events.map(({ type }) => type),
    };
    const category = streamId.slice(0, streamId.indexOf('-'));
    return inSpan(`append ${category}`, { kind: 'client', attributes }, () =>
      this.stored(streamId, events, expected),
    );
  }

  private async stored(
    streamId: string,
    events: NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    const batch = events.map((event) =>
      jsonEvent({
        id: event.id,
        type: event.type,
        data: event.data,
        metadata: bytesOf(event.metadata),
      }),
    );
    const expectedRevision = expected === 'no_stream' ? NO_STREAM : expected;
    try {
      const answer = await withDeadline(
        this.appender.appendToStream(streamId, batch, { expectedRevision }),
      );
      const position = answer.position;
      if (position) return { revision: answer.nextExpectedRevision, position };
      return await this.lastOf(streamId);
    } catch (error) {
      throw appendError(streamId, error);
    }
  }

  private async lastOf(streamId: string): Promise<Appended> {
    for await (const event of this.readStream(streamId, { backwards: true, maxCount: 1 }))
      return { revision: event.revision, position: event.position };
    throw new OutcomeUnknown(`append to ${streamId} cannot be seen`);
  }

  /** Reads a stream; one that does not exist is empty. Throws StoreUnavailable. */
  async *readStream(
    streamId: string,
    options: { from?: bigint; backwards?: boolean; maxCount?: number } = {},
  ): AsyncGenerator<StoredEvent> {
    if (options.maxCount === 0) return;
    const wholly = options.maxCount !== undefined && options.maxCount <= readWholly;
    const read = this.client.readStream(streamId, {
      direction: options.backwards ? BACKWARDS : FORWARDS,
      fromRevision: options.from ?? (options.backwards ? END : START),
      ...(options.maxCount === undefined ? {} : { maxCount: options.maxCount }),
    });
    try {
      // A read that is left early stays in the client for ever; a short one is read to its end before it is given out.
      const short: StoredEvent[] = [];
      for await (const { event } of read)
        if (event && wholly) short.push(toStored(event));
        else if (event) yield toStored(event);
      yield* short;
    } catch (error) {
      if (!isMissing(error)) throw readError(error);
    }
  }

  /** Place of the last event of all: whatever is stored later comes after it. Undefined in an empty store. Throws StoreUnavailable. */
  async end(): Promise<Position | undefined> {
    const last: Position[] = [];
    try {
      const read = this.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
      for await (const { event } of read) if (event) last.push(event.position);
    } catch (error) {
      throw readError(error);
    }
    return last[0];
  }

  /** Follows `$all`, exclusive of `after`, for ever: see `follow`. */
  follow(options: FollowOptions): AsyncIterable<FollowItem> {
    return follow(this.client, options);
  }

  /** Resolves when the store answers; throws StoreUnavailable after `timeoutMs`. */
  async ready(timeoutMs: number): Promise<void> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      try {
        for await (const _ of this.readStream('aduan-ready-probe', { maxCount: 1 })) break;
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) && !isPassing(error)) throw error;
        if (Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Ends the connections. A second call does nothing. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await Promise.all([endClient(this.client), giveAppenderBack(this.url)]);
  }
}

// The client does not enforce deadlines on batched appends.
const withDeadline = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new OutcomeUnknown('append was not answered in time')),
      appendTimeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
