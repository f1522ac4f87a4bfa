import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessMinutes,
  addWorkingDays,
  businessMinutesBetween,
  isOpen,
  loadKabupaten,
  nextOpen,
  officeCalendar,
  timeZones,
  weekdays,
  workingDaysBetween,
  type Interval,
  type OfficeCalendar,
} from '../index.js';

const kabupaten = await loadKabupaten('deploy/kabupaten/penajam-paser-utara.yaml');
const [waru] = kabupaten.kecamatan;
if (!waru?.enabled) throw new Error('Waru is enabled');
const real = waru.calendar;

const iso = (ms: number): string => new Date(ms).toISOString();
const MINUTE = 60_000;

// ---- the slow oracle: one look per minute at the wall clock, which the platform's zone database gives ----

const wallClocks = new Map(
  timeZones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
);

const within = (hours: Interval[], time: string): boolean =>
  hours.some(({ from, to }) => from <= time && time < to);

const openInMinute = (calendar: OfficeCalendar, ms: number): boolean => {
  const [date = '', time = ''] = (wallClocks.get(calendar.timeZone)?.format(ms) ?? '').split(' ');
  if (calendar.openings.some((each) => each.date === date && within(each.hours, time))) return true;
  if (
    calendar.closures.some(
      (each) => each.date === date && (!each.hours || within(each.hours, time)),
    )
  )
    return false;
  const holiday = calendar.holidays.find((each) => each.date === date);
  if (holiday && !(holiday.kind === 'cuti-bersama' && calendar.cutiBersamaIsWorkingDay))
    return false;
  const period = calendar.periods.find((each) => each.from <= date && date <= each.to);
  const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'sunday';
  return within((period ?? calendar).weekly[weekday], time);
};

const slowBetween = (calendar: OfficeCalendar, from: number, to: number): number => {
  let minutes = 0;
  for (let ms = from; ms < to; ms += MINUTE) if (openInMinute(calendar, ms)) minutes += 1;
  return minutes;
};

const slowAdd = (calendar: OfficeCalendar, from: number, minutes: number): number => {
  let ms = from;
  for (let left = minutes; left > 0; ms += MINUTE) if (openInMinute(calendar, ms)) left -= 1;
  return ms;
};

// ---- what it is held against: Waru's calendar around the awkward days, and calendars at random ----

const awkwardDays = [
  '2026-01-01',
  '2026-02-14',
  '2026-02-19',
  '2026-03-16',
  '2026-03-24',
  '2026-05-26',
  '2026-12-23',
  '2026-12-31',
  '2027-02-04',
  '2027-03-05',
  '2027-12-31',
  '2028-02-28',
].map((date) => Date.parse(date));

const inZone = fc
  .constantFrom(...timeZones)
  .map((timeZone): OfficeCalendar => ({ ...real, timeZone }));
const awkwardMinute = fc
  .tuple(fc.constantFrom(...awkwardDays), fc.integer({ min: -1440, max: 2880 }))
  .map(([day, minute]) => day + minute * MINUTE);
const anyMs = fc.integer({ min: Date.UTC(2025, 10, 1), max: Date.UTC(2028, 5, 1) });
const budget = fc.integer({ min: 0, max: 3000 });

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const hours = (minIntervals: number): fc.Arbitrary<Interval[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: minIntervals * 2, maxLength: 6 })
    .map((minutes) => {
      const sorted = [...minutes].sort((a, b) => a - b);
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
        from: clock(sorted[index * 2] ?? 0),
        to: clock(sorted[index * 2 + 1] ?? 0),
      }));
    });
const week = fc.record({
  monday: hours(1),
  tuesday: hours(0),
  wednesday: hours(0),
  thursday: hours(0),
  friday: hours(0),
  saturday: hours(0),
  sunday: hours(0),
});
const day = fc
  .integer({ min: 0, max: 20 })
  .map((each) => iso(Date.UTC(2026, 11, 22 + each)).slice(0, 10));
