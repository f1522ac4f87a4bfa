import { describe, expect, it } from 'vitest';
import { momentNotBefore } from './moments.js';

const earlier = '2026-11-24T01:00:00.000Z';
const now = '2026-11-24T02:00:00.000Z';
const at = (said: string | undefined, clock = now): string =>
  momentNotBefore(said, clock, earlier, 'signedAt');

describe('a moment that cannot come before another', () => {
  it('is what the officer says', () =>
    expect(at('2026-11-24T01:30:00.000Z')).toBe('2026-11-24T01:30:00.000Z'));
  it('is now where he says nothing', () => expect(at(undefined)).toBe(now));
  it('is the earlier one where the clock was set back in between', () =>
    expect(at(undefined, '2026-11-23T23:00:00.000Z')).toBe(earlier));
  it('is refused where he says one that lies before it', () =>
    expect(() => at('2026-11-24T00:50:00.000Z')).toThrow('period-reversed'));
  it('may lie before it by as much as clocks differ', () =>
    expect(at('2026-11-24T00:56:00.000Z')).toBe('2026-11-24T00:56:00.000Z'));
  it('is refused where it lies ahead', () =>
    expect(() => at('2026-11-24T02:10:00.000Z')).toThrow('time-in-future'));
});
