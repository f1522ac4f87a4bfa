import type { VNode } from 'preact';
import { caseTypes } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { procedureOf } from './office.js';

const Lines = ({ label, count = 1 }: { label: string; count?: number }): VNode => (
  <div class="blank-field">
    <strong>{label}</strong>
    {Array.from({ length: count }, (_, index) => (
      <div class="blank-line" key={index} />
    ))}
  </div>
);

const Ticks = ({ label, options }: { label: string; options: readonly string[] }): VNode => (
  <p class="blank-field">
    <strong>{label}:</strong>{' '}
    {options.map((option) => (
      <span class="blank-tick" key={option}>
        ☐ {option}
      </span>
    ))}
  </p>
);

/** `/loket/formulir`: the form that a visitor fills in by hand, on one sheet. */
export const blankPage = (ctx: PageContext): PageAnswer => {
  const { entry, blank } = ctx.t.counter;
  const { name } = procedureOf(ctx).procedure.kecamatan;
  const kinds = caseTypes.map((kind) => ctx.t.common.caseTypes[kind]);
  return {
    page: (
      <Layout visitor={ctx.visitor} title={blank.title} here={ctx.here} csrfToken={ctx.csrfToken}>
        <p class="no-print">{blank.print}</p>
        <p>
          Kecamatan {name}. {ctx.t.common.free}
        </p>
        <Ticks label={entry.kind} options={kinds} />
        <Lines label={blank.date} />
        <Lines label={entry.name} />
        <Lines label={`${entry.phone} / ${entry.email}`} />
        <Lines label={entry.address} count={2} />
        <Lines label={entry.subject} />
        <Lines label={entry.description} count={8} />
        <Lines label={`${entry.village}, ${entry.place}`} />
        <Lines label={entry.parties} />
        <Ticks label={entry.replyBy} options={Object.values(entry.ways)} />
        <Ticks label={entry.handling} options={[entry.anonymous, entry.confidential]} />
        <Lines label={blank.signature} />
        <Lines label={blank.office} />
      </Layout>
    ),
  };
};
