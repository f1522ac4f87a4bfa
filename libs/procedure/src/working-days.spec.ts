import { describe, expect, it } from 'vitest';
import { addWorkingDays, loadKabupaten, workingDaysBetween } from '../index.js';

const kabupaten = await loadKabupaten('deploy/kabupaten/penajam-paser-utara.yaml');
const [waru] = kabupaten.kecamatan;
if (!waru?.enabled) throw new Error('Waru is enabled');
const { calendar } = waru;
const wita = (wall: string): string => `${wall.replace(' ', 'T')}:00+08:00`;

const limits: [what: string, from: string, days: number, last: string][] = [
  ['LAPOR forward', '2026-11-24 09:00', 3, '2026-11-27'],
  ['the hour does not matter', '2026-11-24 23:59', 3, '2026-11-27'],
  ['nor does the first minute', '2026-11-24 00:00', 3, '2026-11-27'],
  ['from a Friday', '2026-11-27 09:00', 1, '2026-11-30'],
  ['from a Saturday', '2026-11-28 09:00', 1, '2026-11-30'],
  ['LAPOR act', '2026-11-24 09:00', 5, '2026-12-01'],
  ['silent close', '2026-11-24 09:00', 10, '2026-12-08'],
  ['silent close over Natal', '2026-12-15 10:00', 10, '2026-12-31'],
  ['silent close over the year end and Isra Mikraj', '2026-12-17 10:00', 10, '2027-01-06'],
  ['forward over Idulfitri', '2026-03-17 10:00', 3, '2026-03-27'],
  ['14 days over Idulfitri', '2026-03-02 10:00', 14, '2026-03-27'],
  ['60 days from January', '2026-01-05 10:00', 60, '2026-04-10'],
  ['from a holiday', '2026-12-25 10:00', 1, '2026-12-28'],
  ['none', '2026-11-28 09:00', 0, '2026-11-28'],
];

describe('a limit in working days', () => {
  it.each(limits)('%s: %s + %d = %s', (_, from, days, last) => {
    const { date, at } = addWorkingDays(calendar, wita(from), days);
    expect(date).toBe(last);
    // The midnight that ends the day, WITA.
    expect(at).toBe(`${last}T16:00:00.000Z`);
  });

  it.each(limits)('%s: from %s %d days have begun on %s', (_, from, days, last) => {
    expect(workingDaysBetween(calendar, wita(from), wita(`${last} 12:00`)).days).toBe(days);
  });

  it('the local date counts, not that of UTC', () => {
    expect(addWorkingDays(calendar, '2026-11-24T16:30:00Z', 1).date).toBe('2026-11-26');
  });

  it('counts backwards as negative', () => {
    expect(
      workingDaysBetween(calendar, wita('2026-11-30 08:00'), wita('2026-11-26 08:00')).days,
    ).toBe(-2);
  });

  it('names an unlisted year and unconfirmed hours', () => {
    expect(addWorkingDays(calendar, wita('2027-12-31 09:00'), 1)).toMatchObject({
      date: '2028-01-03',
      warnings: ['year-not-listed:2028'],
    });
    expect(addWorkingDays(calendar, wita('2026-03-02 10:00'), 14).warnings).toEqual([
      'hours-unconfirmed:ramadan-2026',
    ]);
  });

  it('a day of emergency opening counts only where it is ordered as a working day', () => {
    const opening = {
      date: '2026-11-28',
      hours: [{ from: '08:00', to: '12:00' }],
      reason: 'Posko',
    };
    const limit = (workingDay: boolean) =>
      addWorkingDays(
        { ...calendar, openings: [{ ...opening, workingDay }] },
        wita('2026-11-27 09:00'),
        1,
      ).date;
    expect([limit(false), limit(true)]).toEqual(['2026-11-30', '2026-11-28']);
  });

  it('a day shut for some hours counts, a day shut wholly does not', () => {
    const limit = (hours?: { from: string; to: string }[]) =>
      addWorkingDays(
        { ...calendar, closures: [{ date: '2026-11-25', hours, reason: 'Banjir' }] },
        wita('2026-11-24 09:00'),
        1,
      ).date;
    expect(limit([{ from: '10:00', to: '16:00' }])).toBe('2026-11-25');
    expect(limit()).toBe('2026-11-26');
  });

  it.each([-1, 0.5, NaN, Infinity])('refuses %s days', (days) => {
    expect(() => addWorkingDays(calendar, wita('2026-11-24 09:00'), days)).toThrow(RangeError);
  });

  it('refuses what is not an instant and a limit beyond the calendar', () => {
    expect(() => addWorkingDays(calendar, '2026-11-24', 1)).toThrow(RangeError);
    expect(() => workingDaysBetween(calendar, '2026-11-24', '2026-11-25')).toThrow(RangeError);
    expect(() => addWorkingDays(calendar, wita('2026-11-24 09:00'), 1e6)).toThrow(/calendar ends/);
  });
});
