import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '#libs/eventsourcing';
import type { ApplyContext, OpenEvent } from './apply-batch.js';
import { checkpointsOf } from './collections.js';
import { LeaseLost } from './errors.js';
import { followView, type FollowedStore, type Step } from './follow-view.js';
import { takeLease, type Lease } from './lease.js';
import { Progress, type ProjectorStatus, type RebuildProgress } from './progress.js';
import type { View } from './view.js';

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
  /**
   * Who holds the view; a name of its own for every projector where it is left out. Where a host makes sure that there is
   * one process only, a fixed name lets it have its view back at once after it was killed.
   */
  owner?: string;
  onApplied?: ApplyContext<Doc>['onApplied'];
  /** Longest pause between two tries, in ms. */
  maxBackOffMs?: number;
}

interface Rebuild {
  onProgress: ((progress: RebuildProgress) => void) | undefined;
  resolve: () => void;
  reject: (error: Error) => void;
  begun: boolean;
}

const standbyMs = 1_000;
const firstBackOffMs = 50;

/**
 * Keeps one view up to date, for ever: through restarts of both servers, and through events that it cannot take, which it
 * tries again with back-off and never skips. Of several projectors of a view one is active, the others stand by.
 */
export class Projector<Doc extends object> {
  private readonly owner: string;
  private readonly progress = new Progress();
  private controller = new AbortController();
  private holding = new AbortController();
  private running: Promise<void> | undefined;
  private asked: Rebuild | undefined;

  constructor(private readonly options: ProjectorOptions<Doc>) {
    this.owner = options.owner ?? randomUUID();
  }

  /** Begins to follow, in the background. Does nothing when it already does. */
  start(): void {
    if (this.running) return;
    this.controller = new AbortController();
    this.progress.started();
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
    return this.progress.status(this.options.view);
  }

  /** Whether the view reads the stream: positions of other streams are not worth waiting for. */
  reads(streamId: string): boolean {
    return this.options.view.prefixes.some((prefix) => streamId.startsWith(prefix));
  }

  /**
   * True once the view has the effect of the event at `position`, which must be of a stream that it reads (`reads`); false
   * after `timeoutMs`. Works on standby too.
   */
  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    return this.progress.waitFor(position, timeoutMs, () => this.refresh());
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
    while (!signal.aborted) {
      try {
        await this.hold(signal);
      } catch (error) {
        if (signal.aborted || this.failed(error)) break;
        await this.backOff(signal);
      }
    }
    this.progress.left('stopped');
    this.asked?.reject(new Error(`${this.options.view.name} stopped before it was rebuilt`));
    this.asked = undefined;
  }

  private async backOff(stop: AbortSignal): Promise<void> {
    const { maxBackOffMs = 30_000 } = this.options;
    const pause = Math.min(
      maxBackOffMs,
      firstBackOffMs * 2 ** Math.min(this.progress.failures, 12),
    );
    this.holding = new AbortController();
    const signal = AbortSignal.any([stop, this.holding.signal]);
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }

  /** Takes the view and follows, or waits a moment when another projector has it. */
  private async hold(stop: AbortSignal): Promise<void> {
    const { view, connection, leaseMs = 15_000, batchSize = 1_000, lingerMs = 3 } = this.options;
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
      this.progress.left('standby');
      await lease.release().catch(() => undefined);
    }
  }

  private begin(lease: Lease): void {
    const { view, logger } = this.options;
    const { position, building } = lease;
    this.progress.begun(lease);
    logger.info({ view: view.name, position, building }, 'view is followed');
  }

  private told(step: Step): void {
    this.progress.told(step);
    // One that was asked for while the last batch of an earlier build was under way still has to begin.
    if (!this.asked?.begun) return;
    this.asked.onProgress?.(this.progress.rebuilt());
    if (step.built) this.built();
  }

  private built(): void {
    this.asked?.resolve();
    this.asked = undefined;
  }

  private async standBy(signal: AbortSignal): Promise<void> {
    await this.refresh();
    this.progress.untroubled();
    await delay(standbyMs, undefined, { signal }).catch(() => undefined);
  }

  /** What another projector has reached. */
  private async refresh(): Promise<void> {
    const { view, connection } = this.options;
    const stored = await checkpointsOf(connection).findOne({ _id: view.name });
    this.progress.standsBy(stored);
    // Begun here, lost, and finished by another.
    if (this.asked?.begun && stored?.building === false) this.built();
  }

  /** Notes why it does not go on; true when trying again is of no use. */
  private failed(error: unknown): boolean {
    const { view, logger } = this.options;
    this.progress.failures += 1;
    if (error instanceof LeaseLost) {
      logger.info({ view: view.name }, 'view was taken over');
      return false;
    }
    const stopped = this.progress.failed(error);
    const fields = { view: view.name, ...stopped, failures: this.progress.failures };
    if (stopped.final) logger.error(fields, 'view has stopped');
    else logger.warn(fields, 'view does not go on; trying again');
    return stopped.final;
  }
}
