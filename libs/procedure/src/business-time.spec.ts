import { describe, expect, it } from 'vitest';
import {
  addBusinessMinutes,
  businessMinutesBetween,
  isOpen,
  loadKabupaten,
  nextOpen,
  type OfficeCalendar,
} from '../index.js';

const kabupaten = await loadKabupaten('deploy/kabupaten/penajam-paser-utara.yaml');
const [waru] = kabupaten.kecamatan;
if (!waru?.enabled) throw new Error('Waru is enabled');
const { calendar } = waru;

/** `2026-11-24 08:00` on the wall in Waru, as a UTC instant. */
const wita = (wall: string): string => {
  const [date = '', time = ''] = wall.split(' ');
  return new Date(`${date}T${time}+08:00`).toISOString();
};

// Counted by hand on a paper calendar. Mon–Thu 07.30–12.00 and 13.00–16.00, Fri 07.30–11.30 and 13.00–16.30;
// Ramadan Mon–Thu 08.00–12.00 and 12.30–15.00, Fri 08.00–11.30 and 12.30–15.30.
const budgets: [what: string, from: string, minutes: number, due: string][] = [
  ['step 1 at the counter', '2026-11-24 08:00', 5, '2026-11-24 08:05'],
  ['before opening', '2026-11-24 07:00', 5, '2026-11-24 07:35'],
  ['at midnight', '2026-11-24 00:00', 5, '2026-11-24 07:35'],
  ['over the break', '2026-11-24 11:50', 20, '2026-11-24 13:10'],
  ['in the break', '2026-11-24 12:30', 60, '2026-11-24 14:00'],
  ['used up when the break begins', '2026-11-24 11:00', 60, '2026-11-24 12:00'],
  ['one minute more than until the break', '2026-11-24 11:00', 61, '2026-11-24 13:01'],
  ['used up at closing time', '2026-11-24 15:00', 60, '2026-11-24 16:00'],
  ['one minute more than until closing', '2026-11-24 15:00', 61, '2026-11-25 07:31'],
  ['over the night', '2026-11-24 15:45', 20, '2026-11-25 07:35'],
  ['from closing time', '2026-11-24 16:00', 120, '2026-11-25 09:30'],
  ['just before midnight', '2026-11-24 23:59', 1, '2026-11-25 07:31'],
  ['a whole day', '2026-11-24 07:30', 450, '2026-11-24 16:00'],
  ['the whole procedure from opening', '2026-11-24 07:30', 245, '2026-11-24 11:35'],
  ['the whole procedure over the break', '2026-11-24 10:00', 245, '2026-11-24 15:05'],
  ['the whole procedure into Friday', '2026-11-26 15:30', 245, '2026-11-27 11:05'],
  ['over the Friday prayer', '2026-11-27 11:20', 20, '2026-11-27 13:10'],
  ['in the Friday prayer', '2026-11-27 12:00', 10, '2026-11-27 13:10'],
  ['over the weekend', '2026-11-27 16:00', 60, '2026-11-30 08:00'],
  ['nothing at closing time', '2026-11-27 16:30', 0, '2026-11-27 16:30'],
  ['nothing on a Sunday', '2026-11-29 10:00', 0, '2026-11-29 10:00'],
  ['on a Saturday', '2026-11-28 10:00', 15, '2026-11-30 07:45'],
  ['at the end of a Sunday', '2026-11-29 23:59:30', 1, '2026-11-30 07:31'],
  ['a week of 37 h 30', '2026-11-23 07:30', 2250, '2026-11-27 16:30'],
  ['a week and a minute', '2026-11-23 07:30', 2251, '2026-11-30 07:31'],
  ['half a minute', '2026-11-24 08:00', 0.5, '2026-11-24 08:00:30'],
  ['to the millisecond', '2026-11-24 15:59:59.500', 1, '2026-11-25 07:30:59.500'],
  ['Natal with cuti bersama', '2026-12-23 15:30', 60, '2026-12-28 08:00'],
  ['over the year end', '2026-12-31 15:30', 45, '2027-01-04 07:45'],
  ['Isra Mikraj', '2027-01-04 15:50', 20, '2027-01-06 07:40'],
  ['Independence Day on a Monday', '2026-08-14 16:00', 45, '2026-08-18 07:45'],
  ['Kenaikan and cuti bersama', '2026-05-13 15:00', 90, '2026-05-18 08:00'],
  ['Iduladha and cuti bersama', '2026-05-26 15:45', 30, '2026-05-29 07:45'],
  ['Waisak on a Sunday, then Pancasila', '2026-05-29 16:15', 30, '2026-06-02 07:45'],
  ['on a holiday', '2026-08-17 09:00', 30, '2026-08-18 08:00'],
  ['Imlek and cuti bersama', '2026-02-13 16:00', 60, '2026-02-18 08:00'],
  ['into Ramadan', '2026-02-18 15:30', 60, '2026-02-19 08:30'],
  ['Ramadan opens later', '2026-02-19 07:30', 10, '2026-02-19 08:10'],
  ['the short break of Ramadan', '2026-02-19 11:50', 20, '2026-02-19 12:40'],
  ['Ramadan closes earlier', '2026-02-19 14:50', 20, '2026-02-20 08:10'],
  ['Friday in Ramadan', '2026-02-20 11:20', 20, '2026-02-20 12:40'],
  ['Friday afternoon in Ramadan', '2026-02-20 15:00', 60, '2026-02-23 08:30'],
  ['a day of Ramadan', '2026-02-19 08:00', 390, '2026-02-19 15:00'],
  ['a week of Ramadan, 32 h 30', '2026-02-23 08:00', 1950, '2026-02-27 15:30'],
  ['Nyepi and Idulfitri, out of Ramadan', '2026-03-17 14:30', 60, '2026-03-25 08:00'],
  ['Imlek 2027 into Ramadan', '2027-02-04 15:30', 60, '2027-02-08 08:30'],
  ['Nyepi and Idulfitri 2027', '2027-03-05 15:00', 60, '2027-03-16 08:00'],
  ['Paskah 2027', '2027-03-24 15:30', 60, '2027-03-29 08:00'],
  ['Iduladha and Waisak 2027', '2027-05-14 16:00', 60, '2027-05-21 08:00'],
  ['Natal 2027', '2027-12-23 15:45', 30, '2027-12-27 07:45'],
];

