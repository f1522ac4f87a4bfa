import type { VNode } from 'preact';
import type { PageContext } from '../kit/context.js';
import { noErrors } from '../kit/fields.js';
import { Form } from '../kit/form.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { Submit } from '../kit/parts.js';
import { keepDraft, newDraft, readDraft, type Draft } from './drafts.js';
import { fieldsOf, type StepView } from './step-fields.js';
import {
  checkPath,
  checkStep,
  missingStep,
  names,
  order,
  pathOf,
  photoPath,
  type StepId,
} from './steps.js';

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
      <p class="muted">
        {report.step(order.indexOf(id) + (id === 'kontak' ? 2 : 1), order.length + 2)}
      </p>
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

const openDraft = (found: Draft | undefined): Draft => (found && !found.sent ? found : newDraft());

const nextPath = (id: StepId, draft: Draft, ctx: PageContext): string => {
  const missing = missingStep(draft, ctx);
  const next = order[order.indexOf(id) + 1];
  if (ctx.query('ubah') || next === undefined)
    return missing === undefined ? checkPath : pathOf(missing);
  if (missing === 'jenis') return pathOf(missing);
  return id === 'lokasi' ? photoPath : pathOf(next);
};

const show =
  (id: StepId) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const found = await readDraft(ctx);
    const redirect = away(found, id);
    if (redirect !== undefined) return { redirect };
    const draft = openDraft(found);
    const form = Form.parse(new URLSearchParams(draft.values).toString());
    return { page: <StepPage ctx={ctx} form={form} errors={noErrors} draft={draft} id={id} /> };
  };

// What was typed into a form whose draft is gone begins a new one: nothing is lost.
const take =
  (id: StepId) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const found = await readDraft(ctx);
    const redirect = away(found ?? newDraft(), id);
    if (redirect !== undefined) return { redirect };
    const draft = openDraft(found);
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
    await keepDraft(ctx, draft, draft !== found);
    return { redirect: nextPath(id, draft, ctx) };
  };

/** The steps of the report. */
export const reportRoutes: readonly PageRoute[] = order.flatMap((id): PageRoute[] => [
  { method: 'GET', path: pathOf(id), audience: 'public', handle: show(id) },
  { method: 'POST', path: pathOf(id), audience: 'public', handle: take(id) },
]);
