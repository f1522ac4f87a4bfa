import { zoneOffsetHours, type TimeZone } from './zone.js';

/** Milliseconds in a minute and in a day. */
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** What has a local time: a calendar, a procedure, a kabupaten. */
export interface InZone {
  timeZone: TimeZone;
}

const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * Milliseconds since 1970 of an ISO 8601 instant with a zone (`Z` or offset). Digits beyond the
 * millisecond are dropped.
 * @throws RangeError when it is none (a local time without zone, 30 February) or lies outside 1990 to 2199.
 */
export const parseInstant = (at: string): number => {
  const ms = instantShape.test(at) && isDate(at.slice(0, 10)) ? Date.parse(at) : NaN;
  if (Number.isNaN(ms)) throw new RangeError(`not an instant with a zone: ${at.slice(0, 40)}`);
  if (ms < earliest || ms >= latest) throw new RangeError(`instant outside 1990 to 2199: ${at}`);
  return ms;
};

/** The instant as events store it: UTC with milliseconds. */
export const formatInstant = (ms: number): string => new Date(ms).toISOString();

/** Number of the local day of an instant; day 0 is 1970-01-01. */
export const dayOf = ({ timeZone }: InZone, ms: number): number =>
  Math.floor((ms + offset(timeZone)) / DAY);

/** When a local day begins. */
export const startOfDay = ({ timeZone }: InZone, day: number): number =>
  day * DAY - offset(timeZone);

/** `YYYY-MM-DD` of a day number. */
export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 is Monday, as in `weekdays`. */
export const weekdayOfDay = (day: number): number => (((day + 3) % 7) + 7) % 7;

/**
 * The local date of an instant, `YYYY-MM-DD`.
 * @throws RangeError for what is not an instant (see `parseInstant`).
 */
export const localDate = (where: InZone, at: string): string =>
  dateOfDay(dayOf(where, parseInstant(at)));

/**
 * The time on the wall at an instant, `HH:MM`.
 * @throws RangeError for what is not an instant.
 */
export const localTime = ({ timeZone }: InZone, at: string): string =>
  new Date(parseInstant(at) + offset(timeZone)).toISOString().slice(11, 16);

/**
 * The local year of an instant: the year of a number series.
 * @throws RangeError for what is not an instant.
 */
export const localYear = (timeZone: TimeZone, at: string): number =>
  Number(localDate({ timeZone }, at).slice(0, 4));

const offset = (timeZone: TimeZone): number => zoneOffsetHours[timeZone] * 60 * MINUTE;

// Date.parse rolls 30 February over to March.
const isDate = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
};
