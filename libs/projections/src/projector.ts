import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '#libs/eventsourcing';
import type { OpenEvent } from './apply-batch.js';
import { checkpointsOf } from './collections.js';
import { LeaseLost, ProjectionGap } from './errors.js';
import { followView, type FollowedStore, type Step } from './follow-view.js';
import { takeLease, type Lease } from './lease.js';
import { positionFromString, positionToString, startPosition } from './position-string.js';
import { stoppedBecause, type StoppedBecause } from './stopped-because.js';
import type { View } from './view.js';
import { Waiters } from './waiters.js';

export interface ProjectorOptions<Doc extends object> {
  view: View<Doc>;
  store: FollowedStore;
  connection: Connection;
  open: OpenEvent;
  logger: Logger;
  /** Events in one batch at most. */
  batchSize?: number;
  /** How long a batch waits for more events, in ms. */
  lingerMs?: number;
  leaseMs?: number;
  /** Longest pause between two tries, in ms. */
  maxBackOffMs?: number;
}

export interface ProjectorStatus {
  view: string;
  version: number;
  /** `standby`: another projector has the view. */
  state: 'stopped' | 'standby' | 'following' | 'rebuilding';
  position: Position | undefined;
  caughtUp: boolean;
  /** Age of the last event when its effect was stored, in ms. */
  lagMs?: number;
  /** Events since the build began. */
  events: number;
  /** Since this projector was made: events of types that the view does not know, and events seen twice. */
  ignored: number;
  duplicates: number;
  stoppedBecause?: StoppedBecause;
}

export interface RebuildProgress {
  events: number;
  position: Position | undefined;
}

interface Rebuild {
  onProgress: ((progress: RebuildProgress) => void) | undefined;
  resolve: () => void;
  reject: (error: Error) => void;
  begun: boolean;
}

const standbyMs = 1_000;
const standbyWaitMs = 50;
const firstBackOffMs = 50;

/**
 * Keeps one view up to date, for ever: through restarts of both servers, and through events that it cannot take, which it
 * tries again with back-off and never skips. Of several projectors of a view one is active, the others stand by.
 */
export class Projector<Doc extends object> {
  private readonly owner = randomUUID();
  private readonly waiters = new Waiters();
  private controller = new AbortController();
  private holding = new AbortController();
  private running: Promise<void> | undefined;
  private asked: Rebuild | undefined;
  private state: ProjectorStatus['state'] = 'stopped';
  private reached = startPosition;
  private counts = { events: 0, ignored: 0, duplicates: 0 };
  private lagMs: number | undefined;
  private caughtUp = false;
  private stopped: StoppedBecause | undefined;
  private failures = 0;
  private gaps = 0;

  constructor(private readonly options: ProjectorOptions<Doc>) {}

  /** Begins to follow, in the background. Does nothing when it already does. */
  start(): void {
    if (this.running) return;
    this.controller = new AbortController();
    this.failures = 0;
    this.gaps = 0;
    this.running = this.run(this.controller.signal).finally(() => {
      this.running = undefined;
    });
  }

  /** Finishes the batch at hand and lets others have the view. */
  async stop(): Promise<void> {
    this.controller.abort();
    await this.running;
  }

  status(): ProjectorStatus {
    const { name: view, version } = this.options.view;
    return {
      view,
      version,
      state: this.state,
      position: positionFromString(this.reached),
      caughtUp: this.caughtUp,
      ...this.counts,
      ...(this.lagMs === undefined ? {} : { lagMs: this.lagMs }),
      ...(this.stopped ? { stoppedBecause: this.stopped } : {}),
    };
  }

  /** Whether the view reads the stream: positions of other streams are not worth waiting for. */
  reads(streamId: string): boolean {
    return this.options.view.prefixes.some((prefix) => streamId.startsWith(prefix));
  }

