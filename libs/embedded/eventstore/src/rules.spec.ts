import { describe, expect, it } from 'vitest';
import { CatchUpCheckpoints, LiveCheckpoints } from './checkpoints.js';
import { compileRegex } from './filters.js';
import { parseMetadata, revivedMetadata } from './metadata.js';
import { RecentIds } from './recent-ids.js';

describe('checkpoints', () => {
  const run = (count: number, consider: (position: number) => unknown) =>
    Array.from({ length: count }, (_, i) => consider((i + 1) * 10)).filter(Boolean);

  it('catching up without matches: where the last page began, prepare 0', () => {
    const checkpoints = new CatchUpCheckpoints(3, 1, 0);
    expect(run(9, (at) => checkpoints.consider(at, false))).toEqual([
      [0, 0],
      [40, 0],
      [70, 0],
    ]);
  });

  it('catching up with a match: at the last one', () => {
    const checkpoints = new CatchUpCheckpoints(3, 2, 5);
    expect(run(12, (at) => checkpoints.consider(at, at === 20))).toEqual([
      [20, 20],
      [100, 0],
    ]);
  });

  it('live: every window × interval', () => {
    const checkpoints = new LiveCheckpoints(2, 2);
    expect(run(9, (at) => checkpoints.consider(at))).toEqual([
      [40, 40],
      [80, 80],
    ]);
  });
});

describe('regular expressions', () => {
  it('are unanchored, and (?i) in front ignores case', () => {
    expect(compileRegex('b+').test('abc')).toBe(true);
    expect(compileRegex('(?i)^ABC').test('abcd')).toBe(true);
    expect(compileRegex('^ABC').test('abcd')).toBe(false);
  });

  it.each(['(', '(?x)a', '\\Aabc', 'abc\\z', '(?<n>a)\\k<m>'])('refuses %s', (pattern) => {
    expect(() => compileRegex(pattern)).toThrow('Exception was thrown by handler.');
  });
});

describe('metadata', () => {
  it.each(['', 'null', '[]', '7', '{', '{"$tb":-1,"$maxCount":0,"$maxAge":1.5}', '{"$tb":"3"}'])(
    '%j says nothing',
    (json) => {
      expect(parseMetadata(json)).toMatchObject({ softDeleted: false, truncateBefore: 0 });
      expect(parseMetadata(json).maxCount).toBeUndefined();
      expect(parseMetadata(json).maxAge).toBeUndefined();
    },
  );

  it('knows a soft delete by the largest $tb', () => {
    expect(parseMetadata('{"$tb":9223372036854775807}').softDeleted).toBe(true);
    expect(parseMetadata('{"$tb":3,"$maxAge":2}')).toMatchObject({
      softDeleted: false,
      truncateBefore: 3,
      maxAge: 2000,
    });
  });

  it('reviving keeps what was given', () => {
    expect(JSON.parse(revivedMetadata('{"$maxCount":2,"own":1}', 5))).toEqual({
      $maxCount: 2,
      own: 1,
      $tb: 5,
    });
    expect(JSON.parse(revivedMetadata('nonsense', 5))).toEqual({ $tb: 5 });
  });
});

describe('recent ids', () => {
  it('keeps the first entry, forgets the oldest and what was rolled back', () => {
    const ids = new RecentIds(2);
    ids.add('a', 's', 0);
    ids.add('a', 't', 5);
    ids.commit();
    expect(ids.find('a', 's')).toBe(0);
    expect(ids.find('a', 't')).toBeUndefined();
    ids.add('b', 's', 1);
    ids.rollback();
    expect(ids.find('b', 's')).toBeUndefined();
    for (const [i, id] of ['c', 'd'].entries()) ids.add(id, 's', i);
    ids.commit();
    expect(['a', 'c', 'd'].map((id) => ids.find(id, 's'))).toEqual([undefined, 0, 1]);
  });
});