const name = { id: 'Libur', en: 'Holiday' };
const randomCalendar: fc.Arbitrary<OfficeCalendar> = fc.record({
  version: fc.constant(1),
  timeZone: fc.constantFrom(...timeZones),
  weekly: week,
  weeklyConfirmed: fc.boolean(),
  periods: fc.array(
    fc.tuple(day, day, week).map(([a, b, weekly]) => ({
      id: 'special',
      name,
      from: a < b ? a : b,
      to: a < b ? b : a,
      weekly,
      confirmed: false,
    })),
    { maxLength: 1 },
  ),
  holidays: fc.uniqueArray(
    fc.record({
      date: day,
      name: fc.constant(name),
      kind: fc.constantFrom('national' as const, 'cuti-bersama' as const, 'local' as const),
    }),
    { maxLength: 6, selector: ({ date }) => date },
  ),
  closures: fc.array(
    fc.record({
      date: day,
      hours: fc.option(hours(1), { nil: undefined }),
      reason: fc.constant('x'),
    }),
    { maxLength: 4 },
  ),
  openings: fc.array(
    fc.record({ date: day, hours: hours(1), workingDay: fc.boolean(), reason: fc.constant('x') }),
    { maxLength: 4 },
  ),
  listedYears: fc.constant([2026, 2027]),
  cutiBersamaIsWorkingDay: fc.boolean(),
});
const randomMinute = fc
  .integer({ min: 0, max: 14 * 1440 })
  .map((minute) => Date.UTC(2026, 11, 22) + minute * MINUTE);

