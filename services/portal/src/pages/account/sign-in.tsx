import type { VNode } from 'preact';
import { DomainError } from '#libs/contracts';
import { normalisedLogin } from '#libs/privacy';
import { forgive, neighbourhood, throttle } from '../../http/throttle.js';
import { deviceWords, placeWords } from '../../sessions/client-words.js';
import { clearSessionCookie, isSecure, writeSessionCookie } from '../../sessions/cookies.js';
import type { PageContext } from '../kit/context.js';
import { noErrors, TextField, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Notice, Submit } from '../kit/parts.js';

/** Only addresses of our own: whoever sends a link must not send the officer elsewhere after he signed in. */
export const ownPath = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(?![/\\])[\w\-./?=&%:,~+]{0,500}$/.test(path) ? path : undefined;

const SignIn = ({ ctx, errors }: { ctx: PageContext; errors: FormErrors }): VNode => {
  const { account } = ctx.t;
  const { signIn } = account;
  const view = { form: ctx.form, errors, t: ctx.t };
  const back = ownPath(ctx.query('kembali') ?? ctx.form.text('kembali'));
  return (
    <Layout
      visitor={ctx.visitor}
      title={signIn.title}
      here="/masuk"
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      {ctx.query('keluar') !== undefined && <Notice tone="done">{account.signedOut}</Notice>}
      {ctx.query('diganti') !== undefined && (
        <Notice tone="done">{account.password.changed}</Notice>
      )}
      {back !== undefined && errors === noErrors && <Notice>{signIn.again}</Notice>}
      <p>{signIn.lead}</p>
      <FormBox ctx={ctx} action="/masuk" errors={errors}>
        {back !== undefined && <input type="hidden" name="kembali" value={back} />}
        <TextField
          view={view}
          name="login"
          label={signIn.login}
          autocomplete="username"
          width="medium"
          required
          autofocus
          spellcheck={false}
        />
        <TextField
          view={view}
          name="password"
          label={signIn.password}
          type="password"
          autocomplete="current-password"
          width="medium"
          required
        />
        <Submit>{signIn.button}</Submit>
      </FormBox>
      <p class="muted">{signIn.forgotten}</p>
    </Layout>
  );
};

/** `/masuk`: for officers; who is signed in already goes on. */
export const signInPage = (ctx: PageContext): PageAnswer =>
  ctx.visitor.officer && ctx.query('kembali') === undefined
    ? { redirect: '/antrean' }
    : { page: <SignIn ctx={ctx} errors={noErrors} /> };

const begin = async (ctx: PageContext): Promise<string> => {
  const { accounts, sessions } = ctx.parts;
  const login = ctx.form.text('login') ?? '';
  const from = neighbourhood(ctx.request.ip);
  const who = `${normalisedLogin(login)}|${from}`;
  await throttle('sign-in-address', from);
  await throttle('sign-in-account', who);
  const { accountId } = await accounts.signIn(login, ctx.form.raw('password'));
  await forgive('sign-in-account', who);
  const device = deviceWords(ctx.request.headers['user-agent']);
  const { token } = await sessions.begin(accountId, { device, place: placeWords(ctx.request.ip) });
  return token;
};

/** Signs in; a new session each time, and the one of before ends. */
export const signInSent = async (ctx: PageContext): Promise<PageAnswer> => {
  try {
    const token = await begin(ctx);
    if (ctx.visitor.officer) await ctx.parts.sessions.end(ctx.visitor.officer.token);
    writeSessionCookie(ctx.reply, token, { secure: isSecure(ctx.request) });
    return { redirect: ownPath(ctx.form.text('kembali')) ?? '/antrean' };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too-many-attempts') throw error;
    const errors = errorsOf(error, ctx);
    return { page: <SignIn ctx={ctx} errors={errors} />, status: 422 };
  }
};

/** `/keluar`: ends the session, whoever asks. */
export const signOutSent = async (ctx: PageContext): Promise<PageAnswer> => {
  if (ctx.visitor.officer) await ctx.parts.sessions.end(ctx.visitor.officer.token);
  clearSessionCookie(ctx.reply, { secure: isSecure(ctx.request) });
  return { redirect: '/masuk?keluar=1' };
};
