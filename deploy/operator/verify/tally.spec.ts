import { describe, expect, it } from 'vitest';
import { bucketOf, Tally, type Seen } from './tally.js';

const events: Seen[] = Array.from({ length: 1_000 }, (_, index) => ({
  id: `id-${index}`,
  streamId: `intake-${index % 10}`,
  revision: String(Math.floor(index / 10)),
}));
const tallyOf = (seen: Seen[]): Tally => {
  const tally = new Tally();
  for (const each of seen) tally.add(each);
  return tally;
};

describe('a tally', () => {
  it('is the same in any order', () => {
    expect(tallyOf(events).differences(tallyOf(events.toReversed())).size).toBe(0);
  });

  it.each([
    ['missing', events.slice(1)],
    ['twice', [...events, events[0] as Seen]],
    ['of another revision', [{ ...(events[0] as Seen), revision: '7' }, ...events.slice(1)]],
    ['one twice for another', [events[1] as Seen, ...events.slice(1)]],
  ])('tells where an event is %s', (_, other) => {
    const found = tallyOf(events).differences(tallyOf(other));
    expect(found.has(bucketOf(events[0] as Seen))).toBe(true);
    expect(found.size).toBeLessThanOrEqual(2);
  });
});
