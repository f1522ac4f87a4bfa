import { describe, expect, it } from 'vitest';
import { Coalescer } from './coalesce.js';

describe('questions asked in the same turn', () => {
  it('go out as one, each id once, and the next turn asks again', async () => {
    const asked: string[][] = [];
    const coalescer = new Coalescer<string>((ids) => {
      asked.push(ids);
      return Promise.resolve(
        new Map(ids.filter((id) => id !== 'none').map((id) => [id, `${id}!`])),
      );
    });
    const [first, second] = await Promise.all([
      coalescer.answers(['a', 'b']),
      coalescer.answers(['b', 'none']),
    ]);
    expect(asked).toEqual([['a', 'b', 'none']]);
    expect(first.get('a')).toBe('a!');
    expect(second.get('b')).toBe('b!');
    expect(second.has('none')).toBe(false);
    await coalescer.answers(['a']);
    expect(asked).toEqual([['a', 'b', 'none'], ['a']]);
  });

  it('fail together, and are not failed for ever', async () => {
    let works = false;
    const coalescer = new Coalescer<string>((ids) =>
      works
        ? Promise.resolve(new Map(ids.map((id) => [id, id])))
        : Promise.reject(new Error('away')),
    );
    const both = [coalescer.answers(['a']), coalescer.answers(['b'])];
    for (const each of await Promise.allSettled(both)) expect(each.status).toBe('rejected');
    works = true;
    expect((await coalescer.answers(['a'])).get('a')).toBe('a');
  });
});