describe('a budget of business minutes', () => {
  it.each(budgets)('%s: %s + %d = %s', (_, from, minutes, due) => {
    expect(addBusinessMinutes(calendar, wita(from), minutes).at).toBe(wita(due));
  });

  it.each(budgets)('%s: from %s %d minutes pass until %s', (_, from, minutes, due) => {
    expect(businessMinutesBetween(calendar, wita(from), wita(due)).minutes).toBe(minutes);
  });

  it.each([
    ['the same moment', '2026-11-24 09:00', '2026-11-24 09:00', 0],
    ['a night', '2026-11-24 16:00', '2026-11-25 07:30', 0],
    ['a weekend', '2026-11-27 16:30', '2026-11-30 07:30', 0],
    ['Idulfitri', '2026-03-18 00:00', '2026-03-25 00:00', 0],
    ['a day from midnight to midnight', '2026-11-24 00:00', '2026-11-25 00:00', 450],
    ['backwards', '2026-11-24 13:10', '2026-11-24 11:50', -20],
    // 22 weekdays less New Year and Isra Mikraj.
    ['January 2026', '2026-01-01 00:00', '2026-02-01 00:00', 20 * 450],
    // 20 weekdays less Imlek and its cuti bersama; 11 ordinary days before Ramadan, 7 days in it.
    ['February 2026', '2026-02-01 00:00', '2026-03-01 00:00', 11 * 450 + 7 * 390],
  ])('between: %s', (_, from, to, minutes) => {
    expect(businessMinutesBetween(calendar, wita(from), wita(to)).minutes).toBe(minutes);
  });

  it('accepts any offset and answers in UTC', () => {
    expect(addBusinessMinutes(calendar, '2026-11-24T07:00:00+07:00', 5).at).toBe(
      '2026-11-24T00:05:00.000Z',
    );
  });
});

