import type { VNode } from 'preact';
import {
  commonProps,
  describedBy,
  fieldClass,
  fieldId,
  Notes,
  type FieldProps,
  type Option,
} from './fields.js';

const Choices = (
  props: FieldProps & { kind: 'radio' | 'checkbox'; options: readonly Option[]; chosen: string[] },
): VNode => (
  <fieldset class={fieldClass(props)} aria-describedby={describedBy(props)}>
    <legend class="label">
      {props.label}
      {!props.required && <span class="optional"> ({props.view.t.common.optional})</span>}
    </legend>
    <Notes {...props} />
    {props.options.map(({ value, label, hint }, index) => {
      const id = index === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${index}`;
      return (
        <div class="choice" key={value}>
          <input
            type={props.kind}
            id={id}
            name={props.name}
            value={value}
            checked={props.chosen.includes(value)}
            aria-describedby={hint === undefined ? undefined : `${id}-more`}
          />
          <label for={id}>{label}</label>
          {hint !== undefined && (
            <div class="hint" id={`${id}-more`}>
              {hint}
            </div>
          )}
        </div>
      );
    })}
  </fieldset>
);

/** One of a few. */
export const Radios = (
  props: FieldProps & { options: readonly Option[]; initial?: string },
): VNode => (
  <Choices
    {...props}
    kind="radio"
    chosen={[props.view.form.raw(props.name) || props.initial || '']}
  />
);

/** Any of a few. `initial` counts only where the form was not sent yet: pass `[]` otherwise. */
export const Checkboxes = (
  props: FieldProps & { options: readonly Option[]; initial?: readonly string[] },
): VNode => {
  const ticked = props.view.form.many(props.name);
  return (
    <Choices
      {...props}
      kind="checkbox"
      chosen={ticked.length ? ticked : [...(props.initial ?? [])]}
    />
  );
};

/** A single box to tick. */
export const Checkbox = (props: FieldProps & { initial?: boolean }): VNode => (
  <div class={fieldClass(props)}>
    <Notes {...{ ...props, hint: undefined }} />
    <div class="choice">
      <input
        {...commonProps(props)}
        type="checkbox"
        value="ya"
        checked={props.view.form.ticked(props.name) || props.initial}
      />
      <label for={fieldId(props.name)}>{props.label}</label>
      {props.hint !== undefined && (
        <div class="hint" id={`${fieldId(props.name)}-hint`}>
          {props.hint}
        </div>
      )}
    </div>
  </div>
);
