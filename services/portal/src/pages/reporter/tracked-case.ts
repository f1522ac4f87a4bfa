import type { ReporterPage } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';

/** The tracked complaint. */
export const casePath = '/lacak/pengaduan';

/** The complaint that this browser tracks. Throws DomainError `session-needed`. */
export const trackedCase = async (ctx: PageContext): Promise<ReporterPage> => {
  const { complaintId } = ctx.reporter;
  return (await ctx.ask('complaint', { complaintId }, 'reporter')) as ReporterPage;
};
