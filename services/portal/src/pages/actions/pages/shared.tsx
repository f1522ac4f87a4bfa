import { TextArea } from '../../kit/fields.js';
import type { ActionPage } from '../frame/definition.js';
import { unanswered } from '../view.js';

/** Choices of a list with their words. */
export const options = (keys: readonly string[], words: Record<string, string>) =>
  keys.map((value) => ({ value, label: words[value] ?? value }));

/** A page whose form has long texts only. */
export const long = (
  name: ActionPage['name'],
  fields: Partial<Record<'reason' | 'question' | 'answer' | 'settlement' | 'text', number>>,
  more: Pick<ActionPage, 'beside'> = {},
): ActionPage => ({
  name,
  draft: true,
  fields: ({ scene, view }) =>
    Object.entries(fields).map(([field, maxLength]) => (
      <TextArea
        key={field}
        view={view}
        name={field}
        label={scene.t.actions.fields[field as keyof typeof fields]}
        required
        maxLength={maxLength}
        rows={10}
      />
    )),
  body: (form) => Object.fromEntries(Object.keys(fields).map((field) => [field, form.text(field)])),
  ...more,
});

/** Questions to parties concerned that are not answered. */
export const consultations = ({
  page,
  procedure,
}: Parameters<NonNullable<ActionPage['initial']>>[0]['scene']) =>
  unanswered({ page }).map(({ consultationId, unitId }) => ({
    value: consultationId,
    label: procedure.units.find(({ id }) => id === unitId)?.name ?? unitId,
  }));
