import { comparePositions, type FollowItem, type Position } from '#libs/eventsourcing';
import type { FollowedStore } from '../follow-view.js';
import type { Rider } from './rider.js';

export type Place = Position | 'start';

/** Whether two places are the same. */
export const samePlace = (a: Place, b: Place): boolean =>
  a === 'start' || b === 'start' ? a === b : comparePositions(a, b) === 0;

const placeOf = (item: FollowItem): Place | undefined => {
  if (item.kind === 'event') return item.event.position;
  return item.kind === 'checkpoint' ? item.position : undefined;
};

const isAhead = (place: Place, of: Place): boolean =>
  place !== 'start' && (of === 'start' || comparePositions(place, of) > 0);

/** One subscription and those who follow by it. All of them have been given everything up to `place`. */
export class Train {
  readonly riders = new Set<Rider>();
  private readonly controller = new AbortController();
  private caughtUp = false;

  constructor(
    private readonly store: FollowedStore,
    readonly prefixes: readonly string[],
    public place: Place,
    private readonly patienceMs: number,
  ) {}

  /** Only where the train stands at the place of the rider. */
  board(rider: Rider): void {
    this.riders.add(rider);
    if (this.caughtUp) rider.give({ kind: 'caughtUp' });
  }

  /** The last one out stops the subscription. */
  leave(rider: Rider): void {
    this.riders.delete(rider);
    if (this.riders.size === 0) this.controller.abort();
  }

  /** Moves everybody to a train that stands at the same place. */
  joins(other: Train): void {
    const riders = [...this.riders];
    this.riders.clear();
    this.controller.abort();
    for (const rider of riders) other.board(rider);
  }

  /** Gives what the store gives until nobody is left; `stands` is called after each item. */
  async run(stands: (train: Train) => void): Promise<void> {
    const { prefixes, controller } = this;
    try {
      const follow = { after: this.place, prefixes: [...prefixes], signal: controller.signal };
      for await (const item of this.store.follow(follow)) {
        if (controller.signal.aborted) return;
        this.give(item);
        stands(this);
        for (const rider of this.riders) if (rider.isFull) await this.wait(rider);
        if (controller.signal.aborted) return;
      }
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const rider of this.riders) rider.fail(failure);
    }
  }

  private give(item: FollowItem): void {
    const place = placeOf(item);
    // A checkpoint of a real store may lie before an event that was already given.
    const moves = place !== undefined && isAhead(place, this.place);
    if (moves) this.place = place;
    if (item.kind === 'caughtUp') this.caughtUp = true;
    for (const rider of this.riders) {
      if (moves) rider.place = place;
      rider.give(item);
    }
  }

  /** A follower that alone is slow must not hold up the others for ever: it goes on by itself. */
  private async wait(rider: Rider): Promise<void> {
    await rider.room(this.patienceMs);
    const slow = rider.isFull && this.riders.has(rider);
    if (!slow || ![...this.riders].some(({ waiting }) => waiting === 0)) return;
    this.leave(rider);
    rider.leaveBehind();
  }
}
