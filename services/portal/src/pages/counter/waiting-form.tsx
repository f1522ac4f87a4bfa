import type { ComponentChildren, VNode } from 'preact';
import type { QueryResult } from '#libs/contracts';
import { PageContext } from '../kit/context.js';
import { noErrors, type FormView } from '../kit/fields.js';
import { FormBox } from '../kit/form-page.js';
import { emptyForm } from '../kit/form.js';
import type { Refusal } from './office.js';

/** Which form of the waiting list was sent, and why it is shown again. */
export interface Tried {
  /** Its address, and the ticket where there is one form for each. */
  form: string;
  refusal: Refusal;
}

/** What the waiting list is shown with. */
export interface Props {
  ctx: PageContext;
  list: QueryResult<'waiting-list'>;
  tried: Tried | undefined;
}

/** Address of a form of the waiting list. */
export const waitingPath = '/loket/tunggu';

// A form that was not sent has a key of its own.
const scopeOf = ({ ctx, tried }: Props, form: string) => {
  const { parts, request, reply, visitor, csrfToken } = ctx;
  const mine = tried?.form === form;
  return {
    ctx: mine
      ? ctx
      : new PageContext({ parts, request, reply, visitor, csrfToken, form: emptyForm }),
    errors: mine ? tried.refusal.errors : noErrors,
  };
};

/** One of its forms; the button says what it does. */
export const Act = ({
  props,
  name,
  ticketId,
  children,
}: {
  props: Props;
  name: string;
  ticketId?: string;
  children: ComponentChildren;
}): VNode => (
  <FormBox
    {...scopeOf(props, `${name}${ticketId ?? ''}`)}
    action={`${waitingPath}/${name}${ticketId === undefined ? '' : `/${ticketId}`}`}
  >
    {children}
  </FormBox>
);

/** What the fields of a form are shown with. */
export const viewOf = (props: Props, form: string): FormView => {
  const { ctx, errors } = scopeOf(props, form);
  return { form: ctx.form, errors, t: ctx.t };
};
