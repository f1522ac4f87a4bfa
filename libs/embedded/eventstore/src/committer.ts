import type { Logger } from 'pino';
import type { Entry } from './log.js';
import type { Store } from './store.js';

/** A group is closed at this many bytes or jobs, so that one commit stays small in memory. */
const GROUP_BYTES = 8 * 1024 * 1024;
const GROUP_JOBS = 1000;

/** One write: what it does inside the transaction, and how it is told once that is on disk (or failed). */
export interface Job {
  bytes: number;
  run(): void;
  done(error: Error | undefined): void;
}

/**
 * Group commit: jobs that arrive together share one transaction and one fsync; each is answered only after the commit.
 * A failed commit fails every job of its group, and nothing of it is stored.
 */
export class Committer {
  private queue: Job[] = [];
  private scheduled = false;

  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly publish: (written: Entry[]) => void,
    private readonly logger: Logger,
  ) {}

  submit(job: Job): void {
    this.queue.push(job);
    this.schedule();
  }

  /** Commits everything that waits; used before shutting down. */
  drain(): void {
    while (this.queue.length > 0) this.flush();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
      if (this.queue.length > 0) this.schedule();
    });
  }

  private flush(): void {
    const group = this.nextGroup();
    if (group.length === 0) return;
    let written: Entry[] = [];
    let failure: Error | undefined;
    try {
      written = this.store.transaction(() => {
        for (const job of group) job.run();
      });
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      this.logger.error({ err: failure, appends: group.length }, 'a commit failed, nothing stored');
    }
    for (const job of group) job.done(failure);
    if (written.length > 0) this.publish(written);
  }

  private nextGroup(): Job[] {
    let bytes = 0;
    let count = 0;
    for (const job of this.queue) {
      bytes += job.bytes;
      if (count > 0 && (bytes > GROUP_BYTES || count >= GROUP_JOBS)) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }
}
