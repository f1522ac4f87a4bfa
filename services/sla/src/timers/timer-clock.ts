import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '#libs/contracts';
import { isServerMissing, type ServiceKit } from '#libs/service';
import type { Timer } from '../domain/timer.js';
import { fire } from './fire.js';
import type { TimerKeeper } from './timer-keeper.js';
import type { TimerStore } from './timer-store.js';

export interface ClockOptions {
  /** How often the clock is looked at, in ms. */
  tickMs: number;
  /** Timers taken up at once. */
  batch: number;
  /** How long a timer is put off that could not fire, in ms. */
  putOffMs: number;
}

/** What the clock did since it was started, and how far behind it is. */
export interface ClockReport {
  /** Timers that wait, and those of them that are due now; as of the last look. */
  waiting: number;
  due: number;
  fired: number;
  failures: number;
  /** Longest time between due and fired, in ms. */
  worstLagMs: number;
}

const longestPauseMs = 10_000;

/**
 * Fires what is due, the longest overdue first, for ever. After a time in which nothing ran each timer fires once. A server
 * that is away is waited for; a timer that cannot fire by its own fault is put off and does not hold up others.
 */
export class TimerClock {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private readonly counts: ClockReport = {
    waiting: 0,
    due: 0,
    fired: 0,
    failures: 0,
    worstLagMs: 0,
  };

  constructor(
    private readonly kit: ServiceKit,
    private readonly timers: TimerStore,
    private readonly keeper: TimerKeeper,
    private readonly options: ClockOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  report(): ClockReport {
    return { ...this.counts };
  }

  /** Fires everything that is due now; returns how many fired. Throws StoreUnavailable and what `isServerMissing` knows. */
  async tick(): Promise<number> {
    let fired = 0;
    for (;;) {
      const due = await this.timers.due(this.kit.now(), this.options.batch);
      for (const timer of due) {
        if (this.stopping.signal.aborted) return fired;
        if (await this.tryToFire(timer)) fired += 1;
      }
      if (due.length < this.options.batch) break;
    }
    Object.assign(this.counts, await this.timers.counts(this.kit.now()));
    return fired;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (!(await this.timers.isBuilt())) await this.keeper.rebuild(signal);
        else await this.tick();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.kit.logger.warn({ err: error, failures }, 'timers wait for a server');
      }
      const pause = failures === 0 ? this.options.tickMs : 250 * 2 ** Math.min(failures, 6);
      await delay(Math.min(pause, longestPauseMs), undefined, { signal }).catch(() => undefined);
    }
  }

  private async tryToFire(timer: Timer): Promise<boolean> {
    const { timerId, occurrence, kind, complaintId, dueAt } = timer;
    try {
      const event = await fire(this.kit, timer);
      if (event) await this.keeper.take(event);
      else await this.timers.apply({ change: 'fired', timerId, occurrence });
      this.counts.fired += 1;
      const lagMs = this.kit.now().getTime() - Date.parse(dueAt);
      this.counts.worstLagMs = Math.max(this.counts.worstLagMs, lagMs);
      this.kit.logger.info({ timerId, kind, complaintId, occurrence, lagMs }, 'timer fired');
      return true;
    } catch (error) {
      if (mayPass(error)) throw error;
      this.counts.failures += 1;
      this.kit.logger.error({ err: error, timerId, kind, complaintId }, 'timer cannot fire');
      const until = new Date(this.kit.now().getTime() + this.options.putOffMs);
      await this.timers.putOff(timerId, until);
      return false;
    }
  }
}

/** Whether it is not the timer's fault. */
const mayPass = (error: unknown): boolean =>
  isServerMissing(error) ||
  (error instanceof DomainError && ['unavailable', 'outcome-unknown'].includes(error.code));
