import type { VNode } from 'preact';
import { reopenReasons, surveyElements } from '#libs/contracts';
import { Radios } from '../kit/choices.js';
import { afterwards, type PageContext } from '../kit/context.js';
import { noErrors, TextArea, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { Submit } from '../kit/parts.js';
import { casePath, trackedCase } from './tracked-case.js';

interface Shown {
  ctx: PageContext;
  errors: FormErrors;
}

const Satisfied = ({ ctx, errors }: Shown): VNode => {
  const { satisfied: t } = ctx.t.reporter;
  const view = { form: ctx.form, errors, t: ctx.t };
  const answers = [
    { value: 'ya', label: t.yes },
    { value: 'tidak', label: t.no },
  ];
  const reasons = reopenReasons.map((value) => ({ value, label: t.reasons[value] }));
  return (
    <Layout
      visitor={ctx.visitor}
      title={t.title}
      here="/puas"
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <FormBox ctx={ctx} action="/puas" errors={errors}>
        <Radios view={view} name="satisfied" required options={answers} label={t.question} />
        <Radios view={view} name="reopenReason" options={reasons} label={t.why} />
        <TextArea view={view} name="comment" maxLength={5_000} label={t.comment} />
        <p class="buttons">
          <Submit>{ctx.t.common.send}</Submit>
        </p>
      </FormBox>
    </Layout>
  );
};

// Nothing can be said of an answer that was not delivered, or that was said already.
const ask = async (ctx: PageContext): Promise<PageAnswer> => {
  const { status } = await trackedCase(ctx);
  if (status !== 'delivered') return { redirect: casePath };
  return { page: <Satisfied ctx={ctx} errors={noErrors} /> };
};

const say = async (ctx: PageContext): Promise<PageAnswer> => {
  const said = ctx.form.text('satisfied');
  const { satisfied: t } = ctx.t.reporter;
  const wrong = (name: string, reason: string): PageAnswer => ({
    page: <Satisfied ctx={ctx} errors={{ fields: new Map([[name, reason]]) }} />,
    status: 422,
  });
  if (said !== 'ya' && said !== 'tidak') return wrong('satisfied', t.missing);
  const reopenReason = ctx.form.text('reopenReason');
  if (said === 'tidak' && reopenReason === undefined) return wrong('reopenReason', t.whyMissing);
  const comment = ctx.form.text('comment');
  try {
    const done = await ctx.command('ClarifySatisfaction', {
      complaintId: ctx.reporter.complaintId,
      body: {
        satisfied: said === 'ya',
        ...(said === 'tidak' ? { reopenReason } : {}),
        ...(comment === undefined ? {} : { comment }),
      },
      as: 'reporter',
    });
    return { redirect: afterwards('/puas/survei', done) };
  } catch (error) {
    return { page: <Satisfied ctx={ctx} errors={errorsOf(error, ctx)} />, status: 422 };
  }
};

const Survey = ({ ctx, errors }: Shown): VNode => {
  const { survey: t } = ctx.t.reporter;
  const view = { form: ctx.form, errors, t: ctx.t };
  const grades = t.grades.map((label, index) => ({ value: String(index + 1), label }));
  return (
    <Layout
      visitor={ctx.visitor}
      title={t.title}
      here="/puas/survei"
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <p>{t.lead}</p>
      <FormBox ctx={ctx} action="/puas/survei" errors={errors}>
        {surveyElements.map((name, index) => (
          <Radios
            key={name}
            view={view}
            name={`grades.${index}`}
            required
            options={grades}
            label={t.elements[name]}
          />
        ))}
        <TextArea view={view} name="comment" maxLength={5_000} label={t.comment} />
        <p class="buttons">
          <Submit>{ctx.t.common.send}</Submit>
          <a href={casePath}>{t.skip}</a>
        </p>
      </FormBox>
    </Layout>
  );
};

const grade = async (ctx: PageContext): Promise<PageAnswer> => {
  const grades = surveyElements.map((_, index) => ctx.form.number(`grades.${index}`));
  const missing = grades.flatMap((given, index) =>
    given === undefined ? [[`grades.${index}`, ctx.t.reporter.survey.missing] as const] : [],
  );
  if (missing.length > 0)
    return { page: <Survey ctx={ctx} errors={{ fields: new Map(missing) }} />, status: 422 };
  const comment = ctx.form.text('comment');
  try {
    const body = { grades, ...(comment === undefined ? {} : { comment }) };
    const { complaintId } = ctx.reporter;
    const done = await ctx.command('AnswerSurvey', { complaintId, body, as: 'reporter' });
    return { redirect: afterwards(casePath, done) };
  } catch (error) {
    return { page: <Survey ctx={ctx} errors={errorsOf(error, ctx)} />, status: 422 };
  }
};

/** Satisfied or not, and the nine questions for who wants. */
export const satisfactionRoutes: readonly PageRoute[] = [
  {
    method: 'GET',
    path: '/puas',
    audience: 'reporter',
    handle: ask,
  },
  { method: 'POST', path: '/puas', audience: 'reporter', handle: say },
  {
    method: 'GET',
    path: '/puas/survei',
    audience: 'reporter',
    handle: (ctx) => ({ page: <Survey ctx={ctx} errors={noErrors} /> }),
  },
  { method: 'POST', path: '/puas/survei', audience: 'reporter', handle: grade },
];
