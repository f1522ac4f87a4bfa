import type { Logger } from 'pino';

/** Longest that one part may take to end before the next one is ended. */
const patienceMs = 10_000;

/**
 * What has been opened, to be ended in the opposite order. A part that does not end in time, or throws, is named in the log and
 * left behind: a process that will not end is worse than one that ends untidily, for everything survives being killed.
 */
export class Closing {
  private readonly parts: { name: string; close: () => Promise<unknown> }[] = [];

  constructor(private readonly logger: Logger) {}

  add(name: string, close: () => Promise<unknown>): void {
    this.parts.push({ name, close });
  }

  /** Ends everything; never throws. A second call has nothing left to do. */
  async all(): Promise<void> {
    for (const { name, close } of this.parts.splice(0).toReversed()) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, patienceMs, 'late' as const);
      });
      try {
        const outcome = await Promise.race([close(), late]);
        if (outcome === 'late') this.logger.warn({ part: name }, 'part does not end, left behind');
      } catch (error) {
        this.logger.warn({ err: error, part: name }, 'part ended badly');
      } finally {
        clearTimeout(timer);
      }
    }
  }
}
