import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markOf, positionFromString, positionToString, startPosition } from './position-string.js';

const position = fc.record({
  commit: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  prepare: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
});

describe('positions as text', () => {
  it('have a fixed width', () => {
    expect(positionToString({ commit: 733n, prepare: 0n })).toBe(
      '00000000000000000733.00000000000000000000',
    );
    expect(positionToString({ commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n })).toBe(
      '18446744073709551615.18446744073709551615',
    );
  });

  it('come back, and sort as the positions: commit, then prepare', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(positionFromString(positionToString(a))).toEqual(a);
        const before = a.commit < b.commit || (a.commit === b.commit && a.prepare < b.prepare);
        expect(positionToString(a) < positionToString(b)).toBe(before);
        expect(positionToString(a) > startPosition).toBe(true);
      }),
    );
  });

  it('are none at the start, and refuse what is no position', () => {
    expect(positionFromString(startPosition)).toBeUndefined();
    for (const text of ['7', '733.0', ' ', `${'0'.repeat(20)}.${'0'.repeat(21)}`])
      expect(() => positionFromString(text)).toThrow(RangeError);
  });

  it('of a later build are greater than all of an earlier one', () => {
    const [low, high] = [
      { commit: 0n, prepare: 0n },
      { commit: 2n ** 64n - 1n, prepare: 0n },
    ];
    expect(markOf(2, positionToString(low)) > markOf(1, positionToString(high))).toBe(true);
    expect(markOf(10, positionToString(low)) > markOf(9, positionToString(high))).toBe(true);
  });
});
