import {
  weekdays,
  type Holiday,
  type Interval,
  type OfficeCalendar,
  type SpecialPeriod,
} from './calendar.js';
import { DAY, MINUTE, dateOfDay, startOfDay, weekdayOfDay } from './local-time.js';

/** Why a computed time is less sure than it looks. Pages show it beside the time. */
export type CalendarWarning = `year-not-listed:${number}` | `hours-unconfirmed:${string}`;

/** Half-open span of milliseconds, [from, to). */
export type Span = readonly [from: number, to: number];

/** One local day of an office. */
export interface OfficeDay {
  /** When the office is open, in milliseconds since 1970, in order and apart. */
  open: readonly Span[];
  openMs: number;
  /** Whether the day counts for limits in working days. */
  workingDay: boolean;
  warnings: readonly CalendarWarning[];
}

interface Index {
  holidays: Map<string, Holiday>;
  closures: Map<string, OfficeCalendar['closures']>;
  openings: Map<string, OfficeCalendar['openings']>;
  listedYears: Set<number>;
  days: Map<number, OfficeDay>;
}

// A published calendar never changes, so what was computed from it may be kept with it.
const indexes = new WeakMap<OfficeCalendar, Index>();
const maxKeptDays = 8_000;

const byDate = <T extends { date: string }>(items: T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const item of items) map.set(item.date, [...(map.get(item.date) ?? []), item]);
  return map;
};

const indexOf = (calendar: OfficeCalendar): Index => {
  let index = indexes.get(calendar);
  if (!index) {
    index = {
      holidays: new Map(calendar.holidays.map((holiday) => [holiday.date, holiday])),
      closures: byDate(calendar.closures),
      openings: byDate(calendar.openings),
      listedYears: new Set(calendar.listedYears),
      days: new Map(),
    };
    indexes.set(calendar, index);
  }
  return index;
};

/** The office on a local day (number as of `dayOf`). The calendar must not be changed afterwards. */
export const officeDay = (calendar: OfficeCalendar, day: number): OfficeDay => {
  const index = indexOf(calendar);
  let known = index.days.get(day);
  if (!known) {
    known = computeDay(calendar, index, day);
    if (index.days.size >= maxKeptDays) index.days.clear();
    index.days.set(day, known);
  }
  return known;
};

const computeDay = (calendar: OfficeCalendar, index: Index, day: number): OfficeDay => {
  const date = dateOfDay(day);
  const period = calendar.periods.find(({ from, to }) => from <= date && date <= to);
  const ordinary = ordinaryHours(calendar, index, day, period);
  const openings = index.openings.get(date) ?? [];
  const begin = startOfDay(calendar, day);
  const open = union([...ordinary, ...openings.flatMap(({ hours }) => hours.map(spanOf))]).map(
    ([from, to]): Span => [begin + from, begin + to],
  );
  return {
    open,
    openMs: open.reduce((total, [from, to]) => total + to - from, 0),
    workingDay: ordinary.length > 0 || openings.some(({ workingDay }) => workingDay),
    warnings: warningsOf(Number(date.slice(0, 4)), index, period),
  };
};

const ordinaryHours = (
  calendar: OfficeCalendar,
  index: Index,
  day: number,
  period: SpecialPeriod | undefined,
): Span[] => {
  const date = dateOfDay(day);
  const holiday = index.holidays.get(date);
  if (holiday && !(holiday.kind === 'cuti-bersama' && calendar.cutiBersamaIsWorkingDay)) return [];
  const { weekly } = period ?? calendar;
  const weekday = weekdays[weekdayOfDay(day)] ?? 'sunday';
  const closed = (index.closures.get(date) ?? []).flatMap(
    ({ hours }) => hours?.map(spanOf) ?? [[0, DAY] as const],
  );
  return closed.reduce(without, weekly[weekday].map(spanOf));
};

const warningsOf = (
  year: number,
  index: Index,
  period: SpecialPeriod | undefined,
): CalendarWarning[] => [
  ...(index.listedYears.has(year) ? [] : [`year-not-listed:${year}` as const]),
  ...(period && !period.confirmed ? [`hours-unconfirmed:${period.id}` as const] : []),
];

const spanOf = ({ from, to }: Interval): Span => [msOfDay(from), msOfDay(to)];

const msOfDay = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;

/** The spans less `cut`. */
const without = (spans: Span[], [cutFrom, cutTo]: Span): Span[] =>
  spans.flatMap(([from, to]) =>
    (
      [
        [from, Math.min(to, cutFrom)],
        [Math.max(from, cutTo), to],
      ] as Span[]
    ).filter(([start, end]) => start < end),
  );

/** The same time as spans in order that do not touch. */
const union = (spans: Span[]): Span[] => {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && span[0] <= last[1])
      merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])];
    else merged.push(span);
  }
  return merged;
};
