import type { VNode } from 'preact';
import type { Procedure } from '#libs/procedure';
import type { PageContext } from '../kit/context.js';
import { noErrors, SelectField } from '../kit/fields.js';
import { emptyForm } from '../kit/form.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink, Submit } from '../kit/parts.js';

type Office = { code: string; name: string };

const officeOf = (ctx: PageContext): Office | undefined => {
  const offices = ctx.parts.kit.reference.list();
  const asked = ctx.query('kecamatan');
  return offices.find(({ code }) => code === asked) ?? offices[0];
};

const Procedures = ({ ctx, procedure }: { ctx: PageContext; procedure: Procedure }): VNode => {
  const { common, reporter } = ctx.t;
  const { language } = ctx.visitor;
  return (
    <>
      <h2>{reporter.start.steps(procedure.kecamatan.name)}</h2>
      <ol>
        {procedure.steps.map(({ step, name, minutes }) => (
          <li key={step}>
            {name[language]} <span class="muted">({common.minutes(minutes)})</span>
          </li>
        ))}
      </ol>
      <p>{reporter.start.total(common.minutes(procedure.totalMinutes))}</p>
      <h2>{reporter.start.channels}</h2>
      <ul>
        {procedure.channels.map(({ id, name }) => (
          <li key={id}>{name[language]}</li>
        ))}
      </ul>
    </>
  );
};

const Choose = ({ ctx, office }: { ctx: PageContext; office: Office }): VNode | null => {
  const offices = ctx.parts.kit.reference.list();
  if (offices.length < 2) return null;
  const view = { form: emptyForm, errors: noErrors, t: ctx.t };
  return (
    <form method="get" action="/" class="no-print">
      <SelectField
        view={view}
        name="kecamatan"
        required
        initial={office.code}
        options={offices.map(({ code, name }) => ({ value: code, label: name }))}
        label={ctx.t.reporter.start.office}
      />
      <Submit tone="second">{ctx.t.common.show}</Submit>
    </form>
  );
};

const Start = ({ ctx }: { ctx: PageContext }): VNode => {
  const { common, reporter } = ctx.t;
  const { kit } = ctx.parts;
  const office = officeOf(ctx);
  const procedure = office && kit.reference.rules(office.code, kit.now().toISOString()).procedure;
  return (
    <Layout
      visitor={ctx.visitor}
      title={reporter.start.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
    >
      <p>{reporter.start.lead}</p>
      {procedure?.freeOfCharge && <p>{common.free}</p>}
      <p class="buttons">
        <ButtonLink href="/lapor">{common.report}</ButtonLink>
        <ButtonLink href="/lacak" tone="second">
          {common.track}
        </ButtonLink>
      </p>
      {procedure && <Procedures ctx={ctx} procedure={procedure} />}
      {office && <Choose ctx={ctx} office={office} />}
    </Layout>
  );
};

/** `/`: what this is, the two things that a citizen does here, and the procedure of `?kecamatan=` or the first one. */
export const startPage = (ctx: PageContext): PageAnswer => ({ page: <Start ctx={ctx} /> });
