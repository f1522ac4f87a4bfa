import { deliveryMethods, reopenReasons } from '#libs/contracts';
import { SelectField, TextArea, TextField } from '../../kit/fields.js';
import { shown } from '../../kit/parts.js';
import type { ActionPage } from '../frame/definition.js';
import { openQuestions } from '../view.js';
import { long, options } from './shared.js';

export const draftAnswer = long('tulis-jawaban', { answer: 20000 });
export const settlement = long('penyelesaian', { settlement: 20000 });
export const information = long('tambah-keterangan', { text: 10000 });
export const withdraw = long('cabut', { reason: 2000 });

export const clarification: ActionPage = {
  name: 'jawab-keterangan',
  draft: true,
  initial: ({ scene }) => ({ requestId: openQuestions(scene)[0]?.requestId }),
  fields: ({ scene, view }) => (
    <>
      <SelectField
        view={view}
        name="requestId"
        label={scene.t.actions.fields.requestId}
        required
        options={openQuestions(scene).map(({ requestId, question }) => ({
          value: requestId,
          label: shown(question, scene.t).slice(0, 80),
        }))}
      />
      <TextArea
        view={view}
        name="text"
        label={scene.t.actions.fields.answer}
        required
        maxLength={10000}
      />
    </>
  ),
  body: (form) => ({ requestId: form.text('requestId'), text: form.text('text') }),
};
export const deliver: ActionPage = {
  name: 'sampaikan',
  initial: () => ({ receivedBy: 'reporter' }),
  fields: ({ scene: { t }, view }) => (
    <>
      <SelectField
        view={view}
        name="method"
        label={t.actions.fields.method}
        required
        options={options(deliveryMethods, t.actions.methods)}
      />
      <TextField
        view={view}
        name="deliveredAt"
        type="datetime-local"
        width="medium"
        label={t.actions.fields.deliveredAt}
      />
      <SelectField
        view={view}
        name="receivedBy"
        label={t.actions.fields.receivedBy}
        required
        options={options(['reporter', 'representative', 'public'], t.actions.receivers)}
      />
      <TextArea view={view} name="note" label={t.actions.fields.note} maxLength={2000} />
    </>
  ),
  body: (form, { scene: { format } }) => {
    const at = form.text('deliveredAt');
    return {
      method: form.text('method'),
      deliveredAt: at && format.fromLocalInput(at),
      receivedBy: form.text('receivedBy'),
      note: form.text('note'),
    };
  },
  review: (form, { scene: { t } }) => [
    [t.actions.fields.method, t.actions.methods[form.raw('method') as 'counter']],
    [t.actions.fields.receivedBy, t.actions.receivers[form.raw('receivedBy') as 'reporter']],
    [t.actions.fields.note, form.text('note')],
  ],
};
export const satisfaction: ActionPage = {
  name: 'kepuasan',
  draft: true,
  fields: ({ scene: { t }, view }) => (
    <>
      <SelectField
        view={view}
        name="satisfied"
        label={t.actions.fields.satisfied}
        required
        width="short"
        options={[
          { value: 'ya', label: t.common.yes },
          { value: 'tidak', label: t.common.no },
        ]}
      />
      <SelectField
        view={view}
        name="reopenReason"
        label={t.actions.fields.reopenReason}
        options={options(reopenReasons, t.actions.reopenReasons)}
      />
      <TextArea view={view} name="comment" label={t.actions.fields.comment} maxLength={5000} />
    </>
  ),
  body: (form) => {
    const said = form.text('satisfied');
    const satisfied = said === undefined ? undefined : said === 'ya';
    return {
      satisfied,
      reopenReason: satisfied ? undefined : form.text('reopenReason'),
      comment: form.text('comment'),
    };
  },
};
