import type { VNode } from 'preact';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink } from '../kit/parts.js';

const Start = ({ ctx }: { ctx: PageContext }): VNode => {
  const { common, reporter } = ctx.t;
  return (
    <Layout
      visitor={ctx.visitor}
      title={reporter.start.title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
    >
      <p>{reporter.start.lead}</p>
      <p class="buttons">
        <ButtonLink href="/lapor">{common.report}</ButtonLink>
        <ButtonLink href="/lacak" tone="second">
          {common.track}
        </ButtonLink>
      </p>
    </Layout>
  );
};

/** `/`: what this is, and the two things that a citizen does here. */
export const startPage = (ctx: PageContext): PageAnswer => ({ page: <Start ctx={ctx} /> });
