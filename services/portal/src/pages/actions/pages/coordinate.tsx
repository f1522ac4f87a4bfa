import { Checkbox } from '../../kit/choices.js';
import { SelectField, TextArea, TextField } from '../../kit/fields.js';
import { shown } from '../../kit/parts.js';
import type { ActionPage } from '../frame/definition.js';
import { asked, unanswered } from '../view.js';
import { consultations, long } from './shared.js';

export const consult: ActionPage = {
  name: 'konsultasi',
  draft: true,
  fields: ({ scene: { t, procedure }, view }) => (
    <>
      <SelectField
        view={view}
        name="unitId"
        label={t.actions.fields.unitId}
        required
        options={procedure.units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea
        view={view}
        name="question"
        label={t.actions.fields.question}
        required
        maxLength={5000}
      />
      <TextField
        view={view}
        name="dueAt"
        type="datetime-local"
        width="medium"
        label={t.actions.fields.dueAt}
      />
    </>
  ),
  body: (form, { scene: { format } }) => {
    const dueAt = form.text('dueAt');
    return {
      unitId: form.text('unitId'),
      question: form.text('question'),
      dueAt: dueAt && format.fromLocalInput(dueAt),
    };
  },
};
export const unitAnswer: ActionPage = {
  name: 'jawaban-unit',
  draft: true,
  initial: ({ scene }) => ({ consultationId: unanswered(scene)[0]?.consultationId }),
  fields: ({ scene, view }) => (
    <>
      <SelectField
        view={view}
        name="consultationId"
        label={scene.t.actions.fields.consultationId}
        required
        options={consultations(scene)}
      />
      <TextArea
        view={view}
        name="answer"
        label={scene.t.actions.fields.answer}
        required
        maxLength={20000}
        rows={10}
      />
      <TextField
        view={view}
        name="answeredAt"
        type="datetime-local"
        width="medium"
        label={scene.t.actions.fields.answeredAt}
      />
    </>
  ),
  body: (form, { scene: { format } }) => {
    const at = form.text('answeredAt');
    return {
      consultationId: form.text('consultationId'),
      answer: form.text('answer'),
      answeredAt: at && format.fromLocalInput(at),
    };
  },
};
export const cancelConsultation: ActionPage = {
  name: 'batal-konsultasi',
  fields: ({ scene, view }) => (
    <>
      <SelectField
        view={view}
        name="consultationId"
        label={scene.t.actions.fields.consultationId}
        required
        options={consultations(scene)}
      />
      <TextArea
        view={view}
        name="reason"
        label={scene.t.actions.fields.reason}
        required
        maxLength={2000}
      />
    </>
  ),
  body: (form) => ({ consultationId: form.text('consultationId'), reason: form.text('reason') }),
};
export const conclude: ActionPage = {
  name: 'simpulkan-koordinasi',
  draft: true,
  fields: ({ scene, view }) => (
    <>
      <TextArea
        view={view}
        name="summary"
        label={scene.t.actions.fields.summary}
        required
        maxLength={20000}
        rows={10}
      />
      {unanswered(scene).length > 0 && (
        <Checkbox
          view={view}
          name="acceptUnanswered"
          label={scene.t.actions.fields.acceptUnanswered}
        />
      )}
    </>
  ),
  body: (form) => ({
    summary: form.text('summary'),
    acceptUnanswered: form.ticked('acceptUnanswered'),
  }),
  beside: ({ scene }) => (
    <section class="card">
      <h2>{scene.t.actions.fields.answer}</h2>
      {asked(scene).map(({ consultationId, answer }) => (
        <p class="prose" key={consultationId}>
          {shown(answer, scene.t)}
        </p>
      ))}
    </section>
  ),
};
export const waive = long('tanpa-rapat', { reason: 2000 });
