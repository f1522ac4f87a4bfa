import { describe, expect, it } from 'vitest';
import { occasion } from '#libs/testing';
import { groupBy } from '../../failure/check/evidence.js';
import type { Pattern } from './pattern.js';
import { plan, type Planned } from './plan.js';

const end = Date.parse('2026-11-24T00:00:00.000Z');
const day = 86_400_000;
const { procedure } = occasion('petugas');
const pattern = { documents: 1, span: 3_600_000 } as Pattern;

const planned = (total: number): Planned[] => [
  ...plan({ total, end, days: 540, patternOf: () => pattern, procedureOf: () => procedure }),
];

const groups = (all: Planned[]): Planned[][] => [
  ...groupBy(all, ({ kecamatan, own }) => `${kecamatan}|${own.year}`).values(),
];

describe('the plan of a history', () => {
  const all = planned(3_000);

  it('is the same at every run: what was stored is met again', () =>
    expect(planned(3_000)).toEqual(all));

  it('gives every complaint ids and a tracking code of its own', () => {
    expect(new Set(all.map(({ own }) => own.serial)).size).toBe(3_000);
    expect(new Set(all.map(({ own }) => own.trackingCode)).size).toBe(3_000);
  });

  it('numbers each kecamatan and year without gap, in the order of registration', () => {
    expect(groups(all).length).toBeGreaterThanOrEqual(4);
    for (const series of groups(all)) {
      const upTo = series.map((_, index) => index + 1);
      expect(series.map(({ own }) => own.n)).toEqual(upTo);
      expect(series.flatMap(({ own }) => own.documents.map(({ n }) => n))).toEqual(upTo);
      const begins = series.map(({ own }) => own.startsAt);
      expect(begins).toEqual(begins.toSorted((a, b) => a - b));
    }
  });

  it('lies in the past, spread over its days', () => {
    const lasts = all.map(({ own }) => own.startsAt + own.stretch * pattern.span);
    expect(Math.max(...lasts)).toBeLessThanOrEqual(end);
    const begins = all.map(({ own }) => own.startsAt);
    expect(Math.max(...begins) - Math.min(...begins)).toBeGreaterThan(500 * day);
  });
});
