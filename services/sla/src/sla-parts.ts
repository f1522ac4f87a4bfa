import type { ServiceKit } from '#libs/service';
import { RulesHistory } from './timers/rules-history.js';
import { TimerClock, type ClockOptions } from './timers/timer-clock.js';
import { TimerKeeper } from './timers/timer-keeper.js';
import { TimerStore } from './timers/timer-store.js';

/** The working parts of the service. */
export interface SlaParts {
  timers: TimerStore;
  keeper: TimerKeeper;
  clock: TimerClock;
}

const usual: ClockOptions = { tickMs: 1_000, batch: 100, putOffMs: 60_000 };

/** Makes the parts for a kit; `changes` are for tests. */
export const slaParts = (kit: ServiceKit, changes: Partial<ClockOptions> = {}): SlaParts => {
  const timers = new TimerStore(kit.mongo);
  const keeper = new TimerKeeper(kit, timers, new RulesHistory(kit.store));
  const clock = new TimerClock(kit, timers, keeper, { ...usual, ...changes });
  return { timers, keeper, clock };
};
