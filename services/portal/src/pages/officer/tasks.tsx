import type { VNode } from 'preact';
import type { QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { ErrorSummary } from '../kit/error-summary.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Notice, shown, Table, type Column } from '../kit/parts.js';
import { filtersOf, listed, Pager, parametersOf } from './list-parts.js';

type Task = QueryResult<'tasks'>['tasks'][number];

const path = '/tugas';
const perPart = 50;
/** Names in the address, and what the query calls them. */
const names = { lanjut: 'cursor' };

const Contact = ({ ctx, task }: { ctx: PageContext; task: Task }): VNode | null => {
  const { contact } = task;
  if (contact === undefined) return null;
  if ('erased' in contact) return <>{ctx.t.common.erased}</>;
  const { name, phone, email, address, socialHandle } = contact;
  const lines = [name, phone, email, address, socialHandle].filter((line) => line !== undefined);
  return <span class="prose">{lines.join('\n')}</span>;
};

const columnsOf = (ctx: PageContext): Column<Task>[] => {
  const { lists } = ctx.t;
  const { tasks } = lists;
  return [
    {
      title: lists.number,
      cell: ({ complaintId, registerNumber }) => (
        <a href={`/pengaduan/${complaintId}`}>{registerNumber ?? lists.withoutNumber}</a>
      ),
    },
    { title: tasks.method, cell: ({ method }) => tasks.methods[method] },
    { title: tasks.contact, cell: (task) => <Contact ctx={ctx} task={task} /> },
    {
      title: tasks.purpose,
      cell: ({ purpose }) => (purpose === undefined ? '' : tasks.purposes[purpose]),
    },
    { title: tasks.text, cell: ({ text }) => <span class="prose">{shown(text, ctx.t)}</span> },
    {
      title: tasks.since,
      cell: ({ kecamatan, createdAt }) => ctx.format(kecamatan).short(createdAt),
    },
    {
      title: tasks.outcome,
      cell: ({ complaintId, taskId, registerNumber }) => (
        <a href={`${path}/${complaintId}/${taskId}`}>
          {tasks.record}
          <span class="visually-hidden"> {registerNumber}</span>
        </a>
      ),
    },
  ];
};

/** `/tugas`: reporters who have to be told by hand, the oldest first. */
export const taskList = async (ctx: PageContext): Promise<PageAnswer> => {
  const { tasks: t } = ctx.t.lists;
  const form = filtersOf(ctx, Object.keys(names));
  const parameters = { ...parametersOf(form, names), limit: perPart };
  const { result, errors } = await listed(ctx, names, () => ctx.ask('tasks', parameters));
  const page = (
    <Layout
      visitor={ctx.visitor}
      title={t.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      width="wide"
      wrong={result === undefined}
    >
      <ErrorSummary errors={errors} t={ctx.t} />
      {ctx.query('selesai') !== undefined && <Notice tone="done">{t.done}</Notice>}
      {result?.behind && <Notice tone="warn">{ctx.t.common.behind}</Notice>}
      <p>{t.lead}</p>
      {result && (
        <Table
          caption={t.title}
          columns={columnsOf(ctx)}
          rows={result.tasks}
          empty={t.empty}
          keyOf={({ taskId }) => taskId}
        />
      )}
      {result && <Pager ctx={ctx} path={path} filters={form} nextCursor={result.nextCursor} />}
    </Layout>
  );
  return { page, ...(result ? {} : { status: 422 }) };
};
