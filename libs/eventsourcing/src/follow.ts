import {
  type EventStoreDBClient,
  eventTypeFilter,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import { followError } from './esdb-errors.js';
import { StoreUnavailable } from './errors.js';
import { comparePositions } from './position.js';
import { openSubscription } from './subscription.js';
import type { FollowItem, Position, StoredEvent } from './types.js';

export interface FollowOptions {
  /** Where to go on; that event itself is not given again. */
  after: Position | 'start';
  /** Only events of streams whose names begin with one of these. */
  prefixes: string[];
  /** Only events of these types; the server passes over all others. */
  types?: readonly string[];
  signal: AbortSignal;
  /** Told each time the subscription broke and is begun anew. */
  onBreak?: (error: unknown) => void;
}

const maxBackOffMs = 5_000;
/** Events considered by the server between two checkpoints: 32 times this. */
const checkpointInterval = 8;

const placeOf = (item: FollowItem): Position | undefined => {
  if (item.kind === 'event') return item.event.position;
  return item.kind === 'checkpoint' ? item.position : undefined;
};

// The server filters by one thing only: by the rarer one, and the other is looked at here.
const filterOf = (
  { prefixes, types }: FollowOptions,
  checkpointReached: (position: Position) => void,
) => {
  const checkpoints = {
    checkpointInterval,
    checkpointReached: (_: unknown, position: Position) =>
      Promise.resolve(checkpointReached(position)),
  };
  return types
    ? eventTypeFilter({ prefixes: [...types], ...checkpoints })
    : streamNameFilter({ prefixes, ...checkpoints });
};

const isWanted = ({ prefixes, types }: FollowOptions, event: StoredEvent): boolean =>
  !types ||
  (types.includes(event.type) && prefixes.some((prefix) => event.streamId.startsWith(prefix)));

const pause = async (failures: number, signal: AbortSignal): Promise<void> => {
  const ms = Math.min(maxBackOffMs, 20 * 2 ** Math.min(failures, 10));
  await delay(ms, undefined, { signal }).catch(() => undefined);
};

/**
 * Gives every event of `$all` under the prefixes, in order and without gap, until the signal aborts. A real server
 * drops a subscriber that is too slow, and every subscriber when it restarts; the subscription is then begun anew
 * after the last position seen, with back-off, for ever. `caughtUp` may therefore come more than once.
 * Throws PositionRefused when the store does not know `after`.
 */
export async function* follow(
  client: EventStoreDBClient,
  options: FollowOptions,
): AsyncGenerator<FollowItem> {
  let after = options.after;
  let failures = 0;
  while (!options.signal.aborted) {
    const subscription = openSubscription(
      (checkpointReached) =>
        client.subscribeToAll({
          fromPosition: after === 'start' ? START : after,
          filter: filterOf(options, checkpointReached),
        }),
      options.signal,
    );
    try {
      for await (const item of subscription) {
        failures = 0;
        // After a drop the server may begin a page early, and its first checkpoints lie behind where we are.
        const reached = placeOf(item);
        if (reached && after !== 'start' && comparePositions(reached, after) <= 0) continue;
        if (reached) after = reached;
        if (item.kind === 'event' && !isWanted(options, item.event)) continue;
        yield item;
      }
    } catch (error) {
      const translated = followError(error, after !== 'start');
      if (!(translated instanceof StoreUnavailable)) throw translated;
      options.onBreak?.(translated);
      failures += 1;
      await pause(failures, options.signal);
    }
  }
}
