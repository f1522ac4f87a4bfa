import type { FollowItem, Position, StoredEvent } from '#libs/eventsourcing';

export interface Batch {
  events: StoredEvent[];
  /** Position of the last item, with or without events. */
  reached?: Position;
  /** The store said within it that it had nothing more: what came after that is live. */
  isCaughtUp: boolean;
  /** Nothing more was at hand when it was closed. */
  isDrained: boolean;
}

/**
 * Groups what the store gives: as much as is there at once, `size` at most, never waiting for more
 * while something is at hand.
 */
export async function* inBatches(
  items: AsyncIterable<FollowItem>,
  size: number,
): AsyncGenerator<Batch> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const batch: Batch = { events: [], isCaughtUp: false, isDrained: false };
      let result: IteratorResult<FollowItem> | undefined = await next;
      while (result && !result.done) {
        take(batch, result.value);
        next = iterator.next();
        // Awaited in the next round, or abandoned when the consumer stops: never unhandled.
        next.catch(() => undefined);
        // What is looked at here is taken in the next round.
        result = await Promise.race([next, turn()]);
        if (batch.events.length >= size) break;
      }
      batch.isDrained = result === undefined;
      if (batch.reached || batch.isCaughtUp) yield batch;
      if (result?.done) return;
    }
  } finally {
    iterator.return?.().catch(() => undefined);
  }
}

function take(batch: Batch, item: FollowItem): void {
  if (item.kind === 'event') {
    batch.events.push(item.event);
    batch.reached = item.event.position;
  }
  if (item.kind === 'checkpoint') batch.reached = item.position;
  batch.isCaughtUp ||= item.kind === 'caughtUp';
}

/** Undefined after everything that is ready now has been dealt with. */
function turn(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}
