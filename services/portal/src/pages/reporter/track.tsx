import type { VNode } from 'preact';
import { DomainError, queryContracts, type ReporterPage } from '#libs/contracts';
import { checked } from '#libs/service';
import { publicActor } from '../../http/caller.js';
import { neighbourhood, throttle } from '../../http/throttle.js';
import { clearCookie, isSecure } from '../../sessions/cookies.js';
import { signReporter } from '../../sessions/reporter-token.js';
import type { PageContext } from '../kit/context.js';
import { noErrors, TextField, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { Submit } from '../kit/parts.js';
import { rememberReporter, reporterCookie } from '../kit/register.js';
import { casePath } from './tracked-case.js';

const Track = ({ ctx, errors }: { ctx: PageContext; errors: FormErrors }): VNode => {
  const { track } = ctx.t.reporter;
  const view = { form: ctx.form, errors, t: ctx.t };
  return (
    <Layout
      visitor={ctx.visitor}
      title={track.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <p>{track.lead}</p>
      <FormBox ctx={ctx} action="/lacak" errors={errors}>
        <TextField view={view} name="registerNumber" required label={track.number} />
        <TextField view={view} name="trackingCode" required label={track.code} spellcheck={false} />
        <p class="buttons">
          <Submit>{track.open}</Submit>
        </p>
      </FormBox>
    </Layout>
  );
};

const find = async (ctx: PageContext): Promise<PageAnswer> => {
  const { track } = queryContracts;
  try {
    const given = {
      registerNumber: ctx.form.raw('registerNumber').trim(),
      trackingCode: ctx.form.raw('trackingCode').trim(),
    };
    const parameters = checked(track.parameters, given, ctx.visitor.language);
    await throttle('track', neighbourhood(ctx.request.ip));
    const asking = { correlationId: ctx.request.id };
    const found = (await ctx.parts.bus.ask('track', parameters, publicActor, asking)) as Pick<
      ReporterPage,
      'complaintId' | 'kecamatan'
    >;
    rememberReporter(ctx, await signReporter(found, ctx.parts.kit.config.ADUAN_ACTOR_KEY));
    return { redirect: casePath };
  } catch (error) {
    // Whatever of the two is wrong, the answer is the same.
    const errors =
      error instanceof DomainError && error.code === 'not-found'
        ? { fields: new Map([['registerNumber', ctx.t.reporter.track.unknown]]) }
        : errorsOf(error, ctx);
    return { page: <Track ctx={ctx} errors={errors} />, status: 422 };
  }
};

const leave = (ctx: PageContext): PageAnswer => {
  clearCookie(ctx.reply, reporterCookie, { secure: isSecure(ctx.request) });
  return { redirect: '/lacak' };
};

/** Number and code open one complaint for an hour. */
export const trackRoutes: readonly PageRoute[] = [
  {
    method: 'GET',
    path: '/lacak',
    audience: 'public',
    handle: (ctx) => ({ page: <Track ctx={ctx} errors={noErrors} /> }),
  },
  { method: 'POST', path: '/lacak', audience: 'public', handle: find },
  { method: 'POST', path: '/lacak/keluar', audience: 'public', handle: leave },
];
