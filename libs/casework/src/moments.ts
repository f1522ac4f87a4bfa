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
const requireNotBefore = (moment: string, earlier: string, field: string): void => {
  if (Date.parse(moment) < Date.parse(earlier) - toleranceMs)
    throw new DomainError('period-reversed', {}, { field });
};

/**
 * When something happened that cannot come before `earlier`. What the officer says is held to that; where he says nothing it is
 * now, or `earlier` where a clock was set back in between: nobody waits until it has come so far again.
 * Throws DomainError `time-in-future`, `period-reversed`.
 */
export const momentNotBefore = (
  said: string | undefined,
  now: string,
  earlier: string,
  field: string,
): string => {
  if (said === undefined) return Date.parse(now) < Date.parse(earlier) ? earlier : now;
  const moment = pastMoment(said, now, field);
  requireNotBefore(moment, earlier, field);
  return moment;
};
