import type { ComponentChildren, VNode } from 'preact';
import { caseTypes, commandContracts, DomainError } from '#libs/contracts';
import { checked } from '#libs/service';
import { Checkbox, Radios } from '../kit/choices.js';
import type { PageContext } from '../kit/context.js';
import { noErrors, SelectField, TextArea, TextField, type FormErrors } from '../kit/fields.js';
import { Form } from '../kit/form.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { Submit } from '../kit/parts.js';
import { keepDraft, newDraft, readDraft, type Draft } from './drafts.js';

const { schema } = commandContracts.RegisterComplaint;
export type StepId = 'jenis' | 'isi' | 'lokasi' | 'kontak';
interface StepView {
  ctx: PageContext;
  form: Form;
  errors: FormErrors;
  draft: Draft;
}

const answers = ['none', 'email', 'phone', 'whatsapp', 'counter', 'letter'] as const;
const needs: Record<string, string> = {
  email: 'email',
  phone: 'phone',
  whatsapp: 'phone',
  letter: 'address',
};

const fieldsOf: Record<StepId, (view: StepView) => ComponentChildren> = {
  jenis: ({ ctx, form, errors }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const offices = ctx.parts.kit.reference
      .list()
      .map(({ code, name }) => ({ value: code, label: name }));
    const kinds = caseTypes.map((value) => ({
      value,
      label: t.common.caseTypes[value],
      hint: t.reporter.report.kinds[value],
    }));
    return (
      <>
        <SelectField
          view={view}
          name="kecamatan"
          required
          options={offices}
          label={t.reporter.report.kecamatan}
        />
        <Radios
          view={view}
          name="caseType"
          required
          options={kinds}
          label={t.reporter.report.kind}
        />
      </>
    );
  },
  isi: ({ ctx, form, errors }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const { report } = t.reporter;
    return (
      <>
        <TextField view={view} name="subject" required maxLength={200} label={report.subject} />
        <TextArea
          view={view}
          name="description"
          required
          rows={10}
          maxLength={10_000}
          label={report.description}
          hint={report.descriptionHint}
        />
      </>
    );
  },
  lokasi: ({ ctx, form, errors, draft }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const { kit } = ctx.parts;
    const code = draft.values['kecamatan'] ?? '';
    const { villages } = kit.reference.rules(code, kit.now().toISOString()).procedure;
    const options = villages.map(({ code: value, name, kind }) => ({
      value,
      label: `${kind === 'desa' ? 'Desa' : 'Kelurahan'} ${name}`,
    }));
    return (
      <>
        <SelectField
          view={view}
          name="villageCode"
          options={options}
          label={t.reporter.report.village}
        />
        <TextField
          view={view}
          name="place"
          maxLength={300}
          label={t.reporter.report.place}
          hint={t.reporter.report.placeHint}
        />
      </>
    );
  },
  kontak: ({ ctx, form, errors }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const { report } = t.reporter;
    const ways = answers.map((value) => ({ value, label: report.ways[value] }));
    const grounds = (['camat', 'graft'] as const).map((value) => ({
      value,
      label: report.grounds[value],
    }));
    return (
      <>
        <TextField
          view={view}
          name="name"
          maxLength={120}
          autocomplete="name"
          label={report.name}
        />
        <Radios view={view} name="replyBy" required options={ways} label={report.replyBy} />
        <TextField view={view} name="phone" type="tel" autocomplete="tel" label={report.phone} />
        <TextField
          view={view}
          name="email"
          type="email"
          autocomplete="email"
          label={report.email}
        />
        <TextField
          view={view}
          name="address"
          maxLength={300}
          autocomplete="street-address"
          label={report.address}
        />
        <Checkbox
          view={view}
          name="anonymous"
          label={report.anonymous}
          hint={report.anonymousHint}
        />
        <Checkbox
          view={view}
          name="confidential"
          label={report.confidential}
          hint={report.confidentialHint}
        />
        <SelectField
          view={view}
          name="sealed"
          options={grounds}
          label={report.sealed}
          hint={report.sealedHint}
        />
        <p>
          <a href="/privasi">{t.common.privacy}</a>
        </p>
        <Checkbox view={view} name="consent" required label={report.consent} />
      </>
    );
  },
};

const names: Record<StepId, readonly string[]> = {
  jenis: ['kecamatan', 'caseType'],
  isi: ['subject', 'description'],
  lokasi: ['villageCode', 'place'],
  kontak: [
    'name',
    'replyBy',
    'phone',
    'email',
    'address',
    'anonymous',
    'confidential',
    'sealed',
    'consent',
  ],
};
/** The steps in their order; the last thing is to check and send. */
export const order: readonly StepId[] = ['jenis', 'isi', 'lokasi', 'kontak'];
/** Address of a step. */
export const pathOf = (id: StepId): string => (id === 'jenis' ? '/lapor' : `/lapor/${id}`);
export const checkPath = '/lapor/periksa';

const optional = (values: Record<string, string>, list: readonly string[]): object =>
  Object.fromEntries(list.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));

