import { setTimeout as delay } from 'node:timers/promises';
import {
  OutcomeUnknown,
  StoreUnavailable,
  StreamConflict,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '#libs/eventsourcing';
import { Refused } from '../command.js';
import { eventOf, type EventRecord } from './format.js';

/** Neighbours of one stream go in one append; so many events, and so many bytes, at most. */
const groupLimit = { events: 100, bytes: 512 * 1024 };
/** Appends under way at once, in the order of the backup. */
const windowSize = 32;
/** How long the store may be away before the restore gives up; it can be resumed. */
const patienceMs = 60_000;

interface Group {
  stream: string;
  expected: ExpectedRevision;
  events: NewEvent[];
  /** Records of the backup up to the end of this group. */
  upTo: number;
  bytes: number;
}

const begun = (record: EventRecord): Group => {
  const revision = BigInt(record.revision);
  const expected = revision === 0n ? 'no_stream' : revision - 1n;
  return { stream: record.stream, expected, events: [], upTo: 0, bytes: 0 };
};

/** Groups of neighbours of one stream; the same backup gives the same groups at every try. */
async function* grouped(records: AsyncIterable<EventRecord>): AsyncGenerator<Group> {
  let group: Group | undefined;
  let count = 0;
  for await (const record of records) {
    const event = eventOf(record);
    const bytes = JSON.stringify([event.data, event.metadata]).length * 2;
    const isFull =
      group &&
      (group.stream !== record.stream ||
        group.events.length >= groupLimit.events ||
        group.bytes + bytes > groupLimit.bytes);
    if (group && isFull) {
      yield group;
      group = undefined;
    }
    group ??= begun(record);
    group.events.push(event);
    group.bytes += bytes;
    group.upTo = count += 1;
  }
  if (group) yield group;
}

const isPassing = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof OutcomeUnknown;

/** Stores a group for certain. Stored already, it is stored once. Throws Refused when the stream holds something else. */
const storeSurely = async (store: Pick<EventStore, 'append'>, group: Group): Promise<void> => {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await store.append(group.stream, group.events, group.expected);
      return;
    } catch (error) {
      if (error instanceof StreamConflict)
        throw new Refused(`${group.stream} holds other events than the backup: it is not the same`);
      if (!isPassing(error) || Date.now() > until) throw error;
      await delay(500);
    }
  }
};

/** A window of appends; when one of them fails, all are done again one after the other: stored twice they are stored once. */
const storeWindow = async (store: Pick<EventStore, 'append'>, groups: Group[]): Promise<void> => {
  const outcomes = await Promise.allSettled(
    groups.map(({ stream, events, expected }) => store.append(stream, events, expected)),
  );
  const failed = outcomes.findIndex(({ status }) => status === 'rejected');
  if (failed < 0) return;
  for (const group of groups.slice(failed)) await storeSurely(store, group);
};

/**
 * Appends the records in their order, with their ids and revisions, by the one client of this process, going on after the first
 * `done`. Throws Refused when a stream holds other events, and what the store raises when it stays away.
 */
export const appendAll = async (
  store: Pick<EventStore, 'append'>,
  records: AsyncIterable<EventRecord>,
  options: { done: number; stored: (count: number) => Promise<void> },
): Promise<void> => {
  let window: Group[] = [];
  const flush = async (): Promise<void> => {
    const last = window.at(-1);
    if (!last) return;
    await storeWindow(store, window);
    window = [];
    await options.stored(last.upTo);
  };
  let first = true;
  for await (const group of grouped(records)) {
    if (group.upTo <= options.done) continue;
    window.push(group);
    // Appends given before the connection stands may be sent in another order.
    if (first || window.length >= windowSize) await flush();
    first = false;
  }
  await flush();
};
