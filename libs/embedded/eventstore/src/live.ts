import type { Entry } from './log.js';
import type { Outlet } from './outlet.js';
import { consumerTooSlow } from './statuses.js';
import type { CallError } from './statuses.js';

export type Listener = (written: Entry[]) => void;

/** Tells live subscriptions of every commit, in log order. */
export class LiveHub {
  private readonly listeners = new Set<Listener>();

  publish(written: Entry[]): void {
    for (const listener of this.listeners) listener(written);
  }

  /** Returns the function that ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** What waits to be sent to a live subscriber: a frame made when its turn comes, or the error that ends it. */
export type Waiting = { frame: () => Buffer } | { error: CallError };

/**
 * The queue of a live subscription. Like the real server it drops a subscriber that is too slow: when a later commit
 * brings events while more than `buffer` frames of earlier ones still wait. So memory per subscriber stays bounded.
 */
export class LiveQueue {
  private queue: Waiting[] = [];
  private at = 0;

  constructor(
    private readonly outlet: Outlet,
    private readonly buffer: number,
  ) {
    outlet.whenReady(() => this.pump());
  }

  /** Adds what a commit brought, or drops the subscriber. */
  offer(items: Waiting[]): void {
    if (items.length === 0 || this.outlet.closed) return;
    if (this.queue.length - this.at + this.outlet.pending > this.buffer) {
      this.queue = [];
      this.at = 0;
      this.outlet.fail(consumerTooSlow());
      return;
    }
    this.add(items);
  }

  /** Adds what belongs to catching up: never a reason to drop. */
  add(items: Waiting[]): void {
    for (const item of items) this.queue.push(item);
    this.pump();
  }

  private pump(): void {
    while (this.outlet.writable) {
      const item = this.queue[this.at];
      if (!item) break;
      this.at += 1;
      if ('error' in item) this.outlet.fail(item.error);
      else this.outlet.write(item.frame());
    }
    if (this.at === this.queue.length || this.at > 1000) {
      this.queue = this.queue.slice(this.at);
      this.at = 0;
    }
  }
}
