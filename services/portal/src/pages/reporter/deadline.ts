import type { ReporterPage } from '#libs/contracts';
import { addWorkingDays } from '#libs/procedure';
import type { PageContext } from '../kit/context.js';

/** What is due next of a complaint, and on which local date. */
export interface Due {
  what: 'reviewed' | 'answered';
  date: string;
}

/**
 * The next limit in working days of the published procedure, from when the complaint was received (as on the receipt). Undefined
 * where none is known, after delivery, and in a further round, whose limits count from another moment.
 */
export const dueNext = (page: ReporterPage, ctx: PageContext): Due | undefined => {
  if (page.round > 1 || page.status === 'delivered' || page.status === 'closed') return undefined;
  const { procedure, calendar } = ctx.parts.kit.reference.rules(page.kecamatan, page.receivedAt);
  const { forward, byType, withFieldExamination } = procedure.workingDayLimits;
  const reviewing = page.status === 'registered' || page.status === 'in-review';
  const days = reviewing
    ? forward
    : page.fieldExamination
      ? withFieldExamination
      : byType[page.caseType];
  if (days === null) return undefined;
  const { date } = addWorkingDays(calendar, page.receivedAt, days);
  return { what: reviewing ? 'reviewed' : 'answered', date };
};
