import type { Position } from '#libs/eventsourcing';
import type { CheckpointDocument } from './collections.js';
import { ProjectionGap } from './errors.js';
import type { Step } from './follow-view.js';
import type { Lease } from './lease.js';
import { positionFromString, positionToString, startPosition } from './position-string.js';
import { stoppedBecause, type StoppedBecause } from './stopped-because.js';
import { Waiters } from './waiters.js';

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

/** How often somebody who waits on standby asks how far the active projector is, in ms. */
const standbyWaitMs = 50;

/** How far a projector is, what troubles it, and who waits for it. */
export class Progress {
  state: ProjectorStatus['state'] = 'stopped';
  /** Troubles in a row. */
  failures = 0;
  private readonly waiters = new Waiters();
  private reached = startPosition;
  private readonly counts = { events: 0, ignored: 0, duplicates: 0 };
  private lagMs: number | undefined;
  private caughtUp = false;
  private stopped: StoppedBecause | undefined;
  private gaps = 0;

  /** The projector was started. */
  started(): void {
    this.state = 'standby';
    this.failures = 0;
    this.gaps = 0;
  }

  /** The projector has the view. */
  begun(lease: Lease): void {
    this.state = lease.building ? 'rebuilding' : 'following';
    this.reached = lease.position;
    this.counts.events = lease.events;
  }

  /** A batch was applied, or a part of it. */
  told(step: Step): void {
    this.counts.events += step.events;
    this.counts.ignored += step.ignored;
    this.counts.duplicates += step.duplicates;
    if (step.lagMs !== undefined) this.lagMs = step.lagMs;
    if (step.caughtUp) this.caughtUp = true;
    if (step.built) this.state = 'following';
    if (step.reached > this.reached) this.gaps = 0;
    this.reached = step.reached;
    if (!step.failure) {
      this.failures = 0;
      this.stopped = undefined;
    }
    this.waiters.reached(this.reached);
  }

  /** Another projector has the view; this is how far it is. */
  standsBy(stored: CheckpointDocument | null): void {
    if (!stored || this.state !== 'standby') return;
    this.reached = stored.position;
    this.counts.events = stored.events;
    this.waiters.reached(this.reached);
  }

  /** What troubled it is the concern of another projector now. */
  untroubled(): void {
    this.stopped = undefined;
  }

  /** The projector no longer has the view. */
  left(state: 'standby' | 'stopped'): void {
    this.state = state;
    this.caughtUp = false;
    if (state === 'stopped') this.waiters.giveUp();
  }

  /** Notes why it does not go on. */
  failed(error: unknown): StoppedBecause {
    if (error instanceof ProjectionGap) this.gaps += 1;
    this.stopped = stoppedBecause(error, this.gaps, this.stopped);
    return this.stopped;
  }

  status(view: { name: string; version: number }): ProjectorStatus {
    return {
      view: view.name,
      version: view.version,
      state: this.state,
      position: positionFromString(this.reached),
      caughtUp: this.caughtUp,
      ...this.counts,
      ...(this.lagMs === undefined ? {} : { lagMs: this.lagMs }),
      ...(this.stopped ? { stoppedBecause: this.stopped } : {}),
    };
  }

  rebuilt(): RebuildProgress {
    return { events: this.counts.events, position: positionFromString(this.reached) };
  }

  /** True once `position` is reached, false after `timeoutMs`. On standby, `ask` is called again and again meanwhile. */
  async waitFor(position: Position, timeoutMs: number, ask: () => Promise<void>): Promise<boolean> {
    const wanted = positionToString(position);
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      if (this.reached >= wanted) return true;
      const left = deadline - performance.now();
      if (left <= 0 || this.state === 'stopped') return false;
      const slice = this.state === 'standby' ? Math.min(left, standbyWaitMs) : left;
      if (await this.waiters.wait(wanted, slice)) return true;
      if (this.state === 'standby') await ask().catch(() => undefined);
    }
  }
}
