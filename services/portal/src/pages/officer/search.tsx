import type { VNode } from 'preact';
import { caseStatuses, caseTypes, channels, type CaseRow, type QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { SelectField, TextField, type FormView } from '../kit/fields.js';
import type { PageAnswer } from '../kit/page.js';
import { shown, StatusTag, Table, type Column } from '../kit/parts.js';
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

const path = '/cari';
const perPart = 50;
/** Names in the address, and what the query calls them. */
const names = {
  kata: 'q',
  status: 'status',
  jenis: 'caseType',
  saluran: 'channel',
  kecamatan: 'kecamatan',
  lanjut: 'cursor',
};

const SearchFilters = ({ ctx, view }: { ctx: PageContext; view: FormView }): VNode => {
  const { lists, common } = ctx.t;
  const choices = <Value extends string>(
    values: readonly Value[],
    words: Readonly<Record<Value, string>>,
  ) => values.map((value) => ({ value, label: words[value] }));
  return (
    <Filters action={path} button={common.search}>
      <TextField
        view={view}
        name="kata"
        type="search"
        label={lists.search.words}
        hint={lists.search.wordsHint}
        maxLength={200}
      />
      <SelectField
        view={view}
        name="status"
        label={lists.status}
        options={choices(caseStatuses, common.statuses)}
      />
      <SelectField
        view={view}
        name="jenis"
        label={lists.type}
        options={choices(caseTypes, common.caseTypes)}
      />
      <SelectField
        view={view}
        name="saluran"
        label={lists.channel}
        options={choices(channels, common.channels)}
      />
      <KecamatanFilter ctx={ctx} view={view} />
    </Filters>
  );
};

const columnsOf = (ctx: PageContext): Column<CaseRow>[] => {
  const { lists, common } = ctx.t;
  return [
    {
      title: lists.number,
      cell: ({ complaintId, registerNumber }) => (
        <a href={`/pengaduan/${complaintId}`}>{registerNumber ?? lists.withoutNumber}</a>
      ),
    },
    { title: lists.subject, cell: ({ subject }) => shown(subject, ctx.t) },
    { title: lists.type, cell: ({ caseType }) => common.caseTypes[caseType] },
    { title: lists.channel, cell: ({ channel }) => common.channels[channel] },
    { title: lists.status, cell: ({ status }) => <StatusTag status={status} t={ctx.t} /> },
    {
      title: lists.received,
      cell: ({ kecamatan, receivedAt }) => ctx.format(kecamatan).short(receivedAt),
    },
    ...(isOfDistrict(ctx)
      ? [
          {
            title: lists.kecamatan,
            cell: ({ kecamatan }: CaseRow) => kecamatanName(ctx, kecamatan),
          },
        ]
      : []),
  ];
};

const Found = ({
  ctx,
  view,
  result: { cases, nextCursor },
}: {
  ctx: PageContext;
  view: FormView;
  result: QueryResult<'search'>;
}): VNode => {
  const { lists } = ctx.t;
  return (
    <>
      {cases.length > 0 && <p role="status">{lists.search.found(cases.length)}</p>}
      <Table
        caption={lists.search.title}
        columns={columnsOf(ctx)}
        rows={cases}
        empty={lists.search.empty}
        keyOf={({ complaintId }) => complaintId}
      />
      <Pager ctx={ctx} path={path} filters={view.form} nextCursor={nextCursor} />
    </>
  );
};

/** `/cari`: cases by words, number or code, and by state, kind and channel; without any, the newest ones. */
export const searchPage = async (ctx: PageContext): Promise<PageAnswer> => {
  const form = filtersOf(ctx, Object.keys(names));
  const parameters = { ...parametersOf(form, names), limit: perPart };
  const { result, errors } = await listed(ctx, names, () => ctx.ask('search', parameters));
  const view = { form, errors, t: ctx.t };
  return listPage(ctx, {
    title: ctx.t.lists.search.title,
    errors,
    filters: <SearchFilters ctx={ctx} view={view} />,
    found: result && <Found ctx={ctx} view={view} result={result} />,
    behind: result?.behind,
  });
};
