import type { FollowItem, StoredEvent } from '#libs/eventsourcing';
import { positionToString, startPosition } from './position-string.js';

/** What came together: events in order, how far the store has been read, and whether its end was reached. */
export interface Batch {
  events: StoredEvent[];
  /** Position of the last event or checkpoint in it; `startPosition` when it has neither. */
  position: string;
  caughtUp: boolean;
  /** Nothing came for a while after the last batch: time for what was put off. */
  idle?: true;
}

export interface BatchOptions {
  /** Events in one batch at most. */
  size: number;
  /** How long a batch that has begun waits for more, in ms. */
  lingerMs: number;
  /** An idle batch is given once when nothing has come for so long after a batch, in ms; never where it is left out. */
  idleMs?: number;
}

/** A source that can say at once what is there already; asked only while no `next()` is under way. */
export interface ReadySource {
  ready(): FollowItem | undefined;
}

type Items = AsyncIterator<FollowItem> & Partial<ReadySource>;
type Next = { item: FollowItem } | { ended: true } | { error: unknown };
const late = Symbol('late');

/** What comes first: the next item, or the end of a pause. */
const within = async (pending: Promise<Next>, ms: number): Promise<Next | typeof late> => {
  let timer: NodeJS.Timeout | undefined;
  const pause = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, ms, late);
  });
  try {
    return await Promise.race([pending, pause]);
  } finally {
    clearTimeout(timer);
  }
};

const nextOf = async (iterator: AsyncIterator<FollowItem>): Promise<Next> => {
  try {
    const result = await iterator.next();
    return result.done ? { ended: true } : { item: result.value };
  } catch (error) {
    return { error };
  }
};

const added = (batch: Batch, item: FollowItem): void => {
  if (item.kind === 'caughtUp') {
    batch.caughtUp = true;
    return;
  }
  const position = item.kind === 'event' ? item.event.position : item.position;
  if (item.kind === 'event') batch.events.push(item.event);
  // A checkpoint of a real store may lie before an event that was already given.
  const text = positionToString(position);
  if (text > batch.position) batch.position = text;
};

/**
 * Groups what the store gives: as many events as come within a few milliseconds, `size` at most; `caughtUp` closes a
 * batch. What was collected before an error is given before the error is thrown.
 */
export async function* batches(
  source: AsyncIterable<FollowItem>,
  options: BatchOptions,
): AsyncGenerator<Batch> {
  const iterator: Items = source[Symbol.asyncIterator]();
  const ahead: Ahead = {};
  let idleMs: number | undefined;
  try {
    for (;;) {
      ahead.pending ??= nextOf(iterator);
      if (idleMs !== undefined && (await within(ahead.pending, idleMs)) === late) {
        idleMs = undefined;
        yield { ...empty(), idle: true };
        continue;
      }
      const { batch, over } = await filled(iterator, ahead, options);
      if (batch.events.length > 0 || batch.caughtUp || batch.position !== startPosition) {
        idleMs = options.idleMs;
        yield batch;
      }
      if (!over) continue;
      if ('error' in over) throw over.error;
      return;
    }
  } finally {
    // Not awaited: it ends only when a pending read does, and that is for the caller's signal to end.
    iterator.return?.()?.catch(() => undefined);
  }
}

const empty = (): Batch => ({ events: [], position: startPosition, caughtUp: false });

/** What has been asked of the source and not been used yet. */
interface Ahead {
  pending?: Promise<Next> | undefined;
}

/** One batch, begun with what comes first; `over` when the source ended or failed behind it. */
const filled = async (
  iterator: Items,
  ahead: Ahead,
  { size, lingerMs }: BatchOptions,
): Promise<{ batch: Batch; over?: Exclude<Next, { item: FollowItem }> }> => {
  const batch = empty();
  let next: Next = await (ahead.pending ?? nextOf(iterator));
  ahead.pending = undefined;
  const until = performance.now() + lingerMs;
  while ('item' in next) {
    added(batch, next.item);
    if (batch.caughtUp || batch.events.length >= size) return { batch };
    const ready = iterator.ready?.();
    if (ready) {
      next = { item: ready };
      continue;
    }
    ahead.pending = nextOf(iterator);
    const got = await within(ahead.pending, Math.max(0, until - performance.now()));
    if (got === late) return { batch };
    ahead.pending = undefined;
    next = got;
  }
  return { batch, over: next };
};
