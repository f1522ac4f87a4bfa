import type { VNode } from 'preact';
import { DomainError } from '#libs/contracts';
import { addWorkingDays } from '#libs/procedure';
import { publicAddress } from '#libs/service';
import type { PageContext } from '../kit/context.js';
import { noErrors, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { ButtonLink, Facts, Notice, Submit } from '../kit/parts.js';
import { bodyOf, checkPath, missingStep, pathOf } from './steps.js';
import { attachPhotos, MissedPhotos } from './attach-photos.js';
import { dropDraft, keepDraft, readDraft, type Draft, type Sent } from './drafts.js';
import { Qr } from './qr.js';
import { rows, shownOf } from './shown-values.js';

const Check = ({
  ctx,
  draft,
  errors,
}: {
  ctx: PageContext;
  draft: Draft;
  errors: FormErrors;
}): VNode => {
  const { report } = ctx.t.reporter;
  const facts = rows.map(([name, step]) => {
    const label = report.labels[name as keyof typeof report.labels];
    const change = (
      <a href={`${pathOf(step)}?ubah=1#f-${name}`}>
        {report.change} <span class="visually-hidden">{label}</span>
      </a>
    );
    const value = shownOf(name, draft, ctx) || ctx.t.common.none;
    return [
      label,
      <>
        <span class="prose">{value}</span> {change}
      </>,
    ] as const;
  });
  return (
    <Layout
      visitor={ctx.visitor}
      title={report.check}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      {draft.body && (
        <Notice tone="warn">
          <p>{report.cutOff}</p>
        </Notice>
      )}
      <Facts rows={facts} />
      <FormBox ctx={ctx} action={checkPath} errors={errors}>
        <p class="buttons">
          <Submit>{ctx.t.common.send}</Submit>
        </p>
      </FormBox>
    </Layout>
  );
};

const showCheck = async (ctx: PageContext): Promise<PageAnswer> => {
  const draft = await readDraft(ctx);
  if (draft?.sent) return { redirect: '/lapor/terima' };
  if (!draft) return { redirect: '/lapor' };
  const missing = missingStep(draft, ctx);
  if (missing !== undefined) return { redirect: pathOf(missing) };
  return { page: <Check ctx={ctx} draft={draft} errors={noErrors} /> };
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

// Kept before it is given: after a cut the very same complaint is given again, under the same key.
const send = async (ctx: PageContext): Promise<PageAnswer> => {
  const draft = await readDraft(ctx);
  if (draft?.sent) return { redirect: '/lapor/terima' };
  if (!draft) return { redirect: '/lapor' };
  const missing = missingStep(draft, ctx);
  if (missing !== undefined) return { redirect: pathOf(missing) };
  const body = draft.body ?? bodyOf(draft, ctx.visitor.language);
  if (!draft.body) await keepDraft(ctx, { ...draft, body });
  try {
    const done = await ctx.command('RegisterComplaint', { body, key: draft.key, as: 'public' });
    const sent: Sent = {
      complaintId: done.complaintId ?? '',
      kecamatan: textOf(body['kecamatan']),
      registerNumber: textOf(done.result['registerNumber']),
      trackingCode: textOf(done.result['trackingCode']),
      at: ctx.parts.kit.now().toISOString(),
    };
    await keepDraft(ctx, { key: draft.key, values: {}, sent });
    await attachPhotos(ctx, { key: draft.key, sent });
    return { redirect: '/lapor/terima' };
  } catch (error) {
    if (!(error instanceof DomainError) || error.status >= 500) throw error;
    const { body: _, ...open } = draft;
    await keepDraft(ctx, open);
    return { page: <Check ctx={ctx} draft={open} errors={errorsOf(error, ctx)} />, status: 422 };
  }
};

const Receipt = (given: { ctx: PageContext; sent: Sent; missed: boolean }): VNode => {
  const { ctx, sent, missed } = given;
  const { receipt } = ctx.t.reporter;
  const { kit } = ctx.parts;
  const { procedure, calendar } = kit.reference.rules(sent.kecamatan, sent.at);
  const { date } = addWorkingDays(calendar, sent.at, procedure.workingDayLimits.forward);
  // After the hash: a browser keeps it to itself, so that no log learns the code.
  const hash = `nomor=${encodeURIComponent(sent.registerNumber)}&kode=${encodeURIComponent(sent.trackingCode)}`;
  return (
    <Layout visitor={ctx.visitor} title={receipt.title} here={ctx.here} csrfToken={ctx.csrfToken}>
      <Notice tone="done" title={receipt.done}>
        <p>{receipt.keep}</p>
      </Notice>
      {missed && <MissedPhotos ctx={ctx} />}
      <Facts
        rows={[
          [receipt.number, <strong>{sent.registerNumber}</strong>],
          [receipt.code, <strong>{sent.trackingCode}</strong>],
          [receipt.office, `Kecamatan ${procedure.kecamatan.name}`],
          [receipt.next, ctx.format(sent.kecamatan).day(date)],
        ]}
      />
      <Qr text={`${publicAddress(kit.config, '/lacak')}#${hash}`} label={receipt.qr} />
      <form method="post" action="/lapor/terima">
        <input type="hidden" name="_csrf" value={ctx.csrfToken} />
        <p class="buttons">
          <Submit>{receipt.noted}</Submit>
        </p>
      </form>
    </Layout>
  );
};

const receiptMs = 15 * 60_000;
const showReceipt = async (ctx: PageContext): Promise<PageAnswer> => {
  const draft = await readDraft(ctx);
  const sent = draft?.sent;
  if (sent && ctx.parts.kit.now().getTime() - Date.parse(sent.at) < receiptMs) {
    const missed = (await ctx.parts.staging.staged(draft.key)).length > 0;
    return { page: <Receipt ctx={ctx} sent={sent} missed={missed} /> };
  }
  const { receipt } = ctx.t.reporter;
  return {
    page: (
      <Layout visitor={ctx.visitor} title={receipt.gone} here={ctx.here} csrfToken={ctx.csrfToken}>
        <p>{receipt.goneBody}</p>
        <p class="buttons">
          <ButtonLink href="/lacak">{ctx.t.common.track}</ButtonLink>
        </p>
      </Layout>
    ),
  };
};

const drop =
  (redirect: string) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    await dropDraft(ctx);
    return { redirect };
  };

/** Checking, sending, and the receipt. */
export const sendRoutes: readonly PageRoute[] = [
  { method: 'GET', path: checkPath, audience: 'public', handle: showCheck },
  { method: 'POST', path: checkPath, audience: 'public', handle: send },
  { method: 'GET', path: '/lapor/terima', audience: 'public', handle: showReceipt },
  { method: 'POST', path: '/lapor/terima', audience: 'public', handle: drop('/lacak') },
  { method: 'POST', path: '/lapor/batal', audience: 'public', handle: drop('/') },
];
