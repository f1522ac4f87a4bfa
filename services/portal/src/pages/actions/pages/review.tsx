import { sealGrounds } from '#libs/contracts';
import { Checkbox, Checkboxes } from '../../kit/choices.js';
import { SelectField, TextArea, TextField } from '../../kit/fields.js';
import type { ActionPage } from '../frame/definition.js';
import { long, options } from './shared.js';

export const take: ActionPage = {
  name: 'ambil',
  fields: () => null,
  body: (_, { scene }) => ({ step: scene.page.step }),
};
export const release: ActionPage = {
  name: 'lepas',
  fields: ({ scene, view }) => (
    <TextArea view={view} name="reason" label={scene.t.actions.fields.reason} maxLength={1000} />
  ),
  body: (form, { scene }) => ({ step: scene.page.step, reason: form.text('reason') }),
};
export const unlink = long('lepas-tautan', { reason: 2000 });
export const ask: ActionPage = {
  name: 'minta-keterangan',
  draft: true,
  fields: ({ scene: { t }, view }) => (
    <>
      <TextArea
        view={view}
        name="question"
        label={t.actions.fields.question}
        required
        maxLength={5000}
      />
      <TextField
        view={view}
        name="answerBy"
        type="date"
        width="short"
        label={t.actions.fields.answerBy}
      />
    </>
  ),
  body: (form) => ({ question: form.text('question'), answerBy: form.text('answerBy') }),
};
export const refer: ActionPage = {
  name: 'alihkan',
  draft: true,
  fields: ({ scene: { t }, view }) => (
    <>
      <TextField
        view={view}
        name="destination"
        label={t.actions.fields.destination}
        required
        maxLength={200}
      />
      <TextArea
        view={view}
        name="reason"
        label={t.actions.fields.reason}
        required
        maxLength={5000}
      />
    </>
  ),
  body: (form) => ({ destination: form.text('destination'), reason: form.text('reason') }),
  review: (form, { scene: { t } }) => [
    [t.actions.fields.destination, form.text('destination')],
    [t.actions.fields.reason, form.text('reason')],
  ],
};
export const seal: ActionPage = {
  name: 'segel',
  fields: ({ scene: { t }, view }) => (
    <>
      <SelectField
        view={view}
        name="ground"
        label={t.actions.fields.ground}
        required
        options={options(sealGrounds, t.actions.grounds)}
      />
      <TextArea view={view} name="note" label={t.actions.fields.note} maxLength={5000} />
    </>
  ),
  body: (form) => ({ ground: form.text('ground'), note: form.text('note') }),
  review: (form, { scene: { t } }) => [
    [t.actions.fields.ground, t.actions.grounds[form.raw('ground') as 'camat']],
    [t.actions.fields.note, form.text('note')],
  ],
};
export const unseal = long('buka-segel', { reason: 5000 });
export const classify: ActionPage = {
  name: 'klasifikasi',
  draft: true,
  initial: ({ scene: { page } }) => ({
    caseType: page.caseType,
    categoryId: page.categoryId,
    priority: page.priority ?? 'normal',
    unitIds: page.unitIds,
  }),
  fields: ({ scene: { t, procedure, language }, view }) => (
    <>
      <SelectField
        view={view}
        name="caseType"
        label={t.actions.fields.caseType}
        required
        options={options(
          ['complaint', 'consultation', 'aspiration', 'information-request'],
          t.common.caseTypes,
        )}
      />
      <SelectField
        view={view}
        name="categoryId"
        label={t.actions.fields.categoryId}
        required
        options={procedure.categories.map(({ id, name, parent }) => ({
          value: id,
          label: `${parent === null ? '' : '– '}${name[language]}`,
        }))}
      />
      <SelectField
        view={view}
        name="priority"
        label={t.actions.fields.priority}
        required
        options={options(['low', 'normal', 'high', 'urgent'], t.common.priorities)}
      />
      <Checkboxes
        view={view}
        name="unitIds"
        label={t.actions.fields.unitIds}
        required
        options={procedure.units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Checkbox view={view} name="fieldExamination" label={t.actions.fields.fieldExamination} />
      <TextArea view={view} name="note" label={t.actions.fields.note} maxLength={5000} />
    </>
  ),
  body: (form) => ({
    caseType: form.text('caseType'),
    categoryId: form.text('categoryId'),
    priority: form.text('priority'),
    unitIds: form.many('unitIds'),
    fieldExamination: form.ticked('fieldExamination'),
    note: form.text('note'),
  }),
};
