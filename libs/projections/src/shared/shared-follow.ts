import type { FollowItem, FollowOptions } from '#libs/eventsourcing';
import type { ReadySource } from '../batches.js';
import type { FollowedStore } from '../follow-view.js';
import { Rider } from './rider.js';
import { samePlace, Train, type Place } from './train.js';

const keyOf = (prefixes: readonly string[]): string => [...prefixes].sort().join('\n');

/**
 * One subscription to `$all` for all views of a process: a store pays for every subscriber, and a client decodes every
 * event for each of its own. Followers share a subscription as long as they are at the same place; one that begins elsewhere
 * (after a failure, for a rebuild) has one of its own until the two meet. A follower that is alone in being slow goes on by
 * itself, so that it does not hold up the others.
 */
export class SharedFollow implements FollowedStore {
  private readonly trains = new Map<string, Set<Train>>();

  constructor(
    private readonly store: FollowedStore,
    private readonly options: {
      /** How long others wait for one that is slow, in ms. */
      patienceMs?: number;
      /** How long one that begins with the first event waits for others that do, in ms. */
      gatherMs?: number;
    } = {},
  ) {}

  /** Subscriptions that are open now. */
  get subscriptions(): number {
    return [...this.trains.values()].reduce((sum, trains) => sum + trains.size, 0);
  }

  /** As the store's own `follow`; items are shared between followers and must not be changed. */
  follow(options: FollowOptions): AsyncGenerator<FollowItem> & ReadySource {
    const rider = new Rider(options.after, options.signal);
    const items = this.ride(rider, options);
    return Object.assign(items, { ready: () => rider.take() });
  }

  private async *ride(rider: Rider, options: FollowOptions): AsyncGenerator<FollowItem> {
    try {
      while (!options.signal.aborted) {
        this.board(rider, options.prefixes);
        yield* rider.items();
      }
    } finally {
      for (const trains of this.trains.values())
        for (const train of trains) if (train.riders.has(rider)) train.leave(rider);
    }
  }

  private board(rider: Rider, prefixes: string[]): void {
    const key = keyOf(prefixes);
    const trains = this.trains.get(key) ?? new Set<Train>();
    this.trains.set(key, trains);
    const train = this.at(trains, rider.place) ?? this.departing(trains, prefixes, rider.place);
    train.board(rider);
  }

  private at(trains: Set<Train>, place: Place): Train | undefined {
    return [...trains].find((train) => train.riders.size > 0 && samePlace(train.place, place));
  }

  private departing(trains: Set<Train>, prefixes: string[], place: Place): Train {
    const train = new Train(this.store, prefixes, place, this.options.patienceMs ?? 5_000);
    trains.add(train);
    // Those who begin with the first event have the longest way: it is worth waiting for all who come.
    const gatherMs = place === 'start' ? (this.options.gatherMs ?? 100) : 0;
    // Never rejects: failures go to the riders.
    setTimeout(() => {
      void train.run((each) => this.meet(trains, each)).finally(() => trains.delete(train));
    }, gatherMs);
    return train;
  }

  private meet(trains: Set<Train>, train: Train): void {
    if (trains.size === 1) return;
    for (const other of trains)
      if (other !== train && other.riders.size > 0 && samePlace(other.place, train.place))
        return train.joins(other);
  }
}
