import {
  comparePositions,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#libs/eventsourcing';
import { allPrefixes } from '../backup/format.js';
import { untilNow } from '../until-now.js';

/** Every event of Aduan up to a place in `$all`, in order. */
export async function* eventsUpTo(
  store: Pick<EventStore, 'follow'>,
  end: Position,
): AsyncGenerator<StoredEvent> {
  for await (const event of untilNow(store, allPrefixes)) {
    if (comparePositions(event.position, end) > 0) return;
    yield event;
  }
}
