import type { OfficeCalendar } from './calendar.js';
import { boundedDay } from './business-time.js';
import { dateOfDay, dayOf, formatInstant, parseInstant, startOfDay } from './local-time.js';
import { officeDay, type CalendarWarning } from './office-day.js';

/** A limit in working days: the last local day, and the moment at which that day has passed. */
export interface ComputedDate {
  date: string;
  /** The midnight that ends `date`, UTC: a limit of days is kept until the day is over. */
  at: string;
  warnings: CalendarWarning[];
}

/** A count of working days. */
export interface ComputedDays {
  days: number;
  warnings: CalendarWarning[];
}

/**
 * The day on which a limit of working days ends. The day of `from` does not count, whatever the hour;
 * the first working day after it is day one. 0 days end with the day of `from`.
 * @throws RangeError for what is not a whole, non-negative number of days or an instant with a zone, and
 *   when the limit does not end before the year 2200.
 */
export const addWorkingDays = (
  calendar: OfficeCalendar,
  from: string,
  days: number,
): ComputedDate => {
  if (!Number.isSafeInteger(days) || days < 0)
    throw new RangeError(`not a number of working days: ${days}`);
  const warnings = new Set<CalendarWarning>();
  let day = dayOf(calendar, parseInstant(from));
  for (let left = days; left > 0;) {
    day += 1;
    const office = officeDay(calendar, boundedDay(day));
    for (const warning of office.warnings) warnings.add(warning);
    if (office.workingDay) left -= 1;
  }
  return {
    date: dateOfDay(day),
    at: formatInstant(startOfDay(calendar, day + 1)),
    warnings: [...warnings],
  };
};

/**
 * Working days that have begun after the day of `from` up to and including the day of `to`: what
 * `addWorkingDays` counts. Negative when `to` lies on an earlier day.
 * @throws RangeError for what is not an instant with a zone.
 */
export const workingDaysBetween = (
  calendar: OfficeCalendar,
  from: string,
  to: string,
): ComputedDays => {
  const [a, b] = [dayOf(calendar, parseInstant(from)), dayOf(calendar, parseInstant(to))];
  const warnings = new Set<CalendarWarning>();
  let count = 0;
  for (let day = Math.min(a, b) + 1; day <= Math.max(a, b); day++) {
    const office = officeDay(calendar, day);
    for (const warning of office.warnings) warnings.add(warning);
    if (office.workingDay) count += 1;
  }
  return { days: a <= b ? count : 0 - count, warnings: [...warnings] };
};
