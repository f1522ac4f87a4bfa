import type { VNode } from 'preact';
import { DomainError, type ComplaintPage, type QueryResult } from '#libs/contracts';
import { actionPath, actionsFor } from '../actions/actions.js';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink, Facts, Notice, shown, StatusTag } from '../kit/parts.js';
import { signingPath } from '../signing/sheet.js';
import { CaseLists } from './case-lists.js';
import { CaseTimeline } from './case-timeline.js';
import { deadlineOf } from './deadline.js';
import { Hints } from './hints.js';
import { kecamatanName } from './list-parts.js';

interface Shown {
  ctx: PageContext;
  page: ComplaintPage;
  entries: QueryResult<'timeline'>['entries'];
  hints: QueryResult<'hints'> | undefined;
}

const NextSteps = ({ ctx, page }: Pick<Shown, 'ctx' | 'page'>): VNode => {
  const now = ctx.parts.kit.now().toISOString();
  const { procedure } = ctx.parts.kit.reference.rules(page.kecamatan, now);
  const offers = actionsFor(page, ctx.officer, procedure, now);
  const t = ctx.t.officer.page;
  const { titles } = ctx.t.actions;
  const signs =
    page.step === 6 && ['camat', 'kasi', 'inspektorat', 'petugas'].includes(ctx.officer.role);
  if (offers.length === 0 && !signs) return <Notice>{t.nothingToDo}</Notice>;
  return (
    <section class="card no-print">
      <h2>{t.next}</h2>
      {signs && (
        <p class="buttons">
          <ButtonLink href={signingPath(page.complaintId)}>{ctx.t.common.toSign}</ButtonLink>
        </p>
      )}
      <div class="buttons">
        {offers
          .filter(({ main }) => main)
          .map(({ name }) => (
            <ButtonLink key={name} href={actionPath(page.complaintId, name)}>
              {titles[name]}
            </ButtonLink>
          ))}
      </div>
      <ul class="link-list">
        {offers
          .filter(({ main }) => !main)
          .map(({ name }) => (
            <li key={name}>
              <a href={actionPath(page.complaintId, name)}>{titles[name]}</a>
            </li>
          ))}
      </ul>
    </section>
  );
};

const marksOf = ({ ctx, page }: Pick<Shown, 'ctx' | 'page'>): string => {
  const t = ctx.t.officer.page;
  return [
    page.sealed !== undefined && t.sealed,
    page.anonymous && t.anonymous,
    page.confidential && t.confidential,
  ]
    .filter(Boolean)
    .join(', ');
};

const Head = ({ ctx, page }: Pick<Shown, 'ctx' | 'page'>): VNode => {
  const { common, officer } = ctx.t;
  const t = officer.page;
  const format = ctx.format(page.kecamatan);
  const now = ctx.parts.kit.now().toISOString();
  const { procedure, calendar } = ctx.parts.kit.reference.rules(page.kecamatan, now);
  const deadline = deadlineOf(page, procedure.workingDayLimits, calendar);
  const village = procedure.villages.find(({ code }) => code === page.villageCode);
  const category = procedure.categories.find(({ id }) => id === page.categoryId);
  const { language } = ctx.visitor;
  return (
    <Facts
      rows={[
        [t.status, <StatusTag status={page.status} t={ctx.t} />],
        [
          t.step,
          page.step > 0 &&
            `${common.step(page.step)}${page.round > 1 ? ` · ${t.round(page.round)}` : ''}`,
        ],
        [
          t.deadline,
          deadline && `${format.day(deadline.date)} (${format.untilNow(deadline.at).text})`,
        ],
        [t.marks, marksOf({ ctx, page })],
        [t.type, `${common.caseTypes[page.caseType]} · ${common.channels[page.channel]}`],
        [t.kecamatan, kecamatanName(ctx, page.kecamatan)],
        [t.received, format.moment(page.receivedAt)],
        [t.recorded, format.moment(page.recordedAt)],
        [t.village, village?.name],
        [t.place, shown(page.place, ctx.t)],
        [t.category, category?.name[language]],
        [t.priority, page.priority && common.priorities[page.priority]],
        [
          t.trackingCode,
          page.trackingCode !== undefined && <code>{shown(page.trackingCode, ctx.t)}</code>,
        ],
        [t.outcome, page.outcome && common.outcomes[page.outcome]],
      ]}
    />
  );
};

const Reporter = ({ ctx, page }: Pick<Shown, 'ctx' | 'page'>): VNode => {
  const t = ctx.t.officer.page;
  const { reporter } = page;
  if (reporter === undefined) return <p>{t.reporterHidden}</p>;
  if ('erased' in reporter) return <p>{ctx.t.common.erased}</p>;
  return (
    <Facts
      rows={[
        [t.name, reporter.name],
        [t.nik, reporter.nik],
        [t.phone, reporter.phone],
        [t.email, reporter.email],
        [t.address, reporter.address],
        [t.social, reporter.socialHandle],
      ]}
    />
  );
};

const CasePage = ({ ctx, page, entries, hints }: Shown): VNode => {
  const t = ctx.t.officer.page;
  return (
    <Layout
      visitor={ctx.visitor}
      title={page.registerNumber ?? t.unnumbered}
      heading={`${page.registerNumber ?? t.unnumbered} · ${shown(page.subject, ctx.t)}`}
      here={`/pengaduan/${page.complaintId}`}
      csrfToken={ctx.csrfToken}
      width="wide"
    >
      {page.behind && <Notice tone="warn">{ctx.t.common.behind}</Notice>}
      {page.inTransit && <Notice>{t.inTransit}</Notice>}
      <NextSteps ctx={ctx} page={page} />
      <div class="columns">
        <div>
          {hints && <Hints ctx={ctx} hints={hints} />}
          <section class="card">
            <h2>{t.description}</h2>
            <p class="prose">{shown(page.description, ctx.t)}</p>
          </section>
          <CaseLists ctx={ctx} page={page} />
        </div>
        <div>
          <section class="card">
            <h2>{t.facts}</h2>
            <Head ctx={ctx} page={page} />
          </section>
          <section class="card">
            <h2>{ctx.t.common.roles.reporter}</h2>
            <Reporter ctx={ctx} page={page} />
          </section>
          <CaseTimeline ctx={ctx} page={page} entries={entries} />
        </div>
      </div>
    </Layout>
  );
};

/** `/pengaduan/:id`: what to do next, everything that is known, and what happened. */
export const casePage = async (ctx: PageContext): Promise<PageAnswer> => {
  const complaintId = ctx.param('id');
  const page = await ctx.ask('complaint', { complaintId });
  if (!('etag' in page)) throw new DomainError('not-found');
  const { entries } = await ctx.ask('timeline', { complaintId });
  const reviews = page.step === 2 && ['tim', 'inspektorat'].includes(ctx.officer.role);
  const hints = reviews ? await ctx.ask('hints', { complaintId }) : undefined;
  return { page: <CasePage ctx={ctx} page={page} entries={entries} hints={hints} /> };
};
