import type { VNode } from 'preact';
import type { Texts } from '../texts/index.js';
import { fieldId, type FormErrors } from './fields.js';

/** Everything that is wrong, on top of the form and linked to the fields. */
export const ErrorSummary = ({ errors, t }: { errors: FormErrors; t: Texts }): VNode | null => {
  if (errors.fields.size === 0 && errors.general === undefined) return null;
  return (
    <div class="error-summary" role="alert" tabindex={-1} data-focus="">
      <h2>{t.common.errorTitle}</h2>
      {errors.general !== undefined && <p>{errors.general}</p>}
      {errors.fields.size > 0 && (
        <ul>
          {[...errors.fields].map(([name, reason]) => (
            <li key={name}>
              <a href={`#${fieldId(name)}`}>{reason}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
