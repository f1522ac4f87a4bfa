import { describe, expect, it } from 'vitest';
import { ticked } from '#libs/testing/projections';
import { judge, judgeBatch } from './stream-guard.js';

describe('an event of a stream', () => {
  it('is a duplicate, next, or comes after a gap', () => {
    expect(judge(-1, 0n)).toBe('next');
    expect(judge(-1, 1n)).toBe('gap');
    expect(judge(0, 0n)).toBe('duplicate');
    expect(judge(4, 3n)).toBe('duplicate');
    expect(judge(4, 5n)).toBe('next');
    expect(judge(4, 6n)).toBe('gap');
  });
});

describe('a batch', () => {
  const seen = (streamId: string) => (streamId === 'intake-a' ? 3 : -1);

  it('is judged stream by stream; holes in $all mean nothing', () => {
    const judged = judgeBatch(
      [ticked(10, 'intake-a', 3), ticked(90, 'intake-a', 4), ticked(200, 'intake-b', 0)],
      seen,
    );
    expect(judged.next.map((event) => event.id)).toEqual(['event-90', 'event-200']);
    expect(judged.duplicates).toBe(1);
    expect([...judged.revisions]).toEqual([
      ['intake-a', 4],
      ['intake-b', 0],
    ]);
    expect(judged.gap).toBeUndefined();
  });

  it('ends before the first gap, also one inside the batch', () => {
    const judged = judgeBatch(
      [ticked(1, 'intake-b', 0), ticked(2, 'intake-b', 2), ticked(3, 'intake-a', 4)],
      seen,
    );
    expect(judged.next.map((event) => event.id)).toEqual(['event-1']);
    expect([...judged.revisions]).toEqual([['intake-b', 0]]);
    expect(judged.gap).toMatchObject({
      eventId: 'event-2',
      eventType: 'Ticked',
      streamId: 'intake-b',
    });
    expect(judged.gap?.message).toBe('intake-b: revision 2 came after 0');
  });
});
