import type { VNode } from 'preact';
import type { PageContext } from '../kit/context.js';
import { SelectField, TextField, type FormView } from '../kit/fields.js';
import type { Form } from '../kit/form.js';
import { Table, type Column } from '../kit/parts.js';
import { Filters, KecamatanFilter, Pager } from './list-parts.js';

/** Which kecamatan a book is of: the one that was chosen, the officer's own, or the first of the district. */
export const bookKecamatan = (ctx: PageContext): string => {
  const own = ctx.officer.kecamatan;
  return (
    ctx.query('kecamatan') ?? (own === '*' ? (ctx.parts.kit.reference.list()[0]?.code ?? '') : own)
  );
};

/** The present year in the zone of a kecamatan. */
export const thisYear = (ctx: PageContext, kecamatan: string): string =>
  ctx.format(kecamatan).localInput(ctx.parts.kit.now().toISOString()).slice(0, 4);

/** Names of the months in the language of the page. */
export const monthNames = (ctx: PageContext): { value: string; label: string }[] => {
  const locale = ctx.visitor.language === 'id' ? 'id-ID' : 'en-GB';
  const words = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => ({
    value: String(month + 1),
    label: words.format(Date.UTC(2026, month, 15)),
  }));
};

/** Filters of a book: kecamatan, year and, for the register, month. */
export const BookFilters = ({
  ctx,
  view,
  action,
  kecamatan,
  year,
  months,
}: {
  ctx: PageContext;
  view: FormView;
  action: string;
  kecamatan: string;
  year: string;
  months?: boolean;
}): VNode => (
  <Filters action={action} button={ctx.t.common.show}>
    <KecamatanFilter ctx={ctx} view={view} initial={kecamatan} />
    <TextField
      view={view}
      name="tahun"
      label={ctx.t.lists.year}
      inputmode="numeric"
      maxLength={4}
      initial={year}
      width="short"
      required
    />
    {months && (
      <SelectField
        view={view}
        name="bulan"
        label={ctx.t.lists.month}
        options={monthNames(ctx)}
        width="medium"
      />
    )}
  </Filters>
);

/** A part of a book, to be printed on a sheet across. */
export const Book = <Row extends { n: number }>({
  ctx,
  title,
  columns,
  result,
  empty,
  path,
  filters,
}: {
  ctx: PageContext;
  title: string;
  columns: readonly Column<Row>[];
  result: { rows: readonly Row[]; nextCursor?: string | undefined };
  empty: string;
  path: string;
  filters: Form;
}): VNode => (
  <>
    <div class="book">
      <Table
        caption={title}
        columns={columns}
        rows={result.rows}
        empty={empty}
        keyOf={({ n }) => String(n)}
      />
    </div>
    <Pager ctx={ctx} path={path} filters={filters} nextCursor={result.nextCursor} />
    <p class="hint no-print">{ctx.t.lists.register.printHint}</p>
  </>
);
