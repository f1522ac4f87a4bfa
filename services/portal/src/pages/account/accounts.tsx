import type { VNode } from 'preact';
import type { Role } from '#libs/contracts';
import type { AccountView } from '../../sessions/accounts.js';
import type { PageContext } from '../kit/context.js';
import { noErrors, SelectField, TextField, type FormErrors } from '../kit/fields.js';
import { FormBox } from '../kit/form-page.js';
import { emptyForm } from '../kit/form.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Notice, Submit, Table } from '../kit/parts.js';

const roles = [
  'petugas',
  'tim',
  'kasi',
  'camat',
  'inspektorat',
  'supervisor',
  'admin',
] as const satisfies readonly Role[];

interface Tried {
  /** `buat`, or the account that was to be closed. */
  what: string;
  errors: FormErrors;
}

const areas = (ctx: PageContext): { value: string; label: string }[] => [
  { value: '*', label: ctx.t.account.profile.district },
  ...ctx.parts.kit.reference.list().map(({ code, name }) => ({ value: code, label: name })),
];

const Act = ({
  ctx,
  account,
  tried,
}: {
  ctx: PageContext;
  account: AccountView;
  tried: Tried | undefined;
}): VNode | null => {
  const t = ctx.t.account.accounts;
  const { accountId, status, displayName } = account;
  if (accountId === ctx.officer.id) return null;
  const name = <span class="visually-hidden"> {displayName}</span>;
  if (status === 'disabled')
    return (
      <FormBox ctx={ctx} action={`/akun/${accountId}/buka`} errors={noErrors}>
        <Submit tone="second">
          {t.open}
          {name}
        </Submit>
      </FormBox>
    );
  const mine = tried?.what === accountId;
  const errors = mine ? tried.errors : noErrors;
  // Ids must be one of a kind on the page, and there is a form for every account.
  const field = `reason.${accountId}`;
  return (
    <details open={mine}>
      <summary>
        {t.close}
        {name}
      </summary>
      <FormBox ctx={ctx} action={`/akun/${accountId}/tutup`} errors={errors}>
        <TextField
          view={{ form: mine ? ctx.form : emptyForm, errors, t: ctx.t }}
          name={field}
          label={t.reason}
          maxLength={200}
          required
        />
        <Submit tone="danger">{t.close}</Submit>
      </FormBox>
    </details>
  );
};

const CreateForm = ({ ctx, tried }: { ctx: PageContext; tried: Tried | undefined }): VNode => {
  const t = ctx.t.account.accounts;
  const mine = tried?.what === 'buat';
  const errors = mine ? tried.errors : noErrors;
  const view = { form: mine ? ctx.form : emptyForm, errors, t: ctx.t };
  return (
    <section class="card">
      <h2>{t.create}</h2>
      <FormBox ctx={ctx} action="/akun" errors={errors}>
        <TextField view={view} name="displayName" label={t.name} width="medium" required />
        <TextField
          view={view}
          name="login"
          label={t.login}
          hint={t.loginHint}
          width="medium"
          required
        />
        <SelectField
          view={view}
          name="role"
          label={t.role}
          options={roles.map((role) => ({ value: role, label: ctx.t.common.roles[role] }))}
          width="medium"
          required
        />
        <SelectField
          view={view}
          name="kecamatan"
          label={t.area}
          options={areas(ctx)}
          width="medium"
          required
        />
        <TextField view={view} name="email" label={t.email} type="email" width="medium" />
        <TextField
          view={view}
          name="password"
          label={t.password}
          hint={ctx.t.account.password.hint}
          type="password"
          autocomplete="new-password"
          width="medium"
          required
        />
        <Submit>{t.create}</Submit>
      </FormBox>
    </section>
  );
};

const done = (ctx: PageContext): string | undefined => {
  const t = ctx.t.account.accounts;
  const texts: Record<string, string> = { dibuat: t.made, ditutup: t.closed, dibuka: t.opened };
  return texts[ctx.query('selesai') ?? ''];
};

const AccountList = ({
  ctx,
  accounts,
  tried,
}: {
  ctx: PageContext;
  accounts: readonly AccountView[];
  tried: Tried | undefined;
}): VNode => {
  const t = ctx.t.account.accounts;
  const names = new Map(areas(ctx).map(({ value, label }) => [value, label] as const));
  const message = done(ctx);
  return (
    <Layout
      visitor={ctx.visitor}
      title={t.title}
      here="/akun"
      csrfToken={ctx.csrfToken}
      width="wide"
      wrong={tried !== undefined}
    >
      {message !== undefined && <Notice tone="done">{message}</Notice>}
      <Table
        caption={t.title}
        rows={accounts}
        empty={t.empty}
        keyOf={({ accountId }) => accountId}
        columns={[
          { title: t.name, cell: ({ displayName, accountId }) => displayName ?? accountId },
          { title: t.login, cell: ({ login }) => login },
          { title: t.role, cell: ({ role }) => ctx.t.common.roles[role] },
          { title: t.area, cell: ({ kecamatan }) => names.get(kecamatan) ?? kecamatan },
          { title: t.state, cell: ({ status }) => t.states[status] },
          { title: t.act, cell: (account) => <Act ctx={ctx} account={account} tried={tried} /> },
        ]}
      />
      <CreateForm ctx={ctx} tried={tried} />
    </Layout>
  );
};

/** The page as it is now, with what was wrong in one of its forms. */
export const accountsShown = async (ctx: PageContext, tried?: Tried): Promise<PageAnswer> => ({
  page: <AccountList ctx={ctx} accounts={await ctx.parts.accounts.list()} tried={tried} />,
  ...(tried ? { status: 422 } : {}),
});

/** `/akun`: every account, for the administrator. */
export const accountsPage = (ctx: PageContext): Promise<PageAnswer> => accountsShown(ctx);
