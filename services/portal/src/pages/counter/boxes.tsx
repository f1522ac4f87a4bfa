import type { VNode } from 'preact';
import { commandContracts, type CommandDone, type QueryResult } from '#libs/contracts';
import { problemsOf } from '../actions/frame/problems.js';
import { RowFields } from '../actions/frame/row-fields.js';
import { compacted, rowsIn, type RowGroup } from '../actions/frame/rows.js';
import { afterwards, type PageContext } from '../kit/context.js';
import { noErrors, TextField } from '../kit/fields.js';
import { FormBox } from '../kit/form-page.js';
import type { Form } from '../kit/form.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { Notice, Submit, Table, type Column } from '../kit/parts.js';
import { officeOf, refusalOf, type Refusal } from './office.js';

const path = '/loket/kotak';
const witnesses: RowGroup = {
  name: 'witnesses',
  fields: ['name', 'position', 'institution'],
  least: 3,
  most: 3,
};

type OpeningRow = QueryResult<'suggestion-boxes'>['openings'][number];

interface Props {
  ctx: PageContext;
  list: QueryResult<'suggestion-boxes'>;
  form: Form;
  refusal?: Refusal;
}

const OpenForm = ({ ctx, form, refusal }: Props): VNode => {
  const { box, entry } = ctx.t.counter;
  const errors = refusal?.errors ?? noErrors;
  const view = { form, errors, t: ctx.t };
  return (
    <section class="card">
      <h2>{box.record}</h2>
      <FormBox ctx={ctx} action={path} errors={errors} draft="kotak">
        <div class="row">
          <TextField
            view={view}
            name="openedAt"
            type="datetime-local"
            label={box.openedAt}
            required
          />
          <TextField view={view} name="location" label={box.location} maxLength={120} required />
          <TextField
            view={view}
            name="slips"
            label={box.slips}
            hint={box.slipsHint}
            inputmode="numeric"
            required
          />
        </div>
        <RowFields
          view={view}
          group={witnesses}
          legend={box.witnesses}
          hint={box.witnessesHint}
          rowLegend={box.witness}
          add=""
          row={(name) => (
            <div class="row">
              <TextField view={view} name={name('name')} label={entry.name} />
              <TextField view={view} name={name('position')} label={entry.position} />
              <TextField view={view} name={name('institution')} label={entry.institution} />
            </div>
          )}
        />
        <p class="buttons">
          <Submit>{box.submit}</Submit>
        </p>
      </FormBox>
    </section>
  );
};

const columnsOf = (ctx: PageContext): Column<OpeningRow>[] => {
  const { box } = ctx.t.counter;
  const format = ctx.format(officeOf(ctx));
  return [
    { title: box.openedAt, cell: ({ openedAt }) => format.short(openedAt) },
    { title: box.location, cell: ({ location }) => location },
    { title: box.slips, cell: ({ slips }) => slips, figures: true },
    { title: box.registered, cell: ({ registered }) => registered, figures: true },
    { title: box.witnesses, cell: (row) => row.witnesses, figures: true },
    {
      title: box.next,
      cell: ({ openingId, slips, registered }) =>
        registered < slips ? (
          <a href={`/loket?kotak=${openingId}`}>{box.recordSlip(registered + 1, slips)}</a>
        ) : (
          box.all
        ),
    },
  ];
};

const BoxesPage = (props: Props): VNode => {
  const { ctx, list, refusal } = props;
  const { box } = ctx.t.counter;
  return (
    <Layout
      visitor={ctx.visitor}
      title={box.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      width="wide"
      wrong={refusal !== undefined}
    >
      {refusal?.trouble !== undefined && <Notice tone="wrong" title={refusal.trouble} />}
      {ctx.query('setelah') !== undefined && (
        <div data-draft-done="kotak">
          <Notice tone="done" title={box.done} />
        </div>
      )}
      <h2>{box.openings}</h2>
      <Table
        caption={box.openings}
        columns={columnsOf(ctx)}
        rows={list.openings}
        empty={box.empty}
        keyOf={({ openingId }) => openingId}
      />
      <OpenForm {...props} />
    </Layout>
  );
};

const boxesPage = async (
  ctx: PageContext,
  form: Form = ctx.form,
  refusal?: Refusal,
): Promise<PageAnswer> => {
  const list = await ctx.ask('suggestion-boxes', { kecamatan: officeOf(ctx) });
  const props = { ctx, list, form, ...(refusal ? { refusal } : {}) };
  return { page: <BoxesPage {...props} />, ...(refusal ? { status: refusal.status } : {}) };
};

const bodyOf = (form: Form, ctx: PageContext): object => {
  const openedAt = form.text('openedAt');
  return {
    openedAt: openedAt && ctx.format(officeOf(ctx)).fromLocalInput(openedAt),
    location: form.text('location'),
    slips: form.number('slips'),
    witnesses: rowsIn(form, witnesses),
  };
};

const openBox = async (ctx: PageContext): Promise<PageAnswer> => {
  const form = compacted(ctx.form, [witnesses]);
  const body = bodyOf(form, ctx);
  const words = { t: ctx.t, language: ctx.visitor.language };
  const errors = problemsOf(commandContracts.OpenSuggestionBox.schema, body, words);
  if (errors) return boxesPage(ctx, form, { errors, status: 422 });
  let done: CommandDone;
  try {
    done = await ctx.command('OpenSuggestionBox', {
      kecamatan: officeOf(ctx),
      body,
      as: 'officer',
    });
  } catch (error) {
    return boxesPage(ctx, form, refusalOf(error, ctx));
  }
  return { redirect: afterwards(path, done) };
};

const audience = ['petugas'] as const;

/** `/loket/kotak`: openings of the kotak saran, and the record of a new one. */
export const boxRoutes: readonly PageRoute[] = [
  { method: 'GET', path, audience, handle: (ctx) => boxesPage(ctx) },
  { method: 'POST', path, audience, handle: openBox },
];
