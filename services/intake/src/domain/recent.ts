import { DomainError } from '#libs/contracts';

/** What came in longer ago than this is not recorded any more: 366 days. */
const longestAgoMs = 366 * 24 * 60 * 60_000;

/** Throws DomainError `received-too-old` for what came in more than a year ago: a slip of the pen, most likely. */
export const requireRecent = (moment: string, now: string, field: string): void => {
  if (Date.parse(now) - Date.parse(moment) > longestAgoMs)
    throw new DomainError('received-too-old', {}, { field });
};
