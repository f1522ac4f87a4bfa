import type { VNode } from 'preact';
import { checked } from '#libs/service';
import { throttle } from '../../http/throttle.js';
import { password } from '../../sessions/accounts.js';
import { clearSessionCookie, isSecure } from '../../sessions/cookies.js';
import type { SessionView } from '../../sessions/session-document.js';
import type { PageContext } from '../kit/context.js';
import { noErrors, TextField, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Facts, Submit, Table } from '../kit/parts.js';
import { z } from 'zod';

const SessionTable = ({
  ctx,
  sessions,
}: {
  ctx: PageContext;
  sessions: readonly SessionView[];
}): VNode => {
  const { profile } = ctx.t.account;
  const format = ctx.format(ctx.officer.kecamatan);
  return (
    <Table
      caption={profile.sessions}
      rows={sessions}
      empty={profile.noSessions}
      keyOf={({ id }) => id}
      columns={[
        {
          title: profile.device,
          cell: ({ device, current }) =>
            `${device || profile.unknown}${current ? ` (${profile.current})` : ''}`,
        },
        { title: profile.place, cell: ({ place }) => place || profile.unknown },
        { title: profile.begun, cell: ({ begunAt }) => format.short(begunAt) },
        { title: profile.lastSeen, cell: ({ lastSeenAt }) => format.ago(lastSeenAt) },
        {
          title: profile.end,
          cell: ({ id, current, device }) =>
            !current && (
              <FormBox ctx={ctx} action="/profil/akhiri" errors={noErrors}>
                <input type="hidden" name="session" value={id} />
                <button class="link-button" type="submit">
                  {profile.end}
                  <span class="visually-hidden"> {device || profile.unknown}</span>
                </button>
              </FormBox>
            ),
        },
      ]}
    />
  );
};

const PasswordForm = ({ ctx, errors }: { ctx: PageContext; errors: FormErrors }): VNode => {
  const t = ctx.t.account.password;
  const view = { form: ctx.form, errors, t: ctx.t };
  return (
    <section class="card">
      <h2>{t.title}</h2>
      <p>{t.lead}</p>
      <FormBox ctx={ctx} action="/profil/kata-sandi" errors={errors}>
        <TextField
          view={view}
          name="currentPassword"
          label={t.current}
          type="password"
          autocomplete="current-password"
          width="medium"
          required
        />
        <TextField
          view={view}
          name="password"
          label={t.replacement}
          hint={t.hint}
          type="password"
          autocomplete="new-password"
          width="medium"
          required
        />
        <Submit>{t.button}</Submit>
      </FormBox>
    </section>
  );
};

const Profile = ({
  ctx,
  sessions,
  errors,
}: {
  ctx: PageContext;
  sessions: readonly SessionView[];
  errors: FormErrors;
}): VNode => {
  const { profile } = ctx.t.account;
  const { role, kecamatan } = ctx.officer;
  const names = new Map(
    ctx.parts.kit.reference.list().map(({ code, name }) => [code, name] as const),
  );
  return (
    <Layout
      visitor={ctx.visitor}
      title={profile.title}
      here="/profil"
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <Facts
        rows={[
          [profile.name, ctx.visitor.officer?.displayName],
          [profile.role, ctx.t.common.roles[role]],
          [profile.area, names.get(kecamatan) ?? profile.district],
        ]}
      />
      <h2>{profile.sessions}</h2>
      <SessionTable ctx={ctx} sessions={sessions} />
      <FormBox ctx={ctx} action="/profil/keluar-semua" errors={noErrors}>
        <p class="buttons">
          <Submit tone="second">{profile.endAll}</Submit>
        </p>
      </FormBox>
      <PasswordForm ctx={ctx} errors={errors} />
    </Layout>
  );
};

const shown = async (ctx: PageContext, errors: FormErrors): Promise<PageAnswer> => {
  const sessions = await ctx.parts.sessions.list(ctx.officer.id, ctx.visitor.officer?.token);
  return {
    page: <Profile ctx={ctx} sessions={sessions} errors={errors} />,
    ...(errors === noErrors ? {} : { status: 422 }),
  };
};

/** `/profil`: who I am, where I am signed in, my password. */
export const profilePage = (ctx: PageContext): Promise<PageAnswer> => shown(ctx, noErrors);

/** Ends one of the officer's own sessions; one that is gone already is no error. */
export const endSessionSent = async (ctx: PageContext): Promise<PageAnswer> => {
  const open = await ctx.parts.sessions.list(ctx.officer.id);
  const wanted = open.find(({ id }) => id === ctx.form.text('session'));
  if (wanted) await ctx.parts.sessions.endOne(ctx.officer.id, wanted.id);
  return { redirect: '/profil' };
};

/** Ends every session of the officer, this one too. */
export const signOutEverywhereSent = async (ctx: PageContext): Promise<PageAnswer> => {
  await ctx.parts.sessions.endAll(ctx.officer.id);
  clearSessionCookie(ctx.reply, { secure: isSecure(ctx.request) });
  return { redirect: '/masuk?keluar=1' };
};

const passwords = z.strictObject({ password, currentPassword: z.string().max(200) });

/** Replaces the officer's own password; he has to sign in again everywhere. */
export const passwordSent = async (ctx: PageContext): Promise<PageAnswer> => {
  const { officer: by, form, request } = ctx;
  try {
    await throttle('password', by.id);
    const given = {
      password: form.raw('password'),
      currentPassword: form.raw('currentPassword'),
    };
    const sent = checked(passwords, given, ctx.visitor.language);
    await ctx.parts.accounts.changePassword(
      by.id,
      { replacement: sent.password, current: sent.currentPassword },
      { by, key: form.raw('_key'), correlationId: request.id },
    );
  } catch (error) {
    return shown(ctx, errorsOf(error, ctx));
  }
  clearSessionCookie(ctx.reply, { secure: isSecure(request) });
  return { redirect: '/masuk?diganti=1' };
};
