import type { VNode } from 'preact';
import { DomainError, type ComplaintPage } from '#libs/contracts';
import { Radios } from '../kit/choices.js';
import { afterwards, type PageContext } from '../kit/context.js';
import { noErrors, TextArea, type FormErrors } from '../kit/fields.js';
import { ChangedNotice, errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Facts, Notice, shown, Submit } from '../kit/parts.js';

type Task = ComplaintPage['tasks'][number];

const outcomes = ['reached', 'not-reached'] as const;
const taskPath = (ctx: PageContext): string => `/tugas/${ctx.param('id')}/${ctx.param('taskId')}`;

const taskOf = async (ctx: PageContext): Promise<{ page: ComplaintPage; task: Task }> => {
  const page = await ctx.ask('complaint', { complaintId: ctx.param('id') });
  // Only an officer asks here, and officers get the whole page.
  if (!('etag' in page)) throw new DomainError('not-found');
  const task = page.tasks.find(({ taskId }) => taskId === ctx.param('taskId'));
  if (!task) throw new DomainError('not-found');
  return { page, task };
};

/** What was refused: the errors of the form, or that the case changed meanwhile. */
interface Refused {
  errors: FormErrors;
  changed?: boolean;
}

const OutcomeForm = ({
  ctx,
  etag,
  refused: { errors, changed },
}: {
  ctx: PageContext;
  etag: string;
  refused: Refused;
}): VNode => {
  const { tasks } = ctx.t.lists;
  const view = { form: ctx.form, errors, t: ctx.t };
  return (
    <>
      {changed && <ChangedNotice ctx={ctx} />}
      <FormBox ctx={ctx} action={taskPath(ctx)} errors={errors} etag={etag}>
        <Radios
          view={view}
          name="outcome"
          label={tasks.outcome}
          options={outcomes.map((value) => ({ value, label: tasks.outcomes[value] }))}
          required
        />
        <TextArea view={view} name="note" label={tasks.note} rows={3} maxLength={2_000} />
        <Submit>{ctx.t.common.save}</Submit>
      </FormBox>
    </>
  );
};

/** `/tugas/:id/:taskId`: the outcome of one contact task; one that is done says so instead. */
export const taskForm = async (
  ctx: PageContext,
  refused: Refused & { status?: number } = { errors: noErrors },
): Promise<PageAnswer> => {
  const { page, task } = await taskOf(ctx);
  const { lists } = ctx.t;
  const { tasks } = lists;
  const { reporter } = page;
  const contact = reporter === undefined || 'erased' in reporter ? undefined : reporter;
  const html = (
    <Layout
      visitor={ctx.visitor}
      title={tasks.formTitle(page.registerNumber ?? lists.withoutNumber)}
      here={taskPath(ctx)}
      csrfToken={ctx.csrfToken}
      wrong={refused.status !== undefined}
    >
      <Facts
        rows={[
          [lists.subject, shown(page.subject, ctx.t)],
          [tasks.method, tasks.methods[task.method]],
          [tasks.contact, [contact?.name, contact?.phone].filter(Boolean).join(', ')],
          [tasks.since, ctx.format(page.kecamatan).short(task.createdAt)],
        ]}
      />
      {task.state === 'open' ? (
        <OutcomeForm ctx={ctx} etag={page.etag} refused={refused} />
      ) : (
        <Notice tone="info">{tasks.already}</Notice>
      )}
      <p>
        <a href="/tugas">{tasks.back}</a>
      </p>
    </Layout>
  );
  return { page: html, ...(refused.status === undefined ? {} : { status: refused.status }) };
};

/** Records the outcome that the form tells, then shows the list again. */
export const completeTask = async (ctx: PageContext): Promise<PageAnswer> => {
  const note = ctx.form.text('note');
  const body = {
    taskId: ctx.param('taskId'),
    outcome: ctx.form.raw('outcome'),
    ...(note === undefined ? {} : { note }),
  };
  try {
    const complaintId = ctx.param('id');
    const done = await ctx.command('CompleteContactTask', { complaintId, body, as: 'officer' });
    return { redirect: afterwards('/tugas?selesai=ya', done) };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'revision-mismatch')
      return taskForm(ctx, { errors: noErrors, changed: true, status: 409 });
    return taskForm(ctx, { errors: errorsOf(error, ctx), status: 422 });
  }
};
