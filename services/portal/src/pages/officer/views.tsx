import type { QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Table, type Column } from '../kit/parts.js';

type View = QueryResult<'status'>['views'][number];

const columnsOf = (ctx: PageContext): Column<View>[] => {
  const { views } = ctx.t.lists;
  const figures = new Intl.NumberFormat(ctx.visitor.language === 'id' ? 'id-ID' : 'en-GB');
  return [
    { title: views.name, cell: ({ name, version }) => `${name} (v${version})` },
    { title: views.state, cell: ({ state }) => views.states[state] },
    { title: views.upToDate, cell: ({ caughtUp }) => (caughtUp ? views.yes : views.no) },
    { title: views.events, cell: ({ events }) => figures.format(events), figures: true },
    {
      title: views.lag,
      cell: ({ lagMs }) =>
        lagMs === undefined ? '' : views.seconds(Math.max(0, Math.round(lagMs / 1_000))),
      figures: true,
    },
    { title: views.because, cell: ({ stoppedBecause }) => stoppedBecause },
  ];
};

/** `/tampilan`: how far each view has got, for whoever watches over the system. */
export const viewsPage = async (ctx: PageContext): Promise<PageAnswer> => {
  const { views: t } = ctx.t.lists;
  const { views } = await ctx.ask('status', {});
  return {
    page: (
      <Layout
        visitor={ctx.visitor}
        title={t.title}
        here={ctx.here}
        csrfToken={ctx.csrfToken}
        width="wide"
      >
        <p>{t.lead}</p>
        <Table
          caption={t.title}
          columns={columnsOf(ctx)}
          rows={views}
          empty={t.empty}
          keyOf={({ name }) => name}
        />
      </Layout>
    ),
  };
};
