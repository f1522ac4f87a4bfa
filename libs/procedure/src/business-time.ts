import type { OfficeCalendar } from './calendar.js';
import { DAY, MINUTE, dayOf, formatInstant, parseInstant } from './local-time.js';
import { officeDay, type CalendarWarning, type OfficeDay } from './office-day.js';

/** A computed moment, UTC, with what makes it unsure. */
export interface ComputedInstant {
  at: string;
  warnings: CalendarWarning[];
}

/** Computed business minutes (exact to the millisecond, hence possibly a fraction). */
export interface ComputedMinutes {
  minutes: number;
  warnings: CalendarWarning[];
}

/**
 * The earliest moment at which `minutes` of opening time have passed since `from`: a budget that is used
 * up at closing time ends at closing time, not at the next opening, and 0 minutes end at `from`.
 * Internally whole milliseconds: additive, monotone, and the inverse of `businessMinutesBetween`.
 * Years without listed holidays are computed without them and named in `warnings`.
 * @throws RangeError for a negative or infinite budget, for what is not an instant with a zone, and when
 *   the budget is not used up before the year 2200.
 */
export const addBusinessMinutes = (
  calendar: OfficeCalendar,
  from: string,
  minutes: number,
): ComputedInstant => {
  if (!Number.isFinite(minutes) || minutes < 0)
    throw new RangeError(`not a number of business minutes: ${minutes}`);
  const start = parseInstant(from);
  const warnings = new Set<CalendarWarning>();
  let left = Math.round(minutes * MINUTE);
  for (let day = dayOf(calendar, start); ; day++) {
    const office = officeDay(calendar, boundedDay(day));
    for (const warning of office.warnings) warnings.add(warning);
    const available = openMsBetween(office, start, Infinity);
    if (left <= available) {
      const at = left === 0 ? start : endOfBudget(office, start, left);
      return { at: formatInstant(at), warnings: [...warnings] };
    }
    left -= available;
  }
};

/**
 * Minutes of opening time between two moments; negative when `to` is before `from`.
 * @throws RangeError for what is not an instant with a zone.
 */
export const businessMinutesBetween = (
  calendar: OfficeCalendar,
  from: string,
  to: string,
): ComputedMinutes => {
  const [a, b] = [parseInstant(from), parseInstant(to)];
  const [start, end] = a <= b ? [a, b] : [b, a];
  const warnings = new Set<CalendarWarning>();
  const lastDay = dayOf(calendar, Math.max(start, end - 1));
  let total = 0;
  for (let day = dayOf(calendar, start); day <= lastDay; day++) {
    const office = officeDay(calendar, day);
    for (const warning of office.warnings) warnings.add(warning);
    total += openMsBetween(office, start, end);
  }
  return { minutes: (a <= b ? total : 0 - total) / MINUTE, warnings: [...warnings] };
};

/**
 * Whether the office is open at a moment; the minute of opening counts, the minute of closing does not.
 * @throws RangeError for what is not an instant with a zone.
 */
export const isOpen = (calendar: OfficeCalendar, at: string): boolean => {
  const ms = parseInstant(at);
  return officeDay(calendar, dayOf(calendar, ms)).open.some(([from, to]) => from <= ms && ms < to);
};

/**
 * The first moment, `at` itself included, at which the office is open.
 * @throws RangeError for what is not an instant with a zone, and when it does not open before 2200.
 */
export const nextOpen = (calendar: OfficeCalendar, at: string): ComputedInstant => {
  const ms = parseInstant(at);
  const warnings = new Set<CalendarWarning>();
  for (let day = dayOf(calendar, ms); ; day++) {
    const office = officeDay(calendar, boundedDay(day));
    for (const warning of office.warnings) warnings.add(warning);
    const span = office.open.find(([, to]) => to > ms);
    if (span) return { at: formatInstant(Math.max(span[0], ms)), warnings: [...warnings] };
  }
};

const lastDayComputed = Date.UTC(2200, 0, 1) / DAY;

/** The day, unless it is so late that the office will never open (a hostile budget or calendar). */
export const boundedDay = (day: number): number => {
  if (day >= lastDayComputed)
    throw new RangeError('the calendar ends (2199) before the time is up');
  return day;
};

const openMsBetween = (office: OfficeDay, start: number, end: number): number =>
  office.open.reduce(
    (total, [from, to]) => total + Math.max(0, Math.min(to, end) - Math.max(from, start)),
    0,
  );

const endOfBudget = (office: OfficeDay, start: number, budget: number): number => {
  let left = budget;
  for (const [from, to] of office.open) {
    const available = Math.max(0, to - Math.max(from, start));
    if (left <= available) return Math.max(from, start) + left;
    left -= available;
  }
  return Infinity;
};
