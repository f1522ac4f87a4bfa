interface Waiter {
  position: string;
  resolve: (reached: boolean) => void;
  timer: NodeJS.Timeout;
}

/** Those who wait for a view to reach a position. */
export class Waiters {
  private waiting: Waiter[] = [];

  /** True once `position` is reached, false after `timeoutMs` or when nobody will reach it. */
  wait(position: string, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        position,
        resolve,
        timer: setTimeout(() => this.finish(waiter, false), timeoutMs),
      };
      this.waiting.push(waiter);
    });
  }

  /** Tells how far the view has come. */
  reached(position: string): void {
    for (const waiter of this.waiting.filter((each) => each.position <= position))
      this.finish(waiter, true);
  }

  /** Sends everybody away. */
  giveUp(): void {
    const { waiting } = this;
    for (const waiter of waiting) this.finish(waiter, false);
  }

  private finish(waiter: Waiter, reached: boolean): void {
    clearTimeout(waiter.timer);
    this.waiting = this.waiting.filter((each) => each !== waiter);
    waiter.resolve(reached);
  }
}
