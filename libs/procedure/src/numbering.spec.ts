import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, numberPattern } from '../index.js';

describe('numbers', () => {
  it.each([
    ['700.1.2.4/{n}/Kec.Waru/{year}', 7, 2026, '700.1.2.4/7/Kec.Waru/2026'],
    ['REG/{n:4}/Kec.Waru/{year}', 42, 2026, 'REG/0042/Kec.Waru/2026'],
    ['REG/{n:4}/Kec.Waru/{year}', 12345, 2027, 'REG/12345/Kec.Waru/2027'],
    ['{year}-{n:1}', 1, 2026, '2026-1'],
  ])('%s of %d in %d is %s', (pattern, n, year, written) => {
    expect(formatNumber(pattern, { n, year })).toBe(written);
  });

  it.each([
    '{n}',
    '{year}',
    '{n}/{year}/{month}',
    '{n:0}/{year}',
    '{n:99}/{year}',
    '{n}/{year}/{',
    '{}{n}{year}',
  ])('pattern %s is refused', (pattern) => {
    expect(numberPattern.safeParse(pattern).success).toBe(false);
    expect(() => formatNumber(pattern, { n: 1, year: 2026 })).toThrow(RangeError);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('%s is not a number of a series', (n) => {
    expect(() => formatNumber('{n}/{year}', { n, year: 2026 })).toThrow(RangeError);
  });

  it('two numbers are never written alike', () => {
    const n = fc.integer({ min: 1, max: 1_000_000 });
    const year = fc.integer({ min: 2000, max: 2199 });
    fc.assert(
      fc.property(n, year, n, year, (n1, y1, n2, y2) => {
        fc.pre(n1 !== n2 || y1 !== y2);
        const pattern = 'REG/{n:4}/Kec.Waru/{year}';
        expect(formatNumber(pattern, { n: n1, year: y1 })).not.toBe(
          formatNumber(pattern, { n: n2, year: y2 }),
        );
      }),
    );
  });
});
