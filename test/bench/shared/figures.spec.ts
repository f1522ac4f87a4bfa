import { describe, expect, it } from 'vitest';
import { duration, percentile, perSecond, shown, summaryOf } from './figures.js';
import { tableOf } from './table.js';

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('figures', () => {
  it('take the percentile by nearest rank, whatever the order', () => {
    expect(summaryOf(upTo(100).toReversed())).toEqual({
      count: 100,
      p50: 50,
      p95: 95,
      p99: 99,
      max: 100,
    });
    expect(summaryOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
    expect(percentile([], 0.5)).toBe(0);
  });

  it('are shown as people read them', () => {
    expect([0.1234, 12.34, 1234.5].map(shown)).toEqual(['0.12', '12.3', '1,235']);
    expect([0, 12_000, 200_000, 3_900_000].map(duration)).toEqual([
      '0 s',
      '12 s',
      '3 min 20 s',
      '1 h 05 min',
    ]);
    expect(perSecond(30, 2_000)).toBe(15);
  });

  it('stand in columns', () => {
    const rows = [
      ['create', '1'],
      ['read', '1,000'],
    ];
    expect(tableOf(['call', 'ms'], rows).split('\n')).toEqual([
      '| call   |    ms |',
      '| ------ | ----: |',
      '| create |     1 |',
      '| read   | 1,000 |',
    ]);
  });
});
