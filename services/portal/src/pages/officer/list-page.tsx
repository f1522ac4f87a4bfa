import type { ComponentChildren } from 'preact';
import type { PageContext } from '../kit/context.js';
import { ErrorSummary } from '../kit/error-summary.js';
import type { FormErrors } from '../kit/fields.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Notice } from '../kit/parts.js';

/** The page of a list: its filters, and what was found unless they mean nothing. */
export const listPage = (
  ctx: PageContext,
  {
    title,
    errors,
    filters,
    found,
    behind,
  }: {
    title: string;
    errors: FormErrors;
    filters: ComponentChildren;
    /** Undefined where the filters were refused. */
    found: ComponentChildren | undefined;
    behind: boolean | undefined;
  },
): PageAnswer => ({
  page: (
    <Layout
      visitor={ctx.visitor}
      title={title}
      here={ctx.here}
      csrfToken={ctx.csrfToken}
      width="wide"
      wrong={found === undefined}
    >
      <ErrorSummary errors={errors} t={ctx.t} />
      {filters}
      {behind && <Notice tone="warn">{ctx.t.common.behind}</Notice>}
      {found}
    </Layout>
  ),
  ...(found === undefined ? { status: 422 } : {}),
});
