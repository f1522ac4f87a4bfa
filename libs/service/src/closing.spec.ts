import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Closing } from './closing.js';

const warned: unknown[] = [];
const logger = pino({ level: 'warn' }, { write: (line: string) => warned.push(JSON.parse(line)) });

describe('ending what was opened', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    warned.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes backwards, and over parts that throw or never end, naming them', async () => {
    const ended: string[] = [];
    const closing = new Closing(logger);
    const part =
      (name: string): (() => Promise<void>) =>
      () =>
        Promise.resolve(void ended.push(name));
    closing.add('store', part('store'));
    closing.add('stuck', () => new Promise(() => undefined));
    closing.add('broken', () => Promise.reject(new Error('no')));
    closing.add('relay', part('relay'));
    const done = closing.all();
    await vi.advanceTimersByTimeAsync(10_000);
    await done;
    expect(ended).toEqual(['relay', 'store']);
    expect(warned).toMatchObject([{ part: 'broken' }, { part: 'stuck' }]);
    await closing.all();
    expect(ended).toHaveLength(2);
  });
});
