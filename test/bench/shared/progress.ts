import { duration, shown } from './figures.js';

const width = 28;
const everyMs = 1_000;
const everyMsInFile = 10_000;

/** A bar with speed and time left; in a file, one line every ten seconds. */
export class Progress {
  private readonly started = performance.now();
  private last = -Infinity;

  /** @param from how much was done before this run began: the speed counts only what this run does */
  constructor(
    private readonly what: string,
    private readonly total: number,
    private readonly from = 0,
  ) {}

  /** Tells how far it is; `more` is shown behind. */
  at(done: number, more = ''): void {
    const now = performance.now();
    const every = process.stdout.isTTY ? everyMs : everyMsInFile;
    if (done < this.total && now - this.last < every) return;
    this.last = now;
    const share = Math.min(1, this.total === 0 ? 1 : done / this.total);
    const filled = Math.round(share * width);
    const speed = (done - this.from) / Math.max(1, now - this.started);
    const left = speed > 0 ? duration((this.total - done) / speed) : 'unknown';
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
    const text = `${bar} ${this.what} ${shown(done)}/${shown(this.total)}, ${shown(speed * 1_000)}/s, ${left} left ${more}`;
    process.stdout.write(process.stdout.isTTY ? `\r${text.padEnd(110)}` : `${text}\n`);
  }

  /** Ends the line. */
  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\n');
  }
}