describe('equal to a minute-by-minute oracle', () => {
  it('Waru, three zones, around holidays, Ramadan, midnight and year end', () => {
    fc.assert(
      fc.property(inZone, awkwardMinute, budget, (calendar, from, minutes) => {
        const due = slowAdd(calendar, from, minutes);
        expect(addBusinessMinutes(calendar, iso(from), minutes).at).toBe(iso(due));
        expect(businessMinutesBetween(calendar, iso(from), iso(due)).minutes).toBe(minutes);
      }),
      { numRuns: 60 },
    );
  });

  it('any calendar', () => {
    fc.assert(
      fc.property(
        randomCalendar,
        randomMinute,
        fc.integer({ min: 0, max: 3 * 1440 }),
        (calendar, from, span) => {
          expect(officeCalendar.safeParse(calendar).success).toBe(true);
          const to = from + span * MINUTE;
          expect(businessMinutesBetween(calendar, iso(from), iso(to)).minutes).toBe(
            slowBetween(calendar, from, to),
          );
          expect(isOpen(calendar, iso(from))).toBe(openInMinute(calendar, from));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('any calendar: due times and the next opening', () => {
    fc.assert(
      fc.property(
        randomCalendar,
        randomMinute,
        fc.integer({ min: 1, max: 300 }),
        (calendar, from, minutes) => {
          expect(addBusinessMinutes(calendar, iso(from), minutes).at).toBe(
            iso(slowAdd(calendar, from, minutes)),
          );
          expect(nextOpen(calendar, iso(from)).at).toBe(iso(slowAdd(calendar, from, 1) - MINUTE));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('laws of business minutes', () => {
  const calendars = fc.oneof(inZone, randomCalendar);
  const fraction = fc.integer({ min: 0, max: 3000 * MINUTE }).map((ms) => ms / MINUTE);

  it('budgets add up', () => {
    fc.assert(
      fc.property(calendars, anyMs, fraction, fraction, (calendar, from, a, b) => {
        const inTwo = addBusinessMinutes(
          calendar,
          addBusinessMinutes(calendar, iso(from), a).at,
          b,
        );
        const total = (Math.round(a * MINUTE) + Math.round(b * MINUTE)) / MINUTE;
        expect(inTwo.at).toBe(addBusinessMinutes(calendar, iso(from), total).at);
      }),
    );
  });

  it('time between adds up, and is negative backwards', () => {
    fc.assert(
      fc.property(calendars, anyMs, anyMs, anyMs, (calendar, a, b, c) => {
        const between = (x: number, y: number) =>
          Math.round(businessMinutesBetween(calendar, iso(x), iso(y)).minutes * MINUTE);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(b, a) + between(a, b)).toBe(0);
      }),
    );
  });

  it('monotone: a later start or a larger budget never ends earlier', () => {
    fc.assert(
      fc.property(calendars, anyMs, anyMs, fraction, fraction, (calendar, s, t, a, b) => {
        const due = (from: number, minutes: number) =>
          Date.parse(addBusinessMinutes(calendar, iso(from), minutes).at);
        expect(due(Math.min(s, t), a)).toBeLessThanOrEqual(due(Math.max(s, t), a));
        expect(due(s, Math.min(a, b))).toBeLessThanOrEqual(due(s, Math.max(a, b)));
        expect(due(s, a)).toBeGreaterThanOrEqual(s);
      }),
    );
  });

  it('inverse: between undoes add; add undoes between at a moment of work', () => {
    fc.assert(
      fc.property(calendars, anyMs, anyMs, fraction, (calendar, s, t, minutes) => {
        const { at } = addBusinessMinutes(calendar, iso(s), minutes);
        expect(businessMinutesBetween(calendar, iso(s), at).minutes).toBeCloseTo(minutes, 9);
        const [from, to] = [Math.min(s, t), Math.max(s, t)];
        const elapsed = businessMinutesBetween(calendar, iso(from), iso(to)).minutes;
        const back = Date.parse(addBusinessMinutes(calendar, iso(from), elapsed).at);
        expect(back).toBeLessThanOrEqual(to);
        const atWork = elapsed > 0 && isOpen(calendar, iso(to - 1));
        expect(!atWork || back === to).toBe(true);
      }),
    );
  });

  it('the earliest moment: a millisecond before, the budget is not yet used up', () => {
    fc.assert(
      fc.property(calendars, anyMs, fraction, (calendar, from, minutes) => {
        fc.pre(minutes > 0);
        const due = Date.parse(addBusinessMinutes(calendar, iso(from), minutes).at);
        expect(businessMinutesBetween(calendar, iso(from), iso(due - 1)).minutes).toBeLessThan(
          minutes,
        );
      }),
    );
  });

  it('the same whatever was asked before', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.array(anyMs, { minLength: 1, maxLength: 9 }),
        budget,
        (calendar, all, n) => {
          const asked = all.map((from) => addBusinessMinutes(calendar, iso(from), n));
          const fresh = all.map((from) =>
            addBusinessMinutes(structuredClone(calendar), iso(from), n),
          );
          expect(asked).toEqual(fresh);
        },
      ),
    );
  });
});

describe('laws of working days', () => {
  const calendars = fc.oneof(inZone, randomCalendar);
  const days = fc.integer({ min: 0, max: 70 });

  it('between undoes add, and limits add up', () => {
    fc.assert(
      fc.property(calendars, anyMs, days, days, (calendar, from, a, b) => {
        const first = addWorkingDays(calendar, iso(from), a);
        const lastMoment = iso(Date.parse(first.at) - 1);
        expect(workingDaysBetween(calendar, iso(from), lastMoment).days).toBe(a);
        expect(addWorkingDays(calendar, lastMoment, b).date).toBe(
          addWorkingDays(calendar, iso(from), a + b).date,
        );
      }),
    );
  });

  it('ends on a working day, later for later starts', () => {
    fc.assert(
      fc.property(calendars, anyMs, anyMs, days, (calendar, s, t, n) => {
        const due = (from: number) => addWorkingDays(calendar, iso(from), n).at;
        expect(due(Math.min(s, t)) <= due(Math.max(s, t))).toBe(true);
      }),
    );
  });
});
