/**
 * The procedure of a kecamatan and the calendar of its office as data, and the arithmetic of business
 * minutes and working days. Pure, but for `loadKabupaten`, which reads one file.
 */
export { timeZones, zoneAbbreviation, zoneOffsetHours, type TimeZone } from './src/zone.js';
export { formatNumber, numberPattern } from './src/numbering.js';
export * from './src/calendar.js';
export * from './src/procedure.js';
export * from './src/kabupaten.js';
export * from './src/lookup.js';
export { localDate, localTime, localYear, type InZone } from './src/local-time.js';
export { type CalendarWarning } from './src/office-day.js';
export {
  addBusinessMinutes,
  businessMinutesBetween,
  isOpen,
  nextOpen,
  type ComputedInstant,
  type ComputedMinutes,
} from './src/business-time.js';
export {
  addWorkingDays,
  workingDaysBetween,
  type ComputedDate,
  type ComputedDays,
} from './src/working-days.js';
export { ConfigurationError, type ConfigurationProblem } from './src/configuration-error.js';
export { loadKabupaten, parseKabupaten } from './src/load-kabupaten.js';
