import { once, EventEmitter } from 'node:events';
import { comparePositions, type FollowItem, type Position } from '#libs/eventsourcing';
import {
  checkpointsOf,
  documentsOf,
  Projector,
  type FollowedStore,
  type View,
} from '#libs/projections';
import type { ServiceKit } from '#libs/service';
import { openerOf, upcastOnly } from '../../../services/views/src/shared/opener.js';
import { unopened, viewOf, type ViewName } from '../../../services/views/src/views.js';

/** A store that ends at a place until it is moved on. */
class Gate implements FollowedStore {
  /** Position of the last event that was let through: what the views must have reached. */
  last: Position | undefined;
  private reached: Position | undefined;
  private readonly moved = new EventEmitter();

  constructor(
    private readonly store: FollowedStore,
    private end: Position,
  ) {}

  moveTo(end: Position): void {
    this.end = end;
    this.moved.emit('moved');
  }

  /** Resolves when everything up to the end was given out. */
  async given(): Promise<void> {
    while (!this.reached || comparePositions(this.reached, this.end) < 0)
      await once(this.moved, 'given');
  }

  async *follow(options: Parameters<FollowedStore['follow']>[0]): AsyncGenerator<FollowItem> {
    const { signal } = options;
    for await (const item of this.store.follow(options)) {
      if (item.kind === 'event') {
        while (comparePositions(item.event.position, this.end) > 0) {
          yield* this.atEnd();
          const stop = once(this.moved, 'moved', { signal }).catch(() => undefined);
          await stop;
          if (signal.aborted) return;
        }
        this.last = item.event.position;
        yield item;
      } else if (item.kind === 'caughtUp') yield* this.atEnd();
    }
  }

  private *atEnd(): Generator<FollowItem> {
    yield { kind: 'caughtUp' };
    this.reached = this.end;
    this.moved.emit('given');
  }
}

/** A view built from the first event under another name, beside the one that is in use. */
export class Shadow {
  readonly view: View<object>;
  private readonly gate: Gate;
  private readonly projector: Projector<object>;

  constructor(
    private readonly kit: ServiceKit,
    name: ViewName,
    end: Position,
  ) {
    this.view = { ...viewOf(name), name: `verify_${name}` };
    this.gate = new Gate(kit.store, end);
    const { mongo: connection, logger } = kit;
    const open = unopened.has(name) ? upcastOnly : openerOf(kit.sealer);
    this.projector = new Projector({ view: this.view, store: this.gate, connection, open, logger });
  }

  /** Builds it up to the place; answers the place of the last event that the view reads. Throws with the reason when it cannot be built. */
  async reach(end: Position): Promise<Position | undefined> {
    this.projector.start();
    this.gate.moveTo(end);
    for (;;) {
      const { state, stoppedBecause } = this.projector.status();
      if (state === 'stopped' || stoppedBecause)
        throw new Error(`cannot be built: ${stoppedBecause?.reason ?? 'it stopped'}`);
      const given = await Promise.race([this.gate.given().then(() => true), pause()]);
      if (!given) continue;
      const { last } = this.gate;
      if (!last || (await this.projector.waitFor(last, 1_000))) return last;
    }
  }

  events(): number {
    return this.projector.status().events;
  }

  /** Ends it and removes all that it stored. */
  async drop(): Promise<void> {
    await this.projector.stop();
    await dropShadow(this.kit, this.view.name);
  }
}

const pause = (): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(resolve, 500, false).unref();
  });

/** Removes what a shadow stored; also one that was cut off. */
export const dropShadow = async ({ mongo }: ServiceKit, name: string): Promise<void> => {
  for (const each of [name, `${name}_streams`, `${name}_removed`])
    await documentsOf(mongo, { name: each } as View<object>)
      .drop()
      .catch(() => undefined);
  await checkpointsOf(mongo).deleteOne({ _id: name });
};
