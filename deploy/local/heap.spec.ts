import { describe, expect, it } from 'vitest';
import { heapEnv } from './heap.js';

describe('the bound of the heap', () => {
  it('is set beside what NODE_OPTIONS says already', () => {
    expect(heapEnv({ NODE_OPTIONS: '--no-warnings' })['NODE_OPTIONS']).toBe(
      '--no-warnings --max-old-space-size=640',
    );
  });
  it('is what the setting says, or else what NODE_OPTIONS says', () => {
    expect(heapEnv({ ADUAN_HEAP_MB: '1500' })['NODE_OPTIONS']).toBe('--max-old-space-size=1500');
    const own = { NODE_OPTIONS: '--max-old-space-size=900' };
    expect(heapEnv(own)).toEqual(own);
  });
  it.each(['', 'much', '0', '64', '-700', '1e3'])(
    'is refused when the setting is "%s"',
    (given) => {
      expect(() => heapEnv({ ADUAN_HEAP_MB: given })).toThrow(/ADUAN_HEAP_MB/);
    },
  );
});
