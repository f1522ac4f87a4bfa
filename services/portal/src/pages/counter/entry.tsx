import type { VNode } from 'preact';
import { commandContracts, type Channel, type CommandDone } from '#libs/contracts';
import { compacted } from '../actions/frame/rows.js';
import { problemsOf } from '../actions/frame/problems.js';
import { afterwards, type PageContext } from '../kit/context.js';
import { noErrors } from '../kit/fields.js';
import { FormBox } from '../kit/form-page.js';
import type { Form } from '../kit/form.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Notice, Submit } from '../kit/parts.js';
import { bodyOf, parties, startOf } from './entry-body.js';
import { EntryFields } from './entry-fields.js';
import { officeOf, refusalOf, type Refusal } from './office.js';
import { ReceiptPage } from './receipt.js';

const EntryPage = ({
  ctx,
  form,
  refusal,
}: {
  ctx: PageContext;
  form: Form;
  refusal?: Refusal;
}): VNode => {
  const { entry } = ctx.t.counter;
  const errors = refusal?.errors ?? noErrors;
  return (
    <Layout
      visitor={ctx.visitor}
      title={entry.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      width="wide"
      wrong={refusal !== undefined}
    >
      <p>
        {entry.lead} <a href="/loket/formulir">{entry.blank}</a>
      </p>
      {refusal?.trouble !== undefined && (
        <Notice tone="wrong" title={refusal.trouble}>
          <p>{entry.busy}</p>
        </Notice>
      )}
      <FormBox ctx={ctx} action="/loket" errors={errors} draft="loket">
        <EntryFields ctx={ctx} view={{ form, errors, t: ctx.t }} />
        <p class="buttons">
          <Submit>{entry.submit}</Submit>
        </p>
      </FormBox>
    </Layout>
  );
};

/** `/loket`: one page for everything that an officer takes in. */
export const entryPage = (ctx: PageContext): PageAnswer => ({
  page: <EntryPage ctx={ctx} form={startOf(ctx)} />,
});

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

// Once sealed the officer sees it no more: the receipt is the answer itself, and loading it again finds the same one by its key.
const sealedReceipt = (
  ctx: PageContext,
  body: Record<string, unknown>,
  done: CommandDone,
): PageAnswer => {
  const facts = {
    complaintId: done.complaintId ?? '',
    kecamatan: officeOf(ctx),
    channel: body['channel'] as Channel,
    receivedAt: body['receivedAt'] as string | undefined,
    registerNumber: textOf(done.result['registerNumber']),
    trackingCode: textOf(done.result['trackingCode']),
    boxOpeningId: body['boxOpeningId'] as string | undefined,
    sealed: true,
  };
  return { page: <ReceiptPage ctx={ctx} facts={facts} /> };
};

/** Records what was filled in; what is refused is shown at its field with everything that was typed. */
export const sendEntry = async (ctx: PageContext): Promise<PageAnswer> => {
  const form = compacted(ctx.form, [parties]);
  const body = bodyOf(form, ctx);
  const again = (refusal: Refusal): PageAnswer => ({
    page: <EntryPage ctx={ctx} form={form} refusal={refusal} />,
    status: refusal.status,
  });
  const words = { t: ctx.t, language: ctx.visitor.language };
  const errors = problemsOf(commandContracts.RegisterComplaint.schema, body, words);
  if (errors) return again({ errors, status: 422 });
  let done: CommandDone;
  try {
    done = await ctx.command('RegisterComplaint', { body, as: 'officer' });
  } catch (error) {
    return again(refusalOf(error, ctx));
  }
  if (body['sealed'] !== undefined) return sealedReceipt(ctx, body, done);
  return { redirect: afterwards(`/loket/tanda-terima/${done.complaintId ?? ''}`, done) };
};
