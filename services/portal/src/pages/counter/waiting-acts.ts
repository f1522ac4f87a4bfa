import type { CommandDone, CommandType } from '#libs/contracts';
import { afterwards, type PageContext } from '../kit/context.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { officeOf, refusalOf } from './office.js';
import { waitingPath } from './waiting-form.js';
import { waitingPage } from './waiting.js';

const audience = ['petugas'] as const;

const act =
  (
    form: string,
    type: CommandType,
    body: (ctx: PageContext) => object,
    next: (ctx: PageContext) => string = () => waitingPath,
  ) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    let done: CommandDone;
    try {
      done = await ctx.command(type, { kecamatan: officeOf(ctx), body: body(ctx), as: 'officer' });
    } catch (error) {
      const refusal = refusalOf(error, ctx);
      return waitingPage(ctx, { form: `${form}${ctx.param('id')}`, refusal });
    }
    return { redirect: afterwards(next(ctx), done) };
  };

const take = act('ambil', 'TakeTicket', (ctx) => ({ purpose: ctx.form.text('purpose') }));
// The counter stays filled in for the next call.
const call = act(
  'panggil',
  'CallNextVisitor',
  (ctx) => ({ counter: ctx.form.text('counter') }),
  (ctx) => `${waitingPath}?loket=${encodeURIComponent(ctx.form.text('counter') ?? '')}`,
);
const finish = act('selesai', 'FinishVisitor', (ctx) => ({
  ticketId: ctx.param('id'),
  outcome: ctx.form.text('outcome'),
}));

/** The waiting list and its forms. */
export const waitingRoutes: readonly PageRoute[] = [
  { method: 'GET', path: waitingPath, audience, handle: (ctx) => waitingPage(ctx) },
  { method: 'POST', path: `${waitingPath}/ambil`, audience, handle: take },
  { method: 'POST', path: `${waitingPath}/panggil`, audience, handle: call },
  { method: 'POST', path: `${waitingPath}/selesai/:id`, audience, handle: finish },
];
