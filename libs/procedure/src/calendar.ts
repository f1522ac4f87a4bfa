import { z } from 'zod';
import { asList, asRecord, noDuplicates, withRules, type Rule } from './checks.js';
import { timeZones } from './zone.js';

/** Days of the week as `weekly` names them; index 0 is Monday. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** The same thing in both languages; Indonesian comes first on every page. */
export const bilingual = z.strictObject({
  id: z.string().min(1).max(200),
  en: z.string().min(1).max(200),
});
export type Bilingual = z.infer<typeof bilingual>;

/** A local day, `YYYY-MM-DD`, between 1990 and 2199. */
export const calendarDate = z.iso
  .date({ error: 'not a date (YYYY-MM-DD)' })
  .refine((value) => value >= '1990' && value < '2200', { error: 'year outside 1990 to 2199' });

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, {
  error: 'not a time of day (HH:MM, 24:00 for the end of the day)',
});

/** An open interval of a local day, `from` included, `to` excluded. A break is the gap between two. */
const interval = withRules(z.strictObject({ from: clockTime, to: clockTime }), (value, problem) => {
  const { from, to } = asRecord(value);
  if (isTime(from) && isTime(to) && from >= to) problem(['to'], `hours end at or before ${from}`);
});
export type Interval = z.infer<typeof interval>;

function isTime(value: unknown): value is string {
  return clockTime.safeParse(value).success;
}

const orderedWithoutOverlap: Rule = (value, problem) => {
  let end = '';
  for (const [index, item] of asList(value).entries()) {
    const { from, to } = asRecord(item);
    if (!isTime(from) || !isTime(to)) continue;
    if (from < end) problem([index, 'from'], `hours overlap or are out of order: ${from} < ${end}`);
    end = to > end ? to : end;
  }
};

const dayHours = withRules(z.array(interval).max(12), orderedWithoutOverlap);

const opensAtAll: Rule = (value, problem) => {
  const week = asRecord(value);
  if (weekdays.every((day) => Array.isArray(week[day]) && asList(week[day]).length === 0))
    problem([], 'no opening hours on any day of the week');
};

/** Opening hours of a week; a day without hours is a day off. */
export const weeklyHours = withRules(
  z.strictObject({
    monday: dayHours,
    tuesday: dayHours,
    wednesday: dayHours,
    thursday: dayHours,
    friday: dayHours,
    saturday: dayHours,
    sunday: dayHours,
  }),
  opensAtAll,
);

const reason = z.string().min(1).max(500);

const specialPeriod = withRules(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    name: bilingual,
    from: calendarDate,
    /** Last day, included. */
    to: calendarDate,
    weekly: weeklyHours,
    /** False until the office has confirmed dates and hours; shown with every date that rests on it. */
    confirmed: z.boolean(),
  }),
  (value, problem) => {
    const { from, to } = asRecord(value);
    if (typeof from === 'string' && typeof to === 'string' && to < from)
      problem(['to'], `period ends before it begins (${from})`);
  },
);
export type SpecialPeriod = z.infer<typeof specialPeriod>;

export const holidayKinds = ['national', 'cuti-bersama', 'local'] as const;

const holiday = z.strictObject({
  date: calendarDate,
  name: bilingual,
  kind: z.enum(holidayKinds),
});
export type Holiday = z.infer<typeof holiday>;

/** The office is shut although it would be open: a disaster, an election; without `hours` the whole day. */
const closure = z.strictObject({ date: calendarDate, hours: dayHours.optional(), reason });

/**
 * The office is open although it would be shut. The minutes count for the steps; for limits in working
 * days the day counts only if `workingDay` says so (an ordered substitute working day).
 */
const opening = z.strictObject({
  date: calendarDate,
  hours: dayHours.min(1),
  workingDay: z.boolean(),
  reason,
});

const periodsApart: Rule = (value, problem) => {
  const periods = asList(asRecord(value).periods).map(asRecord);
  for (const [index, { from, to }] of periods.entries())
    for (const earlier of periods.slice(0, index))
      if (String(from) <= String(earlier.to) && String(earlier.from) <= String(to))
        problem(['periods', index, 'from'], `period overlaps ${String(earlier.id)}`);
};

const yearsOfHolidaysListed: Rule = (value, problem) => {
  const { holidays, listedYears } = asRecord(value);
  const listed = new Set(asList(listedYears));
  for (const [index, item] of asList(holidays).entries()) {
    const { date, kind } = asRecord(item);
    if (typeof date !== 'string' || kind === 'local') continue;
    if (!listed.has(Number(date.slice(0, 4))))
      problem(['holidays', index, 'date'], `${date} lies in a year that listedYears does not name`);
  }
};

const yearsOnce: Rule = (value, problem) => {
  for (const [index, year] of asList(value).entries())
    if (asList(value).indexOf(year) !== index) problem([index], `duplicate year ${String(year)}`);
};

/**
 * When the office works. Hours are local to `timeZone`. Precedence on a day: the hours of the special
 * period, else of the week; nothing on a holiday (cuti bersama by its flag); less closures; plus openings.
 * Published calendars are never changed in place: a correction is a new version.
 */
export const officeCalendar = withRules(
  z.strictObject({
    version: z.number().int().min(1),
    timeZone: z.enum(timeZones),
    weekly: weeklyHours,
    /** False until the office has confirmed its ordinary hours. */
    weeklyConfirmed: z.boolean(),
    periods: withRules(z.array(specialPeriod).max(200), noDuplicates('id')),
    holidays: withRules(z.array(holiday).max(5000), noDuplicates('date')),
    closures: z.array(closure).max(2000),
    openings: z.array(opening).max(2000),
    /** Years whose national holidays are listed; any other year is computed without and flagged. */
    listedYears: withRules(z.array(z.number().int().min(1990).max(2199)).max(210), yearsOnce),
    /** True where the office works on cuti bersama. */
    cutiBersamaIsWorkingDay: z.boolean(),
  }),
  periodsApart,
  yearsOfHolidaysListed,
);
export type OfficeCalendar = z.infer<typeof officeCalendar>;
