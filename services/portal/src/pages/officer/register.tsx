import type { VNode } from 'preact';
import type { QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import type { PageAnswer } from '../kit/page.js';
import { shown, type Column } from '../kit/parts.js';
import { Book, BookFilters, bookKecamatan, monthNames, thisYear } from './book-parts.js';
import { filtersOf, kecamatanName, listed, parametersOf } from './list-parts.js';
import { listPage } from './list-page.js';

type Row = QueryResult<'register'>['rows'][number];
type Entry = Exclude<Row, { reserved: true }>;

const path = '/register';
const perPart = 200;
/** Names in the address, and what the query calls them. */
const names = { kecamatan: 'kecamatan', tahun: 'year', bulan: 'month', lanjut: 'cursor' };

const isEntry = (row: Row): row is Entry => !('reserved' in row);

const columnsOf = (ctx: PageContext, kecamatan: string): Column<Row>[] => {
  const { lists, common } = ctx.t;
  const { reference, now } = ctx.parts.kit;
  const known = reference.list().some(({ code }) => code === kecamatan);
  const procedure = known ? reference.rules(kecamatan, now().toISOString()).procedure : undefined;
  const format = ctx.format(kecamatan);
  const { language } = ctx.visitor;
  const column = (
    title: string,
    cell: (row: Entry) => VNode | string | undefined,
  ): Column<Row> => ({
    title,
    cell: (row) => (isEntry(row) ? cell(row) : ''),
  });
  return [
    { title: lists.register.n, cell: ({ n }) => n, figures: true },
    {
      title: lists.number,
      cell: (row) =>
        isEntry(row) ? (
          <a href={`/pengaduan/${row.complaintId}`}>{row.registerNumber}</a>
        ) : (
          <span class="muted">{lists.reserved}</span>
        ),
    },
    column(lists.received, ({ receivedAt }) => format.short(receivedAt)),
    column(lists.channel, ({ channel }) => common.channels[channel]),
    column(lists.type, ({ caseType }) => common.caseTypes[caseType]),
    column(lists.register.reporter, ({ anonymous, reporterName }) =>
      anonymous ? lists.register.anonymous : shown(reporterName, ctx.t),
    ),
    column(
      lists.register.village,
      ({ villageCode }) =>
        procedure?.villages.find(({ code }) => code === villageCode)?.name ?? villageCode,
    ),
    column(lists.subject, ({ subject }) => shown(subject, ctx.t)),
    column(
      lists.register.category,
      ({ categoryId }) =>
        procedure?.categories.find(({ id }) => id === categoryId)?.name[language] ?? categoryId,
    ),
    column(lists.status, ({ status, round }) =>
      round > 1
        ? `${common.statuses[status]} (${lists.register.round(round)})`
        : common.statuses[status],
    ),
    column(lists.register.answer, ({ documentNumber }) => documentNumber),
    column(lists.register.closed, ({ closedAt }) =>
      closedAt === undefined ? undefined : format.short(closedAt),
    ),
  ];
};

/** `/register`: the register book of a kecamatan and year, or of a month of it; printed it is an A4 sheet across. */
export const registerPage = async (ctx: PageContext): Promise<PageAnswer> => {
  const { lists } = ctx.t;
  const kecamatan = bookKecamatan(ctx);
  const form = filtersOf(ctx, Object.keys(names));
  const year = form.text('tahun') ?? thisYear(ctx, kecamatan);
  const parameters = { ...parametersOf(form, names), kecamatan, year, limit: perPart };
  const { result, errors } = await listed(ctx, names, () => ctx.ask('register', parameters));
  const view = { form, errors, t: ctx.t };
  const month = monthNames(ctx).find(({ value }) => value === form.text('bulan'))?.label;
  const when = month === undefined ? year : `${month} ${year}`;
  const where = kecamatanName(ctx, kecamatan);
  const title = result ? lists.register.titleOf(where, when) : lists.register.title;
  return listPage(ctx, {
    title,
    errors,
    filters: (
      <>
        <BookFilters ctx={ctx} view={view} action={path} kecamatan={kecamatan} year={year} months />
        <p class="no-print">
          <a href={`${path}/dokumen`}>{lists.register.documents}</a>
        </p>
      </>
    ),
    found: result && (
      <Book
        ctx={ctx}
        title={title}
        columns={columnsOf(ctx, kecamatan)}
        result={result}
        empty={lists.register.empty}
        path={path}
        filters={form}
      />
    ),
    behind: result?.behind,
  });
};
