import type { ComponentChildren, VNode } from 'preact';
import { DomainError } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { noErrors, SelectField, type FormErrors, type FormView } from '../kit/fields.js';
import { Form } from '../kit/form.js';
import { errorsOf } from '../kit/form-page.js';
import { Submit } from '../kit/parts.js';

/** Parameters of a list in its address, as the form of its filters shows them. */
export const filtersOf = (ctx: PageContext, names: readonly string[]): Form =>
  new Form(
    new Map(
      names.flatMap((name) => {
        const value = ctx.query(name);
        return value === undefined ? [] : [[name, [value]] as const];
      }),
    ),
  );

/** Fields of a query that were given, by the names that the address has for them. */
export const parametersOf = (
  form: Form,
  names: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, field]) => {
      const value = form.text(name);
      return value === undefined ? [] : [[field, value]];
    }),
  );

/** What a list has to show: its answer, or what is wrong with the filters. */
export type Listed<Result> =
  { result: Result; errors: FormErrors } | { result: undefined; errors: FormErrors };

/**
 * Asks for a list. Filters that somebody wrote into the address and that mean nothing are told in the form; whatever else is
 * refused is thrown on.
 */
export const listed = async <Result,>(
  ctx: PageContext,
  names: Readonly<Record<string, string>>,
  ask: () => Promise<Result>,
): Promise<Listed<Result>> => {
  try {
    return { result: await ask(), errors: noErrors };
  } catch (error) {
    if (!(error instanceof DomainError) || error.status === 409) throw error;
    const byField = new Map(Object.entries(names).map(([name, field]) => [field, name]));
    const errors = errorsOf(error, ctx, (field) => byField.get(field) ?? field);
    const known = [...errors.fields].filter(([name]) => name in names && name !== 'lanjut');
    return {
      result: undefined,
      errors: { fields: new Map(known), general: ctx.t.lists.wrongFilter },
    };
  }
};

/** Name of a kecamatan by its code. */
export const kecamatanName = (ctx: PageContext, code: string): string =>
  ctx.parts.kit.reference.list().find((each) => each.code === code)?.name ?? code;

/** Whether the officer sees more than one kecamatan. */
export const isOfDistrict = (ctx: PageContext): boolean => ctx.officer.kecamatan === '*';

/** The form of the filters of a list: it only asks, so it is sent by address and can be kept as a bookmark. */
export const Filters = ({
  action,
  button,
  children,
}: {
  action: string;
  button: string;
  children: ComponentChildren;
}): VNode => (
  <form class="filters no-print" method="get" action={action}>
    {children}
    <Submit>{button}</Submit>
  </form>
);

/** Which kecamatan, for officers of the district; nothing for the others. */
export const KecamatanFilter = ({
  ctx,
  view,
  initial,
}: {
  ctx: PageContext;
  view: FormView;
  /** Chosen where nothing was; then it cannot be left out. */
  initial?: string;
}): VNode | null =>
  isOfDistrict(ctx) ? (
    <SelectField
      view={view}
      name="kecamatan"
      label={ctx.t.lists.kecamatan}
      options={ctx.parts.kit.reference
        .list()
        .map(({ code, name }) => ({ value: code, label: name }))}
      {...(initial === undefined ? {} : { initial, required: true })}
    />
  ) : null;

/** On to the next part of a long list, and back to its start. */
export const Pager = ({
  ctx,
  path,
  filters,
  nextCursor,
}: {
  ctx: PageContext;
  path: string;
  /** As they are in the address. */
  filters: Form;
  nextCursor: string | undefined;
}): VNode | null => {
  const kept = filters.entries().filter(([name]) => name !== 'lanjut');
  const to = (cursor?: string): string => {
    const all = cursor === undefined ? kept : [...kept, ['lanjut', cursor]];
    return all.length === 0 ? path : `${path}?${new URLSearchParams(all).toString()}`;
  };
  const further = filters.text('lanjut') !== undefined;
  if (!further && nextCursor === undefined) return null;
  return (
    <nav class="buttons" aria-label={ctx.t.lists.pages}>
      {further && (
        <a class="button button-second" href={to()}>
          {ctx.t.lists.first}
        </a>
      )}
      {nextCursor !== undefined && (
        <a class="button button-second" rel="next" href={to(nextCursor)}>
          {ctx.t.common.more}
        </a>
      )}
    </nav>
  );
};
