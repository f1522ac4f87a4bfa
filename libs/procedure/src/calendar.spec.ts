import { describe, expect, it } from 'vitest';
import { officeCalendar, type Interval, type OfficeCalendar } from '../index.js';

const day: Interval[] = [{ from: '08:00', to: '16:00' }];
const weekly = {
  monday: day,
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
};
const calendar: OfficeCalendar = {
  version: 1,
  timeZone: 'Asia/Makassar',
  weekly,
  weeklyConfirmed: true,
  periods: [],
  holidays: [],
  closures: [],
  openings: [],
  listedYears: [2026],
  cutiBersamaIsWorkingDay: false,
};
const period = (id: string, from: string, to: string) => ({
  id,
  name: { id, en: id },
  from,
  to,
  weekly,
  confirmed: true,
});
const reasons = (change: object): string[] =>
  officeCalendar.safeParse({ ...calendar, ...change }).error?.issues.map((each) => each.message) ??
  [];

describe('an office calendar', () => {
  it.each([
    ['as it is', {}],
    [
      'hours that touch',
      { weekly: { ...weekly, monday: [...day, { from: '16:00', to: '24:00' }] } },
    ],
    [
      'periods in any order',
      {
        periods: [period('b', '2026-06-01', '2026-06-30'), period('a', '2026-01-01', '2026-05-31')],
      },
    ],
    ['a period of one day', { periods: [period('a', '2026-06-01', '2026-06-01')] }],
    [
      'a local holiday in a year whose national holidays are not listed',
      {
        holidays: [
          { date: '2028-03-11', name: { id: 'Hari jadi', en: 'Anniversary' }, kind: 'local' },
        ],
      },
    ],
  ])('is accepted: %s', (_, change) => {
    expect(reasons(change)).toEqual([]);
  });

  it.each([
    [
      'never open',
      { weekly: { ...weekly, monday: [] } },
      'no opening hours on any day of the week',
    ],
    [
      'an opening without hours',
      { openings: [{ date: '2026-06-01', hours: [], workingDay: true, reason: 'x' }] },
      /Too small/,
    ],
    ['a closure without a reason', { closures: [{ date: '2026-06-01', reason: '' }] }, /Too small/],
    ['a year twice', { listedYears: [2026, 2026] }, 'duplicate year 2026'],
    [
      'periods of one day that meet',
      {
        periods: [period('a', '2026-06-01', '2026-06-30'), period('b', '2026-06-30', '2026-07-01')],
      },
      'period overlaps a',
    ],
    ['a key that nobody knows', { color: 'red' }, /Unrecognized key/],
    ['no hours at all', { weekly: undefined }, /received undefined/],
    ['version 0', { version: 0 }, /Too small/],
  ])('is refused: %s', (_, change, reason) => {
    expect(reasons(change)).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    null,
    42,
    'text',
    [],
    { weekly: 1, periods: 'x', holidays: [null, 3], listedYears: {} },
  ])('is refused without a crash: %j', (value) => {
    expect(officeCalendar.safeParse(value).success).toBe(false);
  });
});
