import type { StoredEvent } from '#libs/eventsourcing';
import { isServerMissing, type ServiceKit } from '#libs/service';
import { changesTimers, timerChange, timerEventTypes } from '../domain/timer-changes.js';
import type { RulesHistory } from './rules-history.js';
import type { TimerStore } from './timer-store.js';

/** Streams whose events set and cancel timers, and sla's own, which say what has fired. */
const prefixes = ['triage-', 'coordination-', 'resolution-', 'sla-'];

/** Keeps the timers as the events say, one by one or all over again. */
export class TimerKeeper {
  constructor(
    private readonly kit: Pick<ServiceKit, 'store' | 'logger' | 'now'>,
    private readonly timers: TimerStore,
    private readonly rules: RulesHistory,
  ) {}

  /** Does what an event says to the timers of its case. Throws StoreUnavailable, RulesMissing. */
  async take(event: StoredEvent): Promise<void> {
    if (!changesTimers(event.type)) return;
    const change = timerChange(event, await this.rules.at(event.metadata));
    if (change) await this.timers.apply(change);
  }

  // One event that nobody can make sense of must not keep all timers from being built.
  private async takeIfPossible(event: StoredEvent): Promise<boolean> {
    try {
      await this.take(event);
      return true;
    } catch (error) {
      if (isServerMissing(error)) throw error;
      const { id, type } = event;
      this.kit.logger.error({ err: error, event: id, type }, 'event sets no timer');
      return false;
    }
  }

  /**
   * Builds the timers anew from all events. Events that come in meanwhile may be taken too: each says the same the second
   * time, and whatever they cancelled is cancelled here again. Throws StoreUnavailable; then begin again.
   */
  async rebuild(signal: AbortSignal): Promise<number> {
    await this.timers.clear();
    let taken = 0;
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    // By type: of some 35 events of a case only a few change timers, and the server passes over the others.
    const types = timerEventTypes;
    const items = this.kit.store.follow({ after: 'start', prefixes, types, signal: either });
    for await (const item of items) {
      if (item.kind === 'caughtUp') break;
      if (item.kind !== 'event' || !changesTimers(item.event.type)) continue;
      taken += Number(await this.takeIfPossible(item.event));
    }
    stop.abort();
    if (signal.aborted) return taken;
    await this.timers.markBuilt(this.kit.now());
    this.kit.logger.info({ events: taken }, 'timers built from the events');
    return taken;
  }
}
