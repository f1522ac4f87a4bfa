import type { Connection, mongo } from 'mongoose';
import { checkpointsOf, type CheckpointDocument } from './collections.js';
import { LeaseLost, ViewNewer } from './errors.js';
import { startPosition } from './position-string.js';
import type { View } from './view.js';

export interface LeaseOptions {
  connection: Connection;
  view: Pick<View<object>, 'name' | 'version'>;
  /** Name of the projector among all instances. */
  owner: string;
  /** How long a holder that says nothing keeps the view, in ms. Clocks of the instances must agree far better than this. */
  leaseMs: number;
}

/** Taking: `wait` respects a living holder, `seize` takes the view from it, `rebuild` seizes it and begins a new build. */
export type Taking = 'wait' | 'seize' | 'rebuild';

const isDuplicateKey = (error: unknown): boolean => (error as { code?: unknown }).code === 11000;

const fresh = ({ view, owner, leaseMs }: LeaseOptions): CheckpointDocument => ({
  _id: view.name,
  version: view.version,
  build: 1,
  building: true,
  position: startPosition,
  events: 0,
  term: 1,
  owner,
  expiresAt: Date.now() + leaseMs,
});

const begun = (stored: CheckpointDocument, version: number): Partial<CheckpointDocument> => ({
  version,
  build: stored.build + 1,
  building: true,
  position: startPosition,
  events: 0,
});

/** Whether somebody else, alive as far as we know, holds the view. */
const isHeld = (stored: CheckpointDocument, owner: string): boolean =>
  stored.owner !== owner && stored.expiresAt > Date.now();

const created = async (options: LeaseOptions): Promise<Lease | undefined> => {
  const begin = performance.now();
  const document = fresh(options);
  try {
    await checkpointsOf(options.connection).insertOne(document);
    return new Lease(options, document, begin);
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
};

/**
 * Takes a view, or answers undefined when another projector has it. A view stored in an older version begins a new
 * build. Throws ViewNewer when it was stored by a newer one.
 */
export const takeLease = async (
  options: LeaseOptions,
  taking: Taking,
): Promise<Lease | undefined> => {
  const { connection, view, owner, leaseMs } = options;
  const checkpoints = checkpointsOf(connection);
  const stored = await checkpoints.findOne({ _id: view.name });
  if (!stored) return created(options);
  if (stored.version > view.version)
    throw new ViewNewer(`${view.name} is stored in version ${stored.version}, not ${view.version}`);
  if (taking === 'wait' && isHeld(stored, owner)) return undefined;
  const begin = performance.now();
  const anew = taking === 'rebuild' || stored.version < view.version;
  const change = {
    ...(anew ? begun(stored, view.version) : {}),
    owner,
    term: stored.term + 1,
    expiresAt: Date.now() + leaseMs,
  };
  const { term, expiresAt } = stored;
  const unchanged = taking === 'wait' ? { term, expiresAt } : { term };
  const taken = await checkpoints.updateOne({ _id: view.name, ...unchanged }, { $set: change });
  if (taken.matchedCount === 0) return undefined;
  return new Lease(options, { ...stored, ...change }, begin);
};

/**
 * The right to write a view, and its checkpoint: one document, so that whoever lost the view cannot move its checkpoint. That is
 * why it is not the lease of libs/messaging, which lies in NATS and says nothing to MongoDB. Methods throw LeaseLost
 * once another projector has the view.
 */
export class Lease {
  readonly build: number;
  private readonly term: number;
  private state: Pick<CheckpointDocument, 'position' | 'events' | 'building'>;
  private validUntil: number;

  constructor(
    private readonly options: LeaseOptions,
    document: CheckpointDocument,
    takenAt: number,
  ) {
    const { build, term, position, events, building } = document;
    this.build = build;
    this.term = term;
    this.state = { position, events, building };
    this.validUntil = takenAt + options.leaseMs;
  }

  /** The position stored last: everything up to it has had its effect. */
  get position(): string {
    return this.state.position;
  }

  /** Events read since the build began. */
  get events(): number {
    return this.state.events;
  }

  get building(): boolean {
    return this.state.building;
  }

  /** To be asked before every write: a process that was asleep for long must not write on. */
  assertValid(): void {
    if (performance.now() > this.validUntil - this.options.leaseMs / 5)
      throw new LeaseLost('the lease was not renewed in time');
  }

  async renew(): Promise<void> {
    await this.update({}, {});
  }

  /** Moves the checkpoint, by compare-and-set, from the position stored last. */
  async advance(position: string, events: number, building: boolean): Promise<void> {
    const next = { position, events, building };
    await this.update({ position: this.state.position }, next);
    this.state = next;
  }

  /** Lets others have the view at once. */
  async release(): Promise<void> {
    const { connection, view } = this.options;
    await checkpointsOf(connection).updateOne(
      { _id: view.name, term: this.term },
      { $set: { expiresAt: 0 } },
    );
  }

  private async update(
    expected: mongo.Filter<CheckpointDocument>,
    change: Partial<CheckpointDocument>,
  ): Promise<void> {
    const { connection, view, leaseMs } = this.options;
    const begin = performance.now();
    const done = await checkpointsOf(connection).updateOne(
      { _id: view.name, term: this.term, ...expected },
      { $set: { ...change, expiresAt: Date.now() + leaseMs } },
    );
    if (done.matchedCount === 0) throw new LeaseLost(`${view.name} has another projector now`);
    this.validUntil = Math.max(this.validUntil, begin + leaseMs);
  }
}
