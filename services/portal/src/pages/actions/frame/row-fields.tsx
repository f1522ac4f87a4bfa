import type { ComponentChildren, VNode } from 'preact';
import { fieldClass, fieldId, Notes, type FormView } from '../../kit/fields.js';
import { rowCount, rowCountField, type RowGroup } from './rows.js';

/**
 * A table of a form, one group of fields for each row. The button to add a row sends the form and changes nothing; a script does
 * the same without sending.
 */
export const RowFields = ({
  view,
  group,
  legend,
  hint,
  rowLegend,
  add,
  row,
}: {
  view: FormView;
  group: RowGroup;
  legend: string;
  hint?: string;
  /** Name of a row by its number, from 1. */
  rowLegend: (n: number) => string;
  /** Word on the button. */
  add: string;
  row: (name: (field: string) => string) => ComponentChildren;
}): VNode => {
  const { name } = group;
  const field = { view, name, label: legend, hint };
  const count = rowCount(view.form, group);
  return (
    <fieldset
      class={fieldClass(field)}
      id={fieldId(name)}
      tabindex={-1}
      data-rows={name}
      data-most={group.most}
    >
      <legend class="label">{legend}</legend>
      <Notes {...field} />
      <input type="hidden" name={rowCountField(group)} value={String(count)} />
      {Array.from({ length: count }, (_, index) => (
        <fieldset class="form-row" key={index} data-row={index}>
          <legend data-legend={rowLegend(0)}>{rowLegend(index + 1)}</legend>
          {row((each) => `${name}.${index}.${each}`)}
        </fieldset>
      ))}
      {count < group.most && (
        <button class="button button-second" name="_press" value={`row:${name}`} data-add-row="">
          {add}
        </button>
      )}
    </fieldset>
  );
};
