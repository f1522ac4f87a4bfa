import { Form } from '../../kit/form.js';

/** A table of a form: fields `name.0.field`, `name.1.field` … */
export interface RowGroup {
  name: string;
  /** A row in which all of these are empty counts as not there. */
  fields: readonly string[];
  /** Boxes to tick; they alone make no row. */
  flags?: readonly string[];
  /** Rows that are shown at first, and the most that there can be. */
  least: number;
  most: number;
}

const countField = ({ name }: RowGroup): string => `_rows.${name}`;

const filled = (form: Form, { name, fields, most }: RowGroup): number[] =>
  Array.from({ length: most }, (_, index) => index).filter((index) =>
    fields.some((field) => form.text(`${name}.${index}.${field}`) !== undefined),
  );

/** How many rows are shown. */
export const rowCount = (form: Form, group: RowGroup): number => {
  const asked = form.number(countField(group)) ?? group.least;
  const wanted = Number.isNaN(asked) ? group.least : asked;
  return Math.min(group.most, Math.max(wanted, filled(form, group).length, 1));
};

/** Name of the hidden field that says how many rows are shown. */
export const rowCountField = countField;

const valuesOf = (form: Form): Map<string, string[]> => {
  const values = new Map<string, string[]>();
  for (const [name, value] of form.entries())
    values.set(name, [...(values.get(name) ?? []), value]);
  return values;
};

/** The form with changed fields; undefined takes one away. Files are left out. */
export const changedForm = (
  form: Form,
  changes: Record<string, string | readonly string[] | undefined>,
  groups: readonly RowGroup[] = [],
): Form => {
  const values = valuesOf(form);
  for (const group of groups) values.set(countField(group), [String(rowCount(form, group))]);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) values.delete(name);
    else values.set(name, typeof value === 'string' ? [value] : [...value]);
  return new Form(values);
};

/**
 * The form without gaps: rows that are empty move to the end, so that the contract's errors name the rows that are shown.
 */
export const compacted = (form: Form, groups: readonly RowGroup[]): Form => {
  if (groups.length === 0) return form;
  const changes: Record<string, string | undefined> = {};
  for (const group of groups) {
    const rows = filled(form, group);
    const names = [...group.fields, ...(group.flags ?? [])];
    for (let to = 0; to < rowCount(form, group); to += 1) {
      const from = rows[to];
      for (const field of names) {
        const value = from === undefined ? '' : form.raw(`${group.name}.${from}.${field}`);
        changes[`${group.name}.${to}.${field}`] = value === '' ? undefined : value;
      }
    }
  }
  return changedForm(form, changes, groups);
};

/** The form with one more empty row. */
export const withRow = (form: Form, group: RowGroup, groups: readonly RowGroup[]): Form =>
  changedForm(
    form,
    { [countField(group)]: String(Math.min(group.most, rowCount(form, group) + 1)) },
    groups,
  );

/** What is in the rows: an object for each, with the fields that were filled and the flags as booleans. */
export const rowsIn = (form: Form, group: RowGroup): Record<string, string | boolean>[] =>
  filled(form, group).map((index) => ({
    ...Object.fromEntries(
      group.fields.flatMap((field) => {
        const value = form.text(`${group.name}.${index}.${field}`);
        return value === undefined ? [] : [[field, value] as const];
      }),
    ),
    ...Object.fromEntries(
      (group.flags ?? []).map((flag) => [flag, form.ticked(`${group.name}.${index}.${flag}`)]),
    ),
  }));