  /**
   * True once the view has the effect of the event at `position`, which must be of a stream that it reads (`reads`); false
   * after `timeoutMs`. Works on standby too.
   */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const wanted = positionToString(position);
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      if (this.reached >= wanted) return true;
      const left = deadline - performance.now();
      if (left <= 0 || this.state === 'stopped') return false;
      const standby = this.state === 'standby';
      const slice = standby ? Math.min(left, standbyWaitMs) : left;
      if (await this.waiters.wait(wanted, slice)) return true;
      if (standby) await this.refresh().catch(() => undefined);
    }
  }

  /**
   * Builds the view anew from the first event, by the same way as always; starts the projector if need be and takes the view
   * from whoever has it. Resolves when it has caught up; rejects when the projector stops before. After a crash the next
   * `start()` goes on where it was.
   */
  rebuild(onProgress?: (progress: RebuildProgress) => void): Promise<void> {
    if (this.asked) return Promise.reject(new Error(`${this.options.view.name} is being rebuilt`));
    return new Promise((resolve, reject) => {
      this.asked = { onProgress, resolve, reject, begun: false };
      this.start();
      this.holding.abort();
    });
  }

  private async run(signal: AbortSignal): Promise<void> {
    this.state = 'standby';
    while (!signal.aborted) {
      try {
        await this.hold(signal);
      } catch (error) {
        if (signal.aborted || this.failed(error)) break;
        await this.backOff(signal);
      }
    }
    this.state = 'stopped';
    this.caughtUp = false;
    this.waiters.giveUp();
    this.asked?.reject(new Error(`${this.options.view.name} stopped before it was rebuilt`));
    this.asked = undefined;
  }

  private async backOff(stop: AbortSignal): Promise<void> {
    const { maxBackOffMs = 30_000 } = this.options;
    const pause = Math.min(maxBackOffMs, firstBackOffMs * 2 ** Math.min(this.failures, 12));
    this.holding = new AbortController();
    const signal = AbortSignal.any([stop, this.holding.signal]);
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }

  /** Takes the view and follows, or waits a moment when another projector has it. */
  private async hold(stop: AbortSignal): Promise<void> {
    const { view, connection, leaseMs = 15_000, batchSize = 500, lingerMs = 3 } = this.options;
    this.holding = new AbortController();
    const signal = AbortSignal.any([stop, this.holding.signal]);
    const taking = this.asked && !this.asked.begun ? 'rebuild' : 'wait';
    const lease = await takeLease({ connection, view, owner: this.owner, leaseMs }, taking);
    if (!lease) return this.standBy(signal);
    if (taking === 'rebuild' && this.asked) this.asked.begun = true;
    this.begin(lease);
    const batch = { size: batchSize, lingerMs };
    const told = (step: Step): void => this.told(step);
    try {
      await followView({ ...this.options, lease, leaseMs, batch, signal, told });
    } finally {
      this.state = 'standby';
      this.caughtUp = false;
      await lease.release().catch(() => undefined);
    }
  }

  private begin(lease: Lease): void {
    this.state = lease.building ? 'rebuilding' : 'following';
    this.reached = lease.position;
    this.counts.events = lease.events;
    this.options.logger.info(
      { view: this.options.view.name, position: lease.position, building: lease.building },
      'view is followed',
    );
  }

  private told(step: Step): void {
    this.counts.events += step.events;
    this.counts.ignored += step.ignored;
    this.counts.duplicates += step.duplicates;
    if (step.lagMs !== undefined) this.lagMs = step.lagMs;
    if (step.caughtUp) this.caughtUp = true;
    if (step.reached > this.reached) this.gaps = 0;
    this.reached = step.reached;
    if (!step.failure) {
      this.failures = 0;
      this.stopped = undefined;
    }
    this.waiters.reached(this.reached);
    if (this.asked?.begun)
      this.asked.onProgress?.({
        events: this.counts.events,
        position: positionFromString(this.reached),
      });
    if (step.built) this.built();
  }

  private built(): void {
    this.state = 'following';
    // One that was asked for while the last batch of an earlier build was under way still has to begin.
    if (!this.asked?.begun) return;
    this.asked.resolve();
    this.asked = undefined;
  }

  private async standBy(signal: AbortSignal): Promise<void> {
    this.state = 'standby';
    await this.refresh();
    this.stopped = undefined;
    await delay(standbyMs, undefined, { signal }).catch(() => undefined);
  }

  /** What another projector has reached. */
  private async refresh(): Promise<void> {
    const { view, connection } = this.options;
    const stored = await checkpointsOf(connection).findOne({ _id: view.name });
    if (!stored || this.state !== 'standby') return;
    this.reached = stored.position;
    this.counts.events = stored.events;
    this.waiters.reached(this.reached);
    if (this.asked?.begun && !stored.building) {
      this.asked.resolve();
      this.asked = undefined;
    }
  }

  /** Notes why it does not go on; true when trying again is of no use. */
  private failed(error: unknown): boolean {
    const { view, logger } = this.options;
    this.failures += 1;
    if (error instanceof LeaseLost) {
      logger.info({ view: view.name }, 'view was taken over');
      return false;
    }
    if (error instanceof ProjectionGap) this.gaps += 1;
    this.stopped = stoppedBecause(error, this.gaps, this.stopped);
    const fields = { view: view.name, ...this.stopped, failures: this.failures };
    if (this.stopped.final) logger.error(fields, 'view has stopped');
    else logger.warn(fields, 'view does not go on; trying again');
    return this.stopped.final;
  }
}