describe('the three zones', () => {
  const at = '2026-11-24T00:00:00Z'; // 07.00 WIB, 08.00 WITA, 09.00 WIT
  it.each([
    ['Asia/Jakarta', '2026-11-24T01:30:00.000Z'],
    ['Asia/Makassar', '2026-11-24T01:00:00.000Z'],
    ['Asia/Jayapura', '2026-11-24T01:00:00.000Z'],
  ] as const)('%s', (timeZone, due) => {
    expect(addBusinessMinutes({ ...calendar, timeZone }, at, 60).at).toBe(due);
  });

  it('opens in the east first', () => {
    const moment = '2026-11-23T22:30:00Z'; // 07.30 WIT on Tuesday
    expect(isOpen({ ...calendar, timeZone: 'Asia/Jayapura' }, moment)).toBe(true);
    expect(isOpen({ ...calendar, timeZone: 'Asia/Makassar' }, moment)).toBe(false);
  });
});

describe('open and shut', () => {
  it.each([
    ['2026-11-24 07:29:59.999', false],
    ['2026-11-24 07:30', true],
    ['2026-11-24 12:00', false],
    ['2026-11-24 13:00', true],
    ['2026-11-24 16:00', false],
    ['2026-11-28 09:00', false],
    ['2026-12-25 09:00', false],
    ['2026-12-24 09:00', false],
    ['2026-02-19 07:30', false],
  ])('%s: %s', (wall, open) => {
    expect(isOpen(calendar, wita(wall))).toBe(open);
  });

  it.each([
    ['2026-11-24 09:15', '2026-11-24 09:15'],
    ['2026-11-24 12:00', '2026-11-24 13:00'],
    ['2026-11-24 16:00', '2026-11-25 07:30'],
    ['2026-12-23 16:00', '2026-12-28 07:30'],
    ['2026-03-17 15:00', '2026-03-25 07:30'],
  ])('after %s it is open at %s', (wall, next) => {
    expect(nextOpen(calendar, wita(wall)).at).toBe(wita(next));
  });
});

describe('changes by the office', () => {
  const changed = (change: Partial<OfficeCalendar>): OfficeCalendar => ({ ...calendar, ...change });

  it('a closure takes away a day', () => {
    const closed = changed({ closures: [{ date: '2026-11-25', reason: 'Banjir' }] });
    expect(addBusinessMinutes(closed, wita('2026-11-24 15:45'), 20).at).toBe(
      wita('2026-11-26 07:35'),
    );
  });

  it('a closure takes away hours', () => {
    const hours = [{ from: '10:00', to: '14:00' }];
    const closed = changed({ closures: [{ date: '2026-11-24', hours, reason: 'Listrik padam' }] });
    expect(addBusinessMinutes(closed, wita('2026-11-24 09:30'), 60).at).toBe(
      wita('2026-11-24 14:30'),
    );
  });

  it('an opening adds hours, once, to a holiday or beside ordinary hours', () => {
    const hours = [{ from: '08:00', to: '13:30' }];
    const opening = { hours, workingDay: false, reason: 'Posko' };
    const open = changed({
      openings: [
        { ...opening, date: '2026-12-25' },
        { ...opening, date: '2026-11-24' },
      ],
    });
    expect(isOpen(open, wita('2026-12-25 09:00'))).toBe(true);
    expect(
      businessMinutesBetween(open, wita('2026-11-24 00:00'), wita('2026-11-25 00:00')).minutes,
    ).toBe(510);
  });

  it('an opening is stronger than a closure', () => {
    const open = changed({
      closures: [{ date: '2026-11-24', reason: 'Banjir' }],
      openings: [
        {
          date: '2026-11-24',
          hours: [{ from: '20:00', to: '24:00' }],
          workingDay: false,
          reason: 'Posko banjir',
        },
      ],
    });
    expect(addBusinessMinutes(open, wita('2026-11-24 08:00'), 240).at).toBe(
      wita('2026-11-25 00:00'),
    );
  });

  it('cuti bersama is worked where the office says so', () => {
    const worked = changed({ cutiBersamaIsWorkingDay: true });
    expect(isOpen(worked, wita('2026-12-24 09:00'))).toBe(true);
    expect(isOpen(worked, wita('2026-12-25 09:00'))).toBe(false);
  });
});

