import { describe, expect, it } from 'vitest';
import { scheduleOf } from './schedule.js';

describe('the faults of a seed', () => {
  it('are the same for ever', () => {
    expect(scheduleOf(7, 3)).toMatchInlineSnapshot(`
      [
        {
          "after": 11,
          "kind": "stop",
          "part": "resolution",
          "seconds": 10,
        },
        {
          "after": 2,
          "kind": "kill",
          "part": "intake",
          "seconds": 0,
        },
        {
          "after": 8,
          "kind": "kill",
          "part": "eventstore",
          "seconds": 0,
        },
      ]
    `);
    expect(scheduleOf(7, 50)).toEqual(scheduleOf(7, 50));
    expect(scheduleOf(7, 50).slice(0, 20)).toEqual(scheduleOf(7, 20));
  });

  it('are others for another seed', () => {
    expect(scheduleOf(8, 20)).not.toEqual(scheduleOf(7, 20));
  });

  it('strike every part in every way, within bounds', () => {
    const faults = scheduleOf(1, 2_000);
    expect(new Set(faults.map(({ part }) => part)).size).toBe(11);
    expect(new Set(faults.map(({ kind }) => kind)).size).toBe(4);
    for (const { kind, part, seconds, after } of faults) {
      expect(after).toBeGreaterThanOrEqual(1);
      expect(after).toBeLessThanOrEqual(20);
      expect(seconds).toBeLessThanOrEqual(20);
      if (kind === 'second') expect(['portal', 'nats', 'mongo', 'eventstore']).not.toContain(part);
    }
  });
});
