/** One thing to do, in order with others. */
export interface Job {
  /** Only one job of a lane runs at a time (a complaint). */
  lane: string;
  /** A job that has to come again holds back the later ones of its stream, not others of its lane. */
  stream: string;
  /** Order within a stream; the lowest goes first. */
  seq: number;
  /** Returns the time in ms until it wants to run again, or undefined when it is done. Must not throw. */
  run(): Promise<number | undefined>;
}

interface Entry {
  job: Job;
  dueAt: number;
}

interface Lane {
  entries: Entry[];
  isRunning: boolean;
  isReady: boolean;
  timer?: NodeJS.Timeout;
}

/**
 * Runs jobs sequentially per lane and concurrently across lanes. A job that asks to run again is never
 * overtaken by a later one of its stream, while other streams of the lane go on: what it waits for may
 * be there.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #ready: Lane[] = [];
  #running = 0;
  #pausedUntil = 0;
  #pauseTimer: NodeJS.Timeout | undefined;
  #isHeld = false;
  #isClosed = false;
  #idle: (() => void) | undefined;

  /** At most `limit` lanes run at once. */
  constructor(private readonly limit: number) {}

  get running(): number {
    return this.#running;
  }

  get isPaused(): boolean {
    return performance.now() < this.#pausedUntil;
  }

  add(job: Job): void {
    const lane = this.#lanes.get(job.lane) ?? { entries: [], isRunning: false, isReady: false };
    this.#lanes.set(job.lane, lane);
    const after = lane.entries.findLastIndex((entry) => entry.job.seq <= job.seq);
    lane.entries.splice(after + 1, 0, { job, dueAt: 0 });
    this.#arrange(lane);
    this.#pump();
  }

  /** Starts no job for this time; those that run go on. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
    clearTimeout(this.#pauseTimer);
    const rest = this.#pausedUntil - performance.now();
    this.#pauseTimer = setTimeout(() => this.#pump(), Math.ceil(rest) + 1);
  }

  /** Starts nothing until `release`: what is added meanwhile is put in order first. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#pump();
  }

  /** Starts no job any more and waits for those that run. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#pauseTimer);
    for (const lane of this.#lanes.values()) clearTimeout(lane.timer);
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }

  #arrange(lane: Lane): void {
    if (lane.isRunning || lane.isReady || this.#isClosed) return;
    clearTimeout(lane.timer);
    const heads = streamHeads(lane);
    const dueAt = Math.min(...heads.map((entry) => entry.dueAt));
    const wait = dueAt - performance.now();
    if (wait <= 0) {
      lane.isReady = true;
      this.#ready.push(lane);
    } else if (heads.length > 0) {
      lane.timer = setTimeout(() => {
        this.#arrange(lane);
        this.#pump();
      }, Math.ceil(wait));
    }
  }

  #pump(): void {
    while (this.#mayStart()) {
      const lane = this.#ready.shift();
      if (!lane) return;
      lane.isReady = false;
      const now = performance.now();
      const entry = streamHeads(lane).find((head) => head.dueAt <= now);
      if (entry) void this.#run(lane, entry);
      else this.#arrange(lane);
    }
  }

  #mayStart(): boolean {
    const isStopped = this.#isClosed || this.#isHeld || this.isPaused;
    return !isStopped && this.#running < this.limit;
  }

  async #run(lane: Lane, entry: Entry): Promise<void> {
    lane.isRunning = true;
    this.#running += 1;
    const again = await entry.job.run().catch(() => 1_000);
    this.#running -= 1;
    lane.isRunning = false;
    if (again === undefined) lane.entries.splice(lane.entries.indexOf(entry), 1);
    else entry.dueAt = performance.now() + again;
    if (lane.entries.length === 0) this.#lanes.delete(entry.job.lane);
    else this.#arrange(lane);
    if (this.#isClosed && this.#running === 0) this.#idle?.();
    this.#pump();
  }
}

/** The first entry of each stream, in order: all that may run. */
function streamHeads(lane: Lane): Entry[] {
  const seen = new Set<string>();
  return lane.entries.filter((entry) => {
    if (seen.has(entry.job.stream)) return false;
    seen.add(entry.job.stream);
    return true;
  });
}