/** The complaint as it is given to the office. */
export const bodyOf = ({ values }: Draft, language: 'id' | 'en'): Record<string, unknown> => ({
  ...optional(values, [
    'kecamatan',
    'caseType',
    'subject',
    'description',
    'villageCode',
    'place',
    'replyBy',
    'sealed',
  ]),
  channel: 'web',
  language,
  anonymous: values['anonymous'] !== undefined,
  confidential: values['confidential'] !== undefined,
  reporter: optional(values, ['name', 'phone', 'email', 'address']),
});

const picked = {
  jenis: schema.pick({ kecamatan: true, caseType: true }),
  isi: schema.pick({ subject: true, description: true }),
  lokasi: schema.pick({ villageCode: true, place: true }),
  kontak: schema.pick({
    replyBy: true,
    sealed: true,
    reporter: true,
    anonymous: true,
    confidential: true,
  }),
} as const;

const checkStep = (id: StepId, draft: Draft, ctx: PageContext): void => {
  const body = bodyOf(draft, ctx.visitor.language);
  const keys = Object.keys(picked[id].shape);
  checked(
    picked[id],
    Object.fromEntries(keys.map((key) => [key, body[key]])),
    ctx.visitor.language,
  );
  if (id !== 'kontak') return;
  const { report } = ctx.t.reporter;
  const { values } = draft;
  const needed = needs[values['replyBy'] ?? ''];
  const fields = [
    ...(values['replyBy'] ? [] : [{ field: 'replyBy', reason: report.replyByMissing }]),
    ...(needed && !values[needed] ? [{ field: needed, reason: report.contactMissing }] : []),
    ...(values['consent'] ? [] : [{ field: 'consent', reason: report.consentMissing }]),
  ];
  if (fields.length > 0) throw new DomainError('invalid', {}, { fields });
};

/** The first step in which something is missing; undefined when the report can be sent. */
export const missingStep = (draft: Draft, ctx: PageContext): StepId | undefined =>
  order.find((id) => {
    try {
      checkStep(id, draft, ctx);
      return false;
    } catch (error) {
      if (error instanceof DomainError) return true;
      throw error;
    }
  });

const StepPage = ({ ctx, form, errors, draft, id }: StepView & { id: StepId }): VNode => {
  const { report } = ctx.t.reporter;
  return (
    <Layout
      visitor={ctx.visitor}
      title={report.titles[id]}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <p class="muted">{report.step(order.indexOf(id) + 1, order.length + 1)}</p>
      <FormBox
        ctx={ctx}
        action={ctx.query('ubah') ? `${pathOf(id)}?ubah=1` : pathOf(id)}
        errors={errors}
      >
        {fieldsOf[id]({ ctx, form, errors, draft })}
        <p class="buttons">
          <Submit>{ctx.t.common.next}</Submit>
        </p>
      </FormBox>
      <form method="post" action="/lapor/batal">
        <input type="hidden" name="_csrf" value={ctx.csrfToken} />
        <button class="link-button" type="submit">
          {report.discard}
        </button>
      </form>
    </Layout>
  );
};

const away = (draft: Draft | undefined, id: StepId): string | undefined => {
  if (draft?.sent) return id === 'jenis' ? undefined : '/lapor/terima';
  if (draft?.body) return checkPath;
  return !draft && id !== 'jenis' ? '/lapor' : undefined;
};

const show =
  (id: StepId) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const found = await readDraft(ctx);
    const redirect = away(found, id);
    if (redirect !== undefined) return { redirect };
    const draft = found && !found.sent ? found : newDraft();
    const form = Form.parse(new URLSearchParams(draft.values).toString());
    return { page: <StepPage ctx={ctx} form={form} errors={noErrors} draft={draft} id={id} /> };
  };

// What was typed into a form whose draft is gone begins a new one: nothing is lost.
const take =
  (id: StepId) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const found = await readDraft(ctx);
    if (found?.sent && id !== 'jenis') return { redirect: '/lapor/terima' };
    if (found?.body && !found.sent) return { redirect: checkPath };
    const draft = found && !found.sent ? found : newDraft();
    for (const name of names[id]) {
      const value = ctx.form.text(name);
      if (value === undefined) delete draft.values[name];
      else draft.values[name] = value;
    }
    try {
      checkStep(id, draft, ctx);
    } catch (error) {
      const errors = errorsOf(error, ctx, (field) => field.replace(/^reporter\./, ''));
      const view = { ctx, form: ctx.form, errors, draft, id };
      return { page: <StepPage {...view} />, status: 422 };
    }
    await keepDraft(ctx, draft, found === undefined || found.sent !== undefined);
    const missing = missingStep(draft, ctx);
    const next = order[order.indexOf(id) + 1];
    if (ctx.query('ubah') || next === undefined)
      return { redirect: missing === undefined ? checkPath : pathOf(missing) };
    return { redirect: pathOf(missing === 'jenis' ? missing : next) };
  };

/** The steps of the report. */
export const reportRoutes: readonly PageRoute[] = order.flatMap((id): PageRoute[] => [
  { method: 'GET', path: pathOf(id), audience: 'public', handle: show(id) },
  { method: 'POST', path: pathOf(id), audience: 'public', handle: take(id) },
]);
