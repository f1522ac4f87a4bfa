import type { ComponentChildren, VNode } from 'preact';
import type { Texts } from '../texts/index.js';
import type { Form } from './form.js';

/** What is wrong with a form: the reason for each field, and what belongs to none. */
export interface FormErrors {
  fields: ReadonlyMap<string, string>;
  general?: string;
}
export const noErrors: FormErrors = { fields: new Map() };

/** What every field needs: the values that were entered, what is wrong with them, the words of the page. */
export interface FormView {
  form: Form;
  errors: FormErrors;
  t: Texts;
}

export interface FieldProps {
  view: FormView;
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  required?: boolean;
}

/** A dot is a sign of its own in selectors. */
export const fieldId = (name: string): string => `f-${name.replaceAll('.', '-')}`;

/** Hint and error belong to the input for whoever hears the page. */
export const describedBy = ({ view, name, hint }: FieldProps): string | undefined => {
  const ids = [
    ...(hint === undefined ? [] : [`${fieldId(name)}-hint`]),
    ...(view.errors.fields.has(name) ? [`${fieldId(name)}-error`] : []),
  ];
  return ids.length > 0 ? ids.join(' ') : undefined;
};

/** What every input says of itself. */
export const commonProps = (props: FieldProps) => ({
  id: fieldId(props.name),
  name: props.name,
  'aria-describedby': describedBy(props),
  'aria-invalid': props.view.errors.fields.has(props.name) ? ('true' as const) : undefined,
  'aria-required': props.required ? ('true' as const) : undefined,
});

/** Hint, and what is wrong. */
export const Notes = ({ view, name, hint }: FieldProps): VNode => (
  <>
    {hint !== undefined && (
      <div class="hint" id={`${fieldId(name)}-hint`}>
        {hint}
      </div>
    )}
    {view.errors.fields.has(name) && (
      <p class="field-error" id={`${fieldId(name)}-error`}>
        <span class="visually-hidden">{view.t.common.errorPrefix}</span>
        {view.errors.fields.get(name)}
      </p>
    )}
  </>
);

const Label = ({ view, name, label, required }: FieldProps): VNode => (
  <label class="label" for={fieldId(name)}>
    {label}
    {!required && <span class="optional"> ({view.t.common.optional})</span>}
  </label>
);

/** Marked at the side where something is wrong. */
export const fieldClass = ({ view, name }: FieldProps): string =>
  view.errors.fields.has(name) ? 'field field-wrong' : 'field';

// The types of the elements want one literal type each; they behave alike.
const inputType = (type: string | undefined): 'text' => (type ?? 'text') as 'text';

/** One line of text. */
export const TextField = (
  props: FieldProps & {
    type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'number' | 'date' | 'datetime-local';
    autocomplete?: string;
    inputmode?: 'text' | 'numeric' | 'tel' | 'email';
    maxLength?: number;
    /** Shown until something was entered. */
    initial?: string;
    width?: 'short' | 'medium' | 'full';
    min?: string;
    max?: string;
    autofocus?: boolean;
    spellcheck?: boolean;
  },
): VNode => (
  <div class={fieldClass(props)}>
    <Label {...props} />
    <Notes {...props} />
    <input
      {...commonProps(props)}
      class={`input input-${props.width ?? 'full'}`}
      type={inputType(props.type)}
      value={props.type === 'password' ? '' : props.view.form.raw(props.name) || props.initial}
      autocomplete={props.autocomplete ?? 'off'}
      inputmode={props.inputmode}
      maxLength={props.maxLength}
      min={props.min}
      max={props.max}
      autofocus={props.autofocus}
      spellcheck={props.spellcheck}
    />
  </div>
);

/** Several lines of text. */
export const TextArea = (
  props: FieldProps & { rows?: number; maxLength?: number; initial?: string; autofocus?: boolean },
): VNode => (
  <div class={fieldClass(props)}>
    <Label {...props} />
    <Notes {...props} />
    <textarea
      {...commonProps(props)}
      class="input"
      rows={props.rows ?? 6}
      maxLength={props.maxLength}
      autofocus={props.autofocus}
      data-counter={props.maxLength ? props.view.t.common.remaining : undefined}
    >
      {props.view.form.raw(props.name) || props.initial}
    </textarea>
  </div>
);

export interface Option {
  value: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

/** One of a list that drops down. */
export const SelectField = (
  props: FieldProps & {
    options: readonly (Option & { label: string })[];
    /** Groups of options instead, each with a heading. */
    groups?: readonly { label: string; options: readonly { value: string; label: string }[] }[];
    initial?: string;
    width?: 'short' | 'medium' | 'full';
  },
): VNode => {
  const chosen = props.view.form.raw(props.name) || props.initial || '';
  const option = ({ value, label }: { value: string; label: string }): VNode => (
    <option key={value} value={value} selected={value === chosen}>
      {label}
    </option>
  );
  return (
    <div class={fieldClass(props)}>
      <Label {...props} />
      <Notes {...props} />
      <select {...commonProps(props)} class={`input input-${props.width ?? 'full'}`}>
        <option value="">{props.view.t.common.choose}</option>
        {props.options.map(option)}
        {props.groups?.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(option)}
          </optgroup>
        ))}
      </select>
    </div>
  );
};

/** Files to choose. */
export const FileField = (props: FieldProps & { accept: string; multiple?: boolean }): VNode => (
  <div class={fieldClass(props)}>
    <Label {...props} />
    <Notes {...props} />
    <input
      {...commonProps(props)}
      class="input"
      type="file"
      accept={props.accept}
      multiple={props.multiple}
    />
  </div>
);