describe('what is not certain', () => {
  it('a year without listed holidays is computed without them and named', () => {
    expect(addBusinessMinutes(calendar, wita('2027-12-31 16:00'), 60)).toEqual({
      at: wita('2028-01-03 08:00'),
      warnings: ['year-not-listed:2028'],
    });
    expect(addBusinessMinutes(calendar, wita('2028-08-16 15:30'), 60)).toEqual({
      at: wita('2028-08-17 08:00'),
      warnings: ['year-not-listed:2028'],
    });
    expect(addBusinessMinutes(calendar, wita('2025-12-31 15:30'), 60)).toEqual({
      at: wita('2026-01-02 08:00'),
      warnings: ['year-not-listed:2025'],
    });
  });

  it('the year of the local date counts', () => {
    const lastMinuteOf2027 = '2027-12-31T15:59:00Z';
    const firstOf2028 = '2027-12-31T16:00:00Z';
    const between = (a: string, b: string) => businessMinutesBetween(calendar, a, b).warnings;
    expect(between(lastMinuteOf2027, firstOf2028)).toEqual([]);
    expect(between(firstOf2028, '2028-01-01T16:00:00Z')).toEqual(['year-not-listed:2028']);
  });

  it('a range names every unlisted year once', () => {
    const { warnings } = businessMinutesBetween(
      calendar,
      wita('2025-12-01 08:00'),
      wita('2029-01-10 08:00'),
    );
    expect(warnings).toEqual([
      'year-not-listed:2025',
      'hours-unconfirmed:ramadan-2026',
      'hours-unconfirmed:ramadan-2027',
      'year-not-listed:2028',
      'year-not-listed:2029',
    ]);
  });

  it('unconfirmed hours are named', () => {
    expect(addBusinessMinutes(calendar, wita('2026-02-18 15:30'), 60).warnings).toEqual([
      'hours-unconfirmed:ramadan-2026',
    ]);
    expect(addBusinessMinutes(calendar, wita('2026-11-24 08:00'), 60).warnings).toEqual([]);
  });
});

describe('bad input', () => {
  it.each([-1, NaN, Infinity])('refuses a budget of %s minutes', (minutes) => {
    expect(() => addBusinessMinutes(calendar, wita('2026-11-24 08:00'), minutes)).toThrow(
      RangeError,
    );
  });

  it.each([
    '',
    '2026-11-24',
    '2026-11-24T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-13-01T08:00:00Z',
    '2026-11-24T25:00:00Z',
    'yesterday',
    '1989-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    `2026-11-24T08:00:00.${'0'.repeat(50)}X`,
  ])('refuses %j as an instant', (at) => {
    expect(() => addBusinessMinutes(calendar, at, 5)).toThrow(RangeError);
    expect(() => businessMinutesBetween(calendar, at, wita('2026-11-24 08:00'))).toThrow(
      RangeError,
    );
    expect(() => isOpen(calendar, at)).toThrow(RangeError);
    expect(() => nextOpen(calendar, at)).toThrow(RangeError);
  });

  it('gives up on a budget that no calendar holds, and on an office that never opens', () => {
    const start = wita('2026-11-24 08:00');
    expect(() => addBusinessMinutes(calendar, start, 1e12)).toThrow(/calendar ends/);
    const shut = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };
    const never = { ...calendar, weekly: { ...shut, saturday: [], sunday: [] }, periods: [] };
    expect(() => nextOpen(never, start)).toThrow(/calendar ends/);
  });
});
