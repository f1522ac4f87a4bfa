/** Position of a checkpoint: commit and prepare. */
export type Checkpoint = [commit: number, prepare: number];

/**
 * Checkpoints while a filtered subscription catches up: one per `window` × `interval` events considered. If none of
 * them matched it points at where the last page began, with prepare 0 (so the first is {0, 0}); else at the last match.
 */
export class CatchUpCheckpoints {
  private considered = 0;
  private pages = 0;
  private pageStart: number;
  private lastMatch: number | undefined;
  private first = true;

  /** @param start commit position from which the subscription was asked, 0 for START */
  constructor(
    private readonly window: number,
    private readonly interval: number,
    start: number,
  ) {
    this.pageStart = start;
  }

  consider(position: number, matched: boolean): Checkpoint | undefined {
    if (this.considered === 0 && !this.first) this.pageStart = position;
    this.first = false;
    if (matched) this.lastMatch = position;
    this.considered += 1;
    if (this.considered < this.window) return undefined;
    this.considered = 0;
    this.pages += 1;
    if (this.pages < this.interval) return undefined;
    this.pages = 0;
    const { lastMatch } = this;
    this.lastMatch = undefined;
    return lastMatch === undefined ? [this.pageStart, 0] : [lastMatch, lastMatch];
  }
}

/** Checkpoints while live: at every `window` × `interval`-th event considered, matching or not, at its position. */
export class LiveCheckpoints {
  private considered = 0;
  private readonly every: number;

  constructor(window: number, interval: number) {
    this.every = window * interval;
  }

  consider(position: number): Checkpoint | undefined {
    this.considered += 1;
    if (this.considered < this.every) return undefined;
    this.considered = 0;
    return [position, position];
  }
}
