import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  localDate,
  localTime,
  localYear,
  timeZones,
  zoneAbbreviation,
  zoneOffsetHours,
} from '../index.js';

describe('local time', () => {
  it.each([
    ['Asia/Jakarta', '2026-12-31T16:59:59.999Z', '2026-12-31', '23:59', 2026],
    ['Asia/Jakarta', '2026-12-31T17:00:00Z', '2027-01-01', '00:00', 2027],
    ['Asia/Makassar', '2026-12-31T15:59:59Z', '2026-12-31', '23:59', 2026],
    ['Asia/Makassar', '2026-12-31T16:00:00Z', '2027-01-01', '00:00', 2027],
    ['Asia/Jayapura', '2026-12-31T15:00:00Z', '2027-01-01', '00:00', 2027],
    ['Asia/Makassar', '2028-02-28T16:00:00Z', '2028-02-29', '00:00', 2028],
    ['Asia/Makassar', '2026-11-24T23:30:00-05:00', '2026-11-25', '12:30', 2026],
  ] as const)('%s: %s', (timeZone, at, date, time, year) => {
    expect(localDate({ timeZone }, at)).toBe(date);
    expect(localTime({ timeZone }, at)).toBe(time);
    expect(localYear(timeZone, at)).toBe(year);
  });

  it('names the zones', () => {
    expect(timeZones.map((zone) => zoneAbbreviation[zone])).toEqual(['WIB', 'WITA', 'WIT']);
  });

  it('refuses a moment without zone', () => {
    expect(() => localDate({ timeZone: 'Asia/Makassar' }, '2026-11-24T08:00')).toThrow(RangeError);
    expect(() => localYear('Asia/Makassar', '2026')).toThrow(RangeError);
  });
});

describe.each(timeZones)('%s has no daylight saving', (timeZone) => {
  const wall = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });

  it('on every day from 1990 to 2099 the platform knows the same offset', () => {
    const wrong: string[] = [];
    for (let ms = Date.UTC(1990, 0, 1); ms < Date.UTC(2100, 0, 1); ms += 86_400_000) {
      const shifted = new Date(ms + zoneOffsetHours[timeZone] * 3_600_000).toISOString();
      if (wall.format(ms) !== shifted.slice(0, 16).replace('T', ' ')) wrong.push(shifted);
    }
    expect(wrong).toEqual([]);
  });

  it('at any moment local date and time are those of the platform', () => {
    const moment = fc.integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(2199, 11, 30) });
    fc.assert(
      fc.property(moment, (ms) => {
        const at = new Date(ms).toISOString();
        expect(`${localDate({ timeZone }, at)} ${localTime({ timeZone }, at)}`).toBe(
          wall.format(ms),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
