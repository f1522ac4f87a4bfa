import type { VNode } from 'preact';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';

const Privacy = ({ ctx }: { ctx: PageContext }): VNode => {
  const { privacy } = ctx.t.reporter;
  return (
    <Layout visitor={ctx.visitor} title={privacy.title} here={ctx.here} csrfToken={ctx.csrfToken}>
      <p>{privacy.lead}</p>
      {privacy.parts.map(({ title, items }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      ))}
      <h2>{privacy.whom}</h2>
      <p>{privacy.whomBody}</p>
    </Layout>
  );
};

/** `/privasi`: what is kept, why and how long, and the rights under UU 27/2022 (PDP). */
export const privacyPage = (ctx: PageContext): PageAnswer => ({ page: <Privacy ctx={ctx} /> });
