import type { EventData, Step } from '#libs/contracts';
import { addWorkingDays, type OfficeCalendar, type Procedure } from '#libs/procedure';

export type TimerKind = EventData<'TimerFired'>['kind'];

/** A timer as the events set it. */
export interface Timer {
  /** Derived from case, kind and ref: the same events give the same timer. */
  timerId: string;
  complaintId: string;
  kecamatan: string;
  kind: TimerKind;
  /** What it is about: a consultation, or the round whose answer was delivered. */
  ref: string;
  /** UTC instant. */
  dueAt: string;
  /** Which firing comes next, from 1. */
  occurrence: number;
  round: number;
  step: Step;
  /** The event that set it. */
  causationId: string;
  correlationId: string;
}

/** What a due time rests on. */
export interface TimerRules {
  procedure: Procedure;
  calendar: OfficeCalendar;
}

/** How often a consulted unit is reminded. Our own rule: no regulation names a number. */
export const reminders = 3;

const occurrencesOf: Record<TimerKind, number> = {
  'silent-close': 1,
  'unit-reminder': reminders,
};

const later = (a: string, b: string): string => (a > b ? a : b);

/**
 * When a case is closed because the reporter says nothing: at the end of the last working day of the limit, counted from
 * delivery. A delivery recorded late leaves at least the next working day to record what the reporter said.
 */
export const silentCloseAt = (
  { procedure, calendar }: TimerRules,
  delivered: { deliveredAt: string; recordedAt: string },
): string =>
  later(
    addWorkingDays(calendar, delivered.deliveredAt, procedure.workingDayLimits.silentClose).at,
    addWorkingDays(calendar, delivered.recordedAt, 1).at,
  );

/** A due time at midnight is the end of the day before. */
const dayThatEnded = (dueAt: string): string => new Date(Date.parse(dueAt) - 1).toISOString();

/**
 * When the timer comes due again after it fired; undefined when that was the last time. It keeps its pace, but when it fired
 * so late that the next time has passed too, that is counted from the firing: what was missed is one.
 */
export const dueAgainAt = (
  { procedure, calendar }: TimerRules,
  fired: { kind: TimerKind; occurrence: number; dueAt: string; at: string },
): string | undefined => {
  if (fired.occurrence >= occurrencesOf[fired.kind]) return undefined;
  const { unitAnswer } = procedure.workingDayLimits;
  const next = addWorkingDays(calendar, dayThatEnded(fired.dueAt), unitAnswer).at;
  return next > fired.at ? next : addWorkingDays(calendar, fired.at, unitAnswer).at;
};
