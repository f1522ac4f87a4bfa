import type { VNode } from 'preact';
import type { CaseRow } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Notice, shown, Table, type Column } from '../kit/parts.js';

const most = 200;

const columnsOf = (ctx: PageContext): Column<CaseRow>[] => {
  const { list } = ctx.t.signing;
  const names = new Map(
    ctx.parts.kit.reference.list().map(({ code, name }) => [code, name] as const),
  );
  return [
    {
      title: list.number,
      cell: ({ complaintId, registerNumber }) => (
        <a href={`/pengaduan/${complaintId}/tanda-tangan`}>{registerNumber ?? list.open}</a>
      ),
    },
    { title: list.subject, cell: ({ subject }) => shown(subject, ctx.t) },
    { title: list.kecamatan, cell: ({ kecamatan }) => names.get(kecamatan) ?? kecamatan },
    {
      title: list.since,
      cell: ({ kecamatan, arrivedAt }) => {
        const format = ctx.format(kecamatan);
        return `${format.short(arrivedAt)} (${format.ago(arrivedAt)})`;
      },
    },
  ];
};

const List = ({
  ctx,
  rows,
  behind,
}: {
  ctx: PageContext;
  rows: readonly CaseRow[];
  behind: boolean;
}): VNode => {
  const { list } = ctx.t.signing;
  return (
    <Layout
      visitor={ctx.visitor}
      title={list.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      width="wide"
    >
      {behind && <Notice tone="warn">{ctx.t.common.behind}</Notice>}
      <p>{list.lead}</p>
      <Table
        caption={list.title}
        columns={columnsOf(ctx)}
        rows={rows}
        empty={list.empty}
        keyOf={({ complaintId }) => complaintId}
      />
    </Layout>
  );
};

/** `/tanda-tangan`: what waits at step 6, longest waiting first; an acting officer sees what waits for the Camat. */
export const signingList = async (ctx: PageContext): Promise<PageAnswer> => {
  const role = ctx.officer.role === 'inspektorat' ? 'inspektorat' : 'camat';
  const { cases, behind } = await ctx.ask('queue', { role, step: 6, limit: most });
  return { page: <List ctx={ctx} rows={cases} behind={behind ?? false} /> };
};
