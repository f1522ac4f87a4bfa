import type { VNode } from 'preact';
import type { QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import type { PageAnswer } from '../kit/page.js';
import { shown, type Column } from '../kit/parts.js';
import { Book, BookFilters, bookKecamatan, thisYear } from './book-parts.js';
import { filtersOf, kecamatanName, listed, parametersOf } from './list-parts.js';
import { listPage } from './list-page.js';

type Row = QueryResult<'documents'>['rows'][number];
type Entry = Exclude<Row, { reserved: true }>;

const path = '/register/dokumen';
const perPart = 200;
/** Names in the address, and what the query calls them. */
const names = { kecamatan: 'kecamatan', tahun: 'year', lanjut: 'cursor' };

const isEntry = (row: Row): row is Entry => !('reserved' in row);

const columnsOf = (ctx: PageContext, kecamatan: string): Column<Row>[] => {
  const { lists, signing } = ctx.t;
  const format = ctx.format(kecamatan);
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
      title: lists.documents.number,
      cell: (row) => (isEntry(row) ? row.number : <span class="muted">{lists.reserved}</span>),
    },
    column(lists.documents.numbered, ({ numberedAt }) => format.short(numberedAt)),
    column(lists.documents.kind, ({ kind }) => signing.document.kinds[kind]),
    column(lists.documents.complaint, ({ complaintId, registerNumber }) => (
      <a href={`/pengaduan/${complaintId}`}>{registerNumber ?? lists.withoutNumber}</a>
    )),
    column(lists.subject, ({ subject }) => shown(subject, ctx.t)),
    column(lists.documents.signer, ({ signerKind }) => lists.documents.signers[signerKind]),
    column(lists.documents.signed, ({ signedAt }) =>
      signedAt === undefined ? undefined : format.short(signedAt),
    ),
    column(lists.status, ({ state, voidReason }) =>
      state === 'void' && voidReason !== undefined
        ? lists.documents.voidReason(shown(voidReason, ctx.t))
        : signing.document.states[state],
    ),
  ];
};

/** `/register/dokumen`: the numbers of Berita Acara and Jawaban of a kecamatan and year; a voided one stays, with its reason. */
export const documentsPage = async (ctx: PageContext): Promise<PageAnswer> => {
  const { lists } = ctx.t;
  const kecamatan = bookKecamatan(ctx);
  const form = filtersOf(ctx, Object.keys(names));
  const year = form.text('tahun') ?? thisYear(ctx, kecamatan);
  const parameters = { ...parametersOf(form, names), kecamatan, year, limit: perPart };
  const { result, errors } = await listed(ctx, names, () => ctx.ask('documents', parameters));
  const title = result
    ? lists.documents.titleOf(kecamatanName(ctx, kecamatan), year)
    : lists.register.documents;
  const view = { form, errors, t: ctx.t };
  return listPage(ctx, {
    title,
    errors,
    filters: (
      <>
        <BookFilters ctx={ctx} view={view} action={path} kecamatan={kecamatan} year={year} />
        <p class="no-print">
          <a href="/register">{lists.documents.register}</a>
        </p>
      </>
    ),
    found: result && (
      <Book
        ctx={ctx}
        title={title}
        columns={columnsOf(ctx, kecamatan)}
        result={result}
        empty={lists.documents.empty}
        path={path}
        filters={form}
      />
    ),
    behind: result?.behind,
  });
};
