import type { FollowItem, StoredEvent } from '#libs/eventsourcing';
import { positionToString, startPosition } from './position-string.js';

/** What came together: events in order, how far the store has been read, and whether its end was reached. */
export interface Batch {
  events: StoredEvent[];
  /** Position of the last event or checkpoint in it; `startPosition` when it has neither. */
  position: string;
  caughtUp: boolean;
}

export interface BatchOptions {
  /** Events in one batch at most. */
  size: number;
  /** How long a batch that has begun waits for more, in ms. */
  lingerMs: number;
}

type Next = { item: FollowItem } | { ended: true } | { error: unknown };
const late = Symbol('late');

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

const isOver = (next: Next): next is { ended: true } | { error: unknown } => !('item' in next);

/**
 * Groups what the store gives: as many events as come within a few milliseconds, `size` at most; `caughtUp` closes a
 * batch. What was collected before an error is given before the error is thrown.
 */
export async function* batches(
  source: AsyncIterable<FollowItem>,
  options: BatchOptions,
): AsyncGenerator<Batch> {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Promise<Next> | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const batch: Batch = { events: [], position: startPosition, caughtUp: false };
      let next: Next = await (pending ?? nextOf(iterator));
      pending = undefined;
      const deadline = new Promise<typeof late>((resolve) => {
        timer = setTimeout(resolve, options.lingerMs, late);
      });
      while (!isOver(next)) {
        added(batch, next.item);
        if (batch.caughtUp || batch.events.length >= options.size) break;
        pending = nextOf(iterator);
        const got: Next | typeof late = await Promise.race([pending, deadline]);
        if (got === late) break;
        pending = undefined;
        next = got;
      }
      clearTimeout(timer);
      if (batch.events.length > 0 || batch.caughtUp || batch.position !== startPosition)
        yield batch;
      if (!isOver(next)) continue;
      if ('error' in next) throw next.error;
      return;
    }
  } finally {
    clearTimeout(timer);
    // Not awaited: it ends only when a pending read does, and that is for the caller's signal to end.
    iterator.return?.()?.catch(() => undefined);
  }
}
