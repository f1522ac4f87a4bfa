import type { VNode } from 'preact';
import type { CommandType, ReporterPage } from '#libs/contracts';
import { afterwards, type PageContext } from '../kit/context.js';
import { noErrors, TextArea, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { ButtonLink, Facts, shown, StatusTag, Submit } from '../kit/parts.js';
import { CaseFiles } from './case-files.js';
import { dueNext } from './deadline.js';
import { casePath, trackedCase } from './tracked-case.js';

const Steps = ({ ctx, page }: { ctx: PageContext; page: ReporterPage }): VNode => {
  const { common, reporter } = ctx.t;
  const format = ctx.format(page.kecamatan);
  return (
    <ol class="prose">
      {page.steps.map(({ step, round, arrivedAt, doneAt }, index) => (
        <li key={index}>
          <strong>{common.steps[step as 1] ?? step}</strong>
          {round > 1 && ` (${reporter.tracked.round(round)})`}
          {': '}
          {(doneAt ?? arrivedAt) ? format.short(doneAt ?? arrivedAt ?? '') : ''}{' '}
          {doneAt ? reporter.tracked.finished : reporter.tracked.running}
        </li>
      ))}
    </ol>
  );
};

const Answer = ({ ctx, page }: { ctx: PageContext; page: ReporterPage }): VNode | null => {
  const { answer } = page;
  const { tracked } = ctx.t.reporter;
  if (!answer) return null;
  return (
    <section class="card">
      <h2>{tracked.answer}</h2>
      <p class="prose">{shown(answer.text, ctx.t)}</p>
      {answer.fileId !== undefined && (
        <p>
          <a href={`${casePath}/dokumen`}>{tracked.document(answer.documentNumber ?? '')}</a>
        </p>
      )}
      {page.status === 'delivered' && (
        <p class="buttons">
          <ButtonLink href="/puas">{tracked.sayWhether}</ButtonLink>
        </p>
      )}
    </section>
  );
};

const Tracked = ({ ctx, page }: { ctx: PageContext; page: ReporterPage }): VNode => {
  const { tracked } = ctx.t.reporter;
  const format = ctx.format(page.kecamatan);
  const due = dueNext(page, ctx);
  const open = page.questions.filter(({ answeredAt }) => answeredAt === undefined);
  return (
    <Layout
      visitor={ctx.visitor}
      title={tracked.title(page.registerNumber ?? '')}
      here={casePath}
      csrfToken={ctx.csrfToken}
    >
      <p>
        <StatusTag status={page.status} t={ctx.t} />
      </p>
      <Facts
        rows={[
          [tracked.subject, shown(page.subject, ctx.t)],
          [tracked.received, format.moment(page.receivedAt)],
          [due && tracked.due[due.what], due && format.day(due.date)],
        ]}
      />
      {page.status !== 'closed' &&
        open.map(({ requestId, question, answerBy }) => (
          <section class="card" key={requestId}>
            <h2>{tracked.question}</h2>
            <p class="prose">{shown(question, ctx.t)}</p>
            {answerBy !== undefined && <p>{tracked.answerBy(format.day(answerBy))}</p>}
            <p class="buttons">
              <ButtonLink href={`${casePath}/jawab/${requestId}`}>{tracked.reply}</ButtonLink>
            </p>
          </section>
        ))}
      <Answer ctx={ctx} page={page} />
      <CaseFiles ctx={ctx} page={page} />
      <h2>{tracked.steps}</h2>
      <Steps ctx={ctx} page={page} />
      {page.status !== 'closed' && (
        <p class="buttons">
          <ButtonLink tone="second" href={`${casePath}/tambah`}>
            {tracked.add}
          </ButtonLink>
          <ButtonLink tone="second" href={`${casePath}/cabut`}>
            {tracked.withdraw}
          </ButtonLink>
        </p>
      )}
      <form method="post" action="/lacak/keluar">
        <input type="hidden" name="_csrf" value={ctx.csrfToken} />
        <button class="link-button" type="submit">
          {tracked.leave}
        </button>
      </form>
    </Layout>
  );
};

interface Act {
  path: string;
  type: CommandType;
  title: 'reply' | 'add' | 'withdraw';
  field: 'text' | 'reason';
  max: number;
}

const acts: readonly Act[] = [
  {
    path: '/jawab/:requestId',
    type: 'AnswerClarification',
    title: 'reply',
    field: 'text',
    max: 10_000,
  },
  { path: '/tambah', type: 'AddInformation', title: 'add', field: 'text', max: 10_000 },
  { path: '/cabut', type: 'RequestWithdrawal', title: 'withdraw', field: 'reason', max: 2_000 },
];

const ActPage = ({
  ctx,
  act,
  errors,
}: {
  ctx: PageContext;
  act: Act;
  errors: FormErrors;
}): VNode => {
  const { tracked } = ctx.t.reporter;
  const view = { form: ctx.form, errors, t: ctx.t };
  const label = act.field === 'reason' ? tracked.reason : tracked.text;
  return (
    <Layout
      visitor={ctx.visitor}
      title={tracked[act.title]}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <FormBox ctx={ctx} errors={errors}>
        <TextArea view={view} name={act.field} required maxLength={act.max} label={label} />
        <p class="buttons">
          <Submit>{ctx.t.common.send}</Submit>
          <a href={casePath}>{ctx.t.common.back}</a>
        </p>
      </FormBox>
    </Layout>
  );
};

const give =
  (act: Act) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const requestId = ctx.param('requestId');
    try {
      const done = await ctx.command(act.type, {
        complaintId: ctx.reporter.complaintId,
        body: {
          [act.field]: ctx.form.raw(act.field),
          ...(requestId === '' ? {} : { requestId }),
        },
        as: 'reporter',
      });
      return { redirect: afterwards(casePath, done) };
    } catch (error) {
      const page = <ActPage ctx={ctx} act={act} errors={errorsOf(error, ctx)} />;
      return { page, status: 422 };
    }
  };

/** The tracked complaint and what its reporter may do. */
export const caseRoutes: readonly PageRoute[] = [
  {
    method: 'GET',
    path: casePath,
    audience: 'reporter',
    handle: async (ctx) => ({ page: <Tracked ctx={ctx} page={await trackedCase(ctx)} /> }),
  },
  ...acts.flatMap((act): PageRoute[] => [
    {
      method: 'GET',
      path: casePath + act.path,
      audience: 'reporter',
      handle: (ctx) => ({ page: <ActPage ctx={ctx} act={act} errors={noErrors} /> }),
    },
    { method: 'POST', path: casePath + act.path, audience: 'reporter', handle: give(act) },
  ]),
];
