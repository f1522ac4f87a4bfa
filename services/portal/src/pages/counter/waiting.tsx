import type { VNode } from 'preact';
import { caseTypes, type TicketRow } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { SelectField, TextField } from '../kit/fields.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink, Notice, Submit, Table, type Column } from '../kit/parts.js';
import { officeOf } from './office.js';
import { Act, viewOf, waitingPath, type Props, type Tried } from './waiting-form.js';

const TakeForm = (props: Props): VNode => {
  const { waiting } = props.ctx.t.counter;
  const kinds = props.ctx.t.common.caseTypes;
  return (
    <section class="card">
      <h2>{waiting.take}</h2>
      <Act props={props} name="ambil">
        <SelectField
          view={viewOf(props, 'ambil')}
          name="purpose"
          label={waiting.purpose}
          required
          initial="complaint"
          options={caseTypes.map((value) => ({ value, label: kinds[value] }))}
        />
        <Submit tone="second">{waiting.takeButton}</Submit>
      </Act>
    </section>
  );
};

const CallForm = (props: Props): VNode => {
  const { waiting } = props.ctx.t.counter;
  const left = props.list.tickets.filter(({ state }) => state === 'waiting').length;
  return (
    <section class="card">
      <h2>{waiting.call}</h2>
      <p>{waiting.left(left)}</p>
      <Act props={props} name="panggil">
        <TextField
          view={viewOf(props, 'panggil')}
          name="counter"
          label={waiting.counter}
          required
          maxLength={20}
          width="short"
          initial={props.ctx.query('loket')?.slice(0, 20) ?? '1'}
        />
        <Submit>{waiting.callButton}</Submit>
      </Act>
    </section>
  );
};

const Doing = ({ props, row }: { props: Props; row: TicketRow }): VNode | null => {
  const { waiting } = props.ctx.t.counter;
  const { ticketId, ticket, state } = row;
  if (state === 'served' || state === 'left') return null;
  const whose = <span class="visually-hidden"> {ticket}</span>;
  return (
    <>
      {state === 'called' && (
        <a href={`/loket?tiket=${ticketId}`}>
          {waiting.record}
          {whose}
        </a>
      )}
      <Act props={props} name="selesai" ticketId={ticketId}>
        <p class="buttons">
          {state === 'called' && (
            <Submit tone="second" name="outcome" value="served">
              {waiting.served}
              {whose}
            </Submit>
          )}
          <Submit tone="second" name="outcome" value="left">
            {waiting.gone}
            {whose}
          </Submit>
        </p>
      </Act>
    </>
  );
};

const columnsOf = (props: Props): Column<TicketRow>[] => {
  const { t } = props.ctx;
  const { waiting } = t.counter;
  const format = props.ctx.format(officeOf(props.ctx));
  return [
    { title: waiting.ticket, cell: ({ ticket }) => <strong>{ticket}</strong> },
    { title: waiting.purpose, cell: ({ purpose }) => t.common.caseTypes[purpose] },
    { title: waiting.arrived, cell: ({ arrivedAt }) => format.clock(arrivedAt) },
    {
      title: waiting.state,
      cell: ({ state, counter }) =>
        state === 'called' ? waiting.calledTo(counter ?? '') : waiting.states[state],
    },
    { title: waiting.do, cell: (row) => <Doing props={props} row={row} /> },
  ];
};

// Whoever stands at a counter first, then who waits, then who is done.
const ranks = { called: 0, waiting: 1, served: 2, left: 2 } as const;

const WaitingPage = (props: Props): VNode => {
  const { ctx, list, tried } = props;
  const { waiting } = ctx.t.counter;
  const rows = list.tickets.toSorted((a, b) => ranks[a.state] - ranks[b.state]);
  return (
    <Layout
      visitor={ctx.visitor}
      title={waiting.title}
      here={waitingPath}
      csrfToken={ctx.csrfToken}
      width="wide"
      wrong={tried !== undefined}
    >
      {list.behind && <Notice tone="warn">{ctx.t.common.behind}</Notice>}
      {tried?.refusal.trouble !== undefined && (
        <Notice tone="wrong" title={tried.refusal.trouble} />
      )}
      <div class="row">
        <CallForm {...props} />
        <TakeForm {...props} />
      </div>
      <h2>{waiting.today}</h2>
      <Table
        caption={waiting.today}
        columns={columnsOf(props)}
        rows={rows}
        empty={waiting.empty}
        keyOf={({ ticketId }) => ticketId}
      />
      <p class="buttons">
        <ButtonLink href={waitingPath} tone="second">
          {waiting.reload}
        </ButtonLink>
      </p>
    </Layout>
  );
};

/** `/loket/tunggu`: who waits today, and who is at a counter. */
export const waitingPage = async (ctx: PageContext, tried?: Tried): Promise<PageAnswer> => {
  const list = await ctx.ask('waiting-list', { kecamatan: officeOf(ctx) });
  return {
    page: <WaitingPage ctx={ctx} list={list} tried={tried} />,
    ...(tried ? { status: tried.refusal.status } : {}),
  };
};
