import { DomainError, type ErrorCode } from '#libs/contracts';

/** Clocks of two machines, and times written down to the minute, differ by this much: 5 minutes. */
const toleranceMs = 5 * 60_000;

/**
 * When something happened, as the officer says, or now. A moment that lies ahead by no more than the clocks differ counts
 * as now, so that nothing happens after it was recorded. Throws DomainError (`time-in-future` unless told otherwise).
 */
export const pastMoment = (
  said: string | undefined,
  now: string,
  field: string,
  code: ErrorCode = 'time-in-future',
): string => {
  if (said === undefined) return now;
  const ahead = Date.parse(said) - Date.parse(now);
  if (ahead > toleranceMs) throw new DomainError(code, {}, { field });
  return ahead > 0 ? now : said;
};

/** Throws DomainError `period-reversed` when `moment` lies before `earlier` by more than clocks differ. */
export const requireNotBefore = (moment: string, earlier: string, field: string): void => {
  if (Date.parse(moment) < Date.parse(earlier) - toleranceMs)
    throw new DomainError('period-reversed', {}, { field });
};
