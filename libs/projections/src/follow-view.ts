import type { Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '#libs/eventsourcing';
import { applyBatch, type Applied, type ApplyContext, type OpenEvent } from './apply-batch.js';
import { batches, type Batch, type BatchOptions } from './batches.js';
import { Documents } from './documents.js';
import { LeaseLost } from './errors.js';
import type { Lease } from './lease.js';
import { positionFromString, startPosition } from './position-string.js';
import { StreamRevisions } from './stream-revisions.js';
import type { View } from './view.js';

/** The part of the event store that views need. */
export type FollowedStore = Pick<EventStore, 'follow'>;

/** What a projector tells while it follows. */
export interface Step extends Applied {
  /** How far the view is now. */
  reached: string;
  caughtUp: boolean;
  /** The build is finished. */
  built: boolean;
  /** Age of the last event when its effect was stored, in ms. */
  lagMs?: number;
}

export interface FollowOptions<Doc extends object> {
  view: View<Doc>;
  store: FollowedStore;
  connection: Connection;
  open: OpenEvent;
  lease: Lease;
  leaseMs: number;
  batch: BatchOptions;
  signal: AbortSignal;
  told: (step: Step) => void;
  onApplied?: ApplyContext<Doc>['onApplied'];
}

/** Positions without effect are stored when nothing has come for so long, and so often at most, in ms. */
const quietCheckpointMs = { idle: 100, atMost: 2_000 };
/** Streams whose revisions may wait in memory for the next checkpoint. */
const maxUnstored = 5_000;

/** Renews the lease until the signal aborts; aborts everything when it is lost. */
const keepLease = async (
  lease: Lease,
  leaseMs: number,
  signal: AbortSignal,
  lost: (error: LeaseLost) => void,
): Promise<void> => {
  let pause = leaseMs / 3;
  while (!signal.aborted) {
    await delay(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await lease.renew();
      pause = leaseMs / 3;
    } catch (error) {
      if (error instanceof LeaseLost) return lost(error);
      // The database is away for the moment; before the lease ends nobody else takes the view.
      pause = leaseMs / 15;
    }
  }
};

const lagOf = (batch: Batch): { lagMs?: number } => {
  const last = batch.events.at(-1);
  return last ? { lagMs: Math.max(0, Date.now() - last.created.getTime()) } : {};
};

/** One holding of a view: prepared, then batch after batch. */
class Holding<Doc extends object> {
  private readonly documents: Documents<Doc>;
  private readonly streams: StreamRevisions;
  private reached: string;
  private events: number;
  private storedAt = performance.now();

  constructor(private readonly options: FollowOptions<Doc>) {
    const { connection, view, lease } = options;
    this.documents = new Documents(connection, view, lease.build);
    const fromStart = lease.position === startPosition;
    this.streams = new StreamRevisions(connection, view, lease.build, { fromStart });
    this.reached = lease.position;
    this.events = lease.events;
  }

  async prepare(): Promise<void> {
    if (this.options.lease.building) await this.sweep();
    await this.documents.prepare();
  }

  async take(batch: Batch): Promise<void> {
    const applied = await applyBatch({ ...this.options, ...this.parts }, batch);
    this.events += applied.events;
    if (applied.position !== undefined && applied.position > this.reached)
      this.reached = applied.position;
    const built = batch.caughtUp && !applied.failure && this.options.lease.building;
    if (built) await this.sweep();
    await this.store(applied, { built, idle: batch.idle === true });
    const { caughtUp } = batch;
    this.options.told({ ...applied, ...lagOf(batch), reached: this.reached, caughtUp, built });
    if (applied.failure) throw applied.failure;
  }

  /** Stores a position that was not worth a write of its own. */
  async close(): Promise<void> {
    const { lease } = this.options;
    if (this.reached > lease.position) await this.checkpoint(lease.building);
  }

  private get parts() {
    return { documents: this.documents, streams: this.streams };
  }

  private async sweep(): Promise<void> {
    await this.documents.sweep();
    await this.streams.sweep();
  }

  /**
   * Events that the view knows are followed by the checkpoint at once: it fails for whoever lost the view, before anybody is
   * told that the view has come so far. Others can wait, and so can all of them while the view is built, when nobody relies on
   * it: a restart then passes over them again.
   */
  private async store(
    { known, failure }: Applied,
    { built, idle }: { built: boolean; idle: boolean },
  ): Promise<void> {
    const { lease } = this.options;
    const overdue = performance.now() - this.storedAt >= quietCheckpointMs.atMost;
    const waiting = this.streams.waiting;
    const told = known > 0 && !lease.building;
    const due = told || failure || overdue || waiting > maxUnstored || (idle && waiting > 0);
    if (built || (due && this.reached > lease.position))
      await this.checkpoint(lease.building && !built);
  }

  private async checkpoint(building: boolean): Promise<void> {
    await this.streams.store();
    await this.options.lease.advance(this.reached, this.events, building);
    await this.documents.forgetRemoved();
    this.storedAt = performance.now();
  }
}

/**
 * Follows the events into the view until the signal aborts or the lease is lost. Throws LeaseLost, ProjectionFailure,
 * ProjectionGap, PositionRefused, and what the database raises; whoever calls it may always begin again.
 */
export const followView = async <Doc extends object>(
  options: FollowOptions<Doc>,
): Promise<void> => {
  const { lease, view, store } = options;
  const own = new AbortController();
  const signal = AbortSignal.any([options.signal, own.signal]);
  let lost: LeaseLost | undefined;
  const keeping = keepLease(lease, options.leaseMs, signal, (error) => {
    lost = error;
    own.abort();
  });
  try {
    const holding = new Holding(options);
    await holding.prepare();
    const after = positionFromString(lease.position) ?? 'start';
    const items = store.follow({ after, prefixes: [...view.prefixes], signal });
    const grouping = { ...options.batch, idleMs: quietCheckpointMs.idle };
    for await (const batch of batches(items, grouping)) {
      if (signal.aborted) break;
      await holding.take(batch);
    }
    if (!lost) await holding.close();
  } finally {
    own.abort();
    await keeping;
  }
  if (lost) throw lost;
};
