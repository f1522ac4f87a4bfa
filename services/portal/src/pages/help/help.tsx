import type { VNode } from 'preact';
import { DomainError } from '#libs/contracts';
import { assetUrl, hasAsset } from '../kit/assets.js';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink } from '../kit/parts.js';
import type { Texts } from '../texts/index.js';

type HelpRole = keyof Texts['help']['pages'];

const isHelpRole = (name: string, t: Texts): name is HelpRole => Object.hasOwn(t.help.pages, name);

const Overview = ({ ctx }: { ctx: PageContext }): VNode => {
  const { help, common } = ctx.t;
  return (
    <Layout visitor={ctx.visitor} title={help.title} here={ctx.here} csrfToken={ctx.csrfToken}>
      <p>{help.lead}</p>
      <ul class="link-list">
        {Object.entries(help.roles).map(([role, name]) => (
          <li key={role}>
            <a href={`/bantuan/${role}`}>{name}</a>
          </li>
        ))}
      </ul>
      <h2>{help.notFoundThis}</h2>
      <p>{common.errorPages.call}</p>
    </Layout>
  );
};

/** `/bantuan`: which role's help. */
export const helpOverview = (ctx: PageContext): PageAnswer => ({ page: <Overview ctx={ctx} /> });

const RoleHelp = ({ ctx, role }: { ctx: PageContext; role: HelpRole }): VNode => {
  const { help } = ctx.t;
  const title = help.for(help.roles[role]);
  const picture = `bantuan-${role}-${ctx.visitor.language}.webp`;
  return (
    <Layout visitor={ctx.visitor} title={title} here={ctx.here} csrfToken={ctx.csrfToken}>
      {help.pages[role].map((part) => (
        <section key={part.title}>
          <h2>{part.title}</h2>
          <ol>
            {part.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      ))}
      {hasAsset(picture) && (
        <img
          class="picture"
          src={assetUrl(picture)}
          alt={help.picture(help.pages[role][0]?.title ?? '')}
          loading="lazy"
        />
      )}
      <p class="buttons">
        <ButtonLink href="/bantuan" tone="second">
          {help.back}
        </ButtonLink>
      </p>
    </Layout>
  );
};

/** `/bantuan/:peran`: the work of one role, step by step. Throws DomainError `not-found`. */
export const roleHelp = (ctx: PageContext): PageAnswer => {
  const role = ctx.param('peran');
  if (!isHelpRole(role, ctx.t)) throw new DomainError('not-found');
  return { page: <RoleHelp ctx={ctx} role={role} /> };
};
