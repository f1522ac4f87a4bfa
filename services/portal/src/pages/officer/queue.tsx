import type { VNode } from 'preact';
import { roles, type CaseRow, type QueryResult, type Step } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { SelectField, type FormView } from '../kit/fields.js';
import type { PageAnswer } from '../kit/page.js';
import { shown, Table, type Column } from '../kit/parts.js';
import { deadlineOf } from './deadline.js';
import { listPage } from './list-page.js';
import {
  Filters,
  filtersOf,
  isOfDistrict,
  KecamatanFilter,
  kecamatanName,
  listed,
  Pager,
  parametersOf,
} from './list-parts.js';

const path = '/antrean';
const perPart = 50;
const steps = [1, 2, 3, 4, 5, 6, 7] as const;
/** Names in the address, and what the query calls them. */
const everyones = { lanjut: 'cursor' };
const overseers = { peran: 'role', langkah: 'step', kecamatan: 'kecamatan', ...everyones };

const oversees = (ctx: PageContext): boolean =>
  ctx.officer.role === 'supervisor' || ctx.officer.role === 'admin';

const QueueFilters = ({ ctx, view }: { ctx: PageContext; view: FormView }): VNode => {
  const { officer, common } = ctx.t;
  return (
    <Filters action={path} button={officer.queue.show}>
      <SelectField
        view={view}
        name="peran"
        label={officer.queue.role}
        options={roles.flatMap((role) =>
          role === 'reporter' || role === 'system'
            ? []
            : [{ value: role, label: common.roles[role] }],
        )}
      />
      <SelectField
        view={view}
        name="langkah"
        label={officer.queue.step}
        options={steps.map((step) => ({ value: String(step), label: common.steps[step] }))}
      />
      <KecamatanFilter ctx={ctx} view={view} />
    </Filters>
  );
};

const DeadlineCell = ({ ctx, row }: { ctx: PageContext; row: CaseRow }): VNode => {
  const { procedure, calendar } = ctx.parts.kit.reference.rules(row.kecamatan, row.receivedAt);
  const deadline = deadlineOf(row, procedure.workingDayLimits, calendar);
  if (!deadline) return <span class="muted">{ctx.t.officer.queue.noDeadline}</span>;
  const format = ctx.format(row.kecamatan);
  const { text, over } = format.untilNow(deadline.at);
  return (
    <>
      {format.day(deadline.date)} <br />
      {over ? <strong>{text}</strong> : text}
    </>
  );
};

const columnsOf = (ctx: PageContext): Column<CaseRow>[] => {
  const { lists, common } = ctx.t;
  const { queue } = ctx.t.officer;
  return [
    {
      title: lists.number,
      cell: ({ complaintId, registerNumber }) => (
        <a href={`/pengaduan/${complaintId}`}>{registerNumber ?? lists.withoutNumber}</a>
      ),
    },
    { title: queue.deadline, cell: (row) => <DeadlineCell ctx={ctx} row={row} /> },
    { title: lists.subject, cell: ({ subject }) => shown(subject, ctx.t) },
    ...(isOfDistrict(ctx)
      ? [
          {
            title: lists.kecamatan,
            cell: ({ kecamatan }: CaseRow) => kecamatanName(ctx, kecamatan),
          },
        ]
      : []),
    { title: lists.type, cell: ({ caseType }) => common.caseTypes[caseType] },
    { title: lists.channel, cell: ({ channel }) => common.channels[channel] },
    { title: queue.step, cell: ({ step }) => `${step}. ${common.steps[step as Step]}` },
    {
      title: queue.since,
      cell: ({ kecamatan, arrivedAt }) => ctx.format(kecamatan).ago(arrivedAt),
    },
    { title: queue.takenBy, cell: ({ takenBy }) => takenBy ?? queue.nobody },
  ];
};

const Waiting = ({
  ctx,
  view,
  result: { cases, total, nextCursor },
}: {
  ctx: PageContext;
  view: FormView;
  result: QueryResult<'queue'>;
}): VNode => (
  <>
    {total > 0 && <p role="status">{ctx.t.officer.queue.total(total)}</p>}
    <Table
      caption={ctx.t.officer.queue.title}
      columns={columnsOf(ctx)}
      rows={cases}
      empty={ctx.t.officer.queue.empty}
      keyOf={({ complaintId }) => complaintId}
    />
    <Pager ctx={ctx} path={path} filters={view.form} nextCursor={nextCursor} />
  </>
);

/** `/antrean`: what waits for the officer's role, most urgent and oldest first; who oversees chooses whose queue. */
export const queuePage = async (ctx: PageContext): Promise<PageAnswer> => {
  const names: Readonly<Record<string, string>> = oversees(ctx) ? overseers : everyones;
  const form = filtersOf(ctx, Object.keys(names));
  const parameters = { ...parametersOf(form, names), limit: perPart };
  const { result, errors } = await listed(ctx, names, () => ctx.ask('queue', parameters));
  const view = { form, errors, t: ctx.t };
  return listPage(ctx, {
    title: ctx.t.officer.queue.title,
    errors,
    filters: oversees(ctx) && <QueueFilters ctx={ctx} view={view} />,
    found: result && <Waiting ctx={ctx} view={view} result={result} />,
    behind: result?.behind,
  });
};
