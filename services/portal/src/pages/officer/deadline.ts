import type { CaseRow } from '#libs/contracts';
import { addWorkingDays, type OfficeCalendar, type Procedure } from '#libs/procedure';

/** The limit in which a case is to be answered. */
export interface Deadline {
  /** Last local day of the limit. */
  date: string;
  /** The midnight that ends it, UTC. */
  at: string;
}

/** What the limit of a case depends on. */
export type Limited = Pick<CaseRow, 'caseType' | 'receivedAt' | 'round' | 'status'>;

/**
 * The limit for the answer in working days after the day of receipt (`workingDayLimits` of the procedure, from LAPOR). Undefined
 * where none is known for the type, after delivery, and in a further round, whose limit counts from another moment.
 */
export const deadlineOf = (
  { caseType, receivedAt, round, status }: Limited,
  limits: Pick<Procedure['workingDayLimits'], 'byType'>,
  calendar: OfficeCalendar,
): Deadline | undefined => {
  if (round > 1 || status === 'delivered' || status === 'closed') return undefined;
  const days = limits.byType[caseType];
  if (days === null) return undefined;
  const { date, at } = addWorkingDays(calendar, receivedAt, days);
  return { date, at };
};
