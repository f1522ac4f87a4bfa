import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { DomainError, errorText } from '#libs/contracts';
import type { PageContext } from './context.js';
import { ErrorSummary } from './error-summary.js';
import type { FormErrors } from './fields.js';
import { Notice } from './parts.js';

/** A form that posts, with its CSRF token and a key that makes sending it twice harmless. */
export const FormBox = ({
  ctx,
  action,
  errors,
  etag,
  files,
  draft,
  children,
}: {
  ctx: PageContext;
  /** Address that it posts to; its own page where it is left out. */
  action?: string;
  errors: FormErrors;
  /** What the officer saw of the case; the command is refused when it has changed since. */
  etag?: string;
  /** It carries files. */
  files?: boolean;
  /** Name under which the browser keeps what was typed, until the form was sent. */
  draft?: string;
  children: ComponentChildren;
}): VNode => (
  <form
    method="post"
    action={action}
    enctype={files ? 'multipart/form-data' : undefined}
    novalidate
    data-draft={draft}
    data-once=""
  >
    <ErrorSummary errors={errors} t={ctx.t} />
    <input type="hidden" name="_csrf" value={ctx.csrfToken} />
    <input type="hidden" name="_key" value={keyFor(ctx, errors)} />
    {etag !== undefined && <input type="hidden" name="_etag" value={etag} />}
    {children}
  </form>
);

// The key stays while the same form is mended: a double tap finds the first answer. After a refusal a new body needs a new key.
const keyFor = (ctx: PageContext, errors: FormErrors): string => {
  const sent = ctx.form.raw('_key');
  const refused = errors.fields.size > 0 || errors.general !== undefined;
  return sent !== '' && !refused ? sent : randomUUID();
};

const general = (error: DomainError, ctx: PageContext): string =>
  errorText(error.code, ctx.visitor.language, error.parameters);

/**
 * What is wrong with a form, for a refusal that the visitor can mend; everything else is thrown on, and becomes an error page.
 * `names` says under which name the form has a field of the body, where they differ.
 */
export const errorsOf = (
  error: unknown,
  ctx: PageContext,
  names: (field: string) => string = (field) => field,
): FormErrors => {
  if (
    !(error instanceof DomainError) ||
    ![400, 401, 409, 413, 415, 422, 428].includes(error.status)
  )
    throw error;
  if (['not-signed-in', 'session-needed', 'foreign-form'].includes(error.code)) throw error;
  const fields = new Map<string, string>();
  for (const { field, reason } of error.detail.fields ?? [])
    if (!fields.has(names(field))) fields.set(names(field), reason);
  if (fields.size === 0 && error.detail.field !== undefined)
    fields.set(names(error.detail.field), general(error, ctx));
  return fields.size > 0 ? { fields } : { fields, general: general(error, ctx) };
};

/** Told above the form when somebody else changed the case: what was typed is kept below. */
export const ChangedNotice = ({
  ctx,
  children,
}: {
  ctx: PageContext;
  children?: ComponentChildren;
}): VNode => (
  <Notice tone="warn" title={ctx.t.common.changed}>
    <p>{ctx.t.common.changedBody}</p>
    {children}
  </Notice>
);
