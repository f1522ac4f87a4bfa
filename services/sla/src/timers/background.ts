import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { TimerClock } from './timer-clock.js';
import type { TimerStore } from './timer-store.js';

/** Runs the clock while the service runs. */
export class TimerBackground implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly timers: TimerStore,
    private readonly clock: TimerClock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.timers.prepare();
    this.clock.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.clock.stop();
  }
}
