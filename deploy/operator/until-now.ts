import type { EventStore, StoredEvent } from '#libs/eventsourcing';

/** Events under the prefixes from the first one to the end of the store as it is now, in order, never all in memory. */
export async function* untilNow(
  store: Pick<EventStore, 'follow'>,
  prefixes: string[],
): AsyncGenerator<StoredEvent> {
  const stop = new AbortController();
  try {
    for await (const item of store.follow({ after: 'start', prefixes, signal: stop.signal })) {
      if (item.kind === 'caughtUp') return;
      if (item.kind === 'event') yield item.event;
    }
  } finally {
    stop.abort();
  }
}
