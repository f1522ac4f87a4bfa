/** One line for people or programs, on standard output. */
export const print = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** What happens, on standard error: standard output stays what was asked for. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** A value as JSON; bigint as decimal text. */
export const printJson = (value: unknown): void => {
  const text = (_: string, item: unknown): unknown =>
    typeof item === 'bigint' ? item.toString() : item;
  print(JSON.stringify(value, text, 2));
};

/** Rows in columns as wide as they need. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
};

const barWidth = 24;
const everyMs = 500;

/** How far a long work is: a bar on a terminal, a line every few seconds elsewhere. */
export class Progress {
  private readonly began = Date.now();
  private told = 0;
  private count = 0;

  /** @param total how many there will be; undefined where nobody knows */
  constructor(
    private readonly what: string,
    private readonly total?: number,
  ) {}

  /** `count` are done by now. */
  at(count: number): void {
    this.count = count;
    const pause = process.stderr.isTTY ? everyMs : 10 * everyMs;
    if (Date.now() - Math.max(this.told, this.began) < pause) return;
    this.told = Date.now();
    if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${this.line()}`);
    else say(this.line());
  }

  /** Tells the end. */
  done(): void {
    const seconds = ((Date.now() - this.began) / 1_000).toFixed(1);
    const begin = process.stderr.isTTY && this.told > 0 ? '\r\u001B[K' : '';
    say(`${begin}${this.what}: ${this.count} in ${seconds} s`);
  }

  private line(): string {
    const rate = this.count / Math.max(0.001, (Date.now() - this.began) / 1_000);
    const speed = `${this.count} (${Math.round(rate)}/s)`;
    if (!this.total || this.count > this.total) return `${this.what}: ${speed}`;
    const share = this.count / this.total;
    const full = Math.round(share * barWidth);
    const bar = `${'#'.repeat(full)}${'.'.repeat(barWidth - full)}`;
    const left = rate > 0 ? `, ${Math.round((this.total - this.count) / rate)} s left` : '';
    return `${this.what}: [${bar}] ${Math.round(share * 100)} % ${speed}${left}`;
  }
}
