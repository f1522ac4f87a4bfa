import type { FollowItem, Position } from '#libs/eventsourcing';

/** Items that may wait for a follower before its train waits for it. */
const roomFor = 4_000;

type Place = Position | 'start';

/** A follower on a shared subscription: what has been given to it and not been taken yet. */
export class Rider {
  private queue: FollowItem[] = [];
  private taken = 0;
  private failure: Error | undefined;
  private putDown = false;
  private wake: (() => void) | undefined;
  private roomy: (() => void) | undefined;

  /** `place`: the last position that was given to it. */
  constructor(
    public place: Place,
    readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.stir(), { once: true });
  }

  get waiting(): number {
    return this.queue.length - this.taken;
  }

  get isFull(): boolean {
    return this.waiting >= roomFor;
  }

  give(item: FollowItem): void {
    this.queue.push(item);
    this.stir();
  }

  /** The subscription failed: thrown once everything before is taken. */
  fail(error: Error): void {
    this.failure = error;
    this.stir();
  }

  /** It has to go on by itself once everything before is taken. */
  leaveBehind(): void {
    this.putDown = true;
    this.stir();
  }

  /** Resolves once there is room again, the rider has left, or `ms` have passed. */
  async room(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.roomy = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.roomy = undefined;
  }

  /** What is given to it, until it is aborted or left behind. Throws what the subscription threw. */
  async *items(): AsyncGenerator<FollowItem> {
    this.putDown = false;
    while (!this.signal.aborted) {
      const item = this.take();
      if (item) yield item;
      else if (this.failure) throw this.failure;
      else if (this.putDown) return;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }

  /** What was given and is not taken yet, the oldest first. */
  take(): FollowItem | undefined {
    if (this.signal.aborted) return undefined;
    const item = this.queue[this.taken];
    if (!item) return undefined;
    this.taken += 1;
    if (this.taken === this.queue.length) {
      this.queue = [];
      this.taken = 0;
    }
    if (!this.isFull) this.roomy?.();
    return item;
  }

  private stir(): void {
    this.wake?.();
    this.wake = undefined;
    if (this.signal.aborted) this.roomy?.();
  }
}
