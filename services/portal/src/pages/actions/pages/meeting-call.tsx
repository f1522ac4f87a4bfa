import { TextArea, TextField } from '../../kit/fields.js';
import type { ActionPage } from '../frame/definition.js';
import { RowFields } from '../frame/row-fields.js';
import { rowsIn, type RowGroup } from '../frame/rows.js';
import type { Scene } from '../frame/scene.js';
import { calledMeeting } from '../view.js';

const invited: RowGroup = {
  name: 'invited',
  fields: ['name', 'position', 'institution'],
  least: 3,
  most: 100,
};

const momentOf = (local: string | undefined, { format }: Scene): string | undefined =>
  local === undefined ? undefined : format.fromLocalInput(local);

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Calls the meeting: when, where, on what, and who is invited. */
export const scheduleMeeting: ActionPage = {
  name: 'jadwal-rapat',
  draft: true,
  rows: [invited],
  fields: ({ scene: { t }, view }) => {
    const words = t.actions.meeting;
    return (
      <>
        <TextField view={view} name="at" type="datetime-local" label={words.at} required />
        <TextField view={view} name="place" label={words.place} required maxLength={300} />
        <TextArea
          view={view}
          name="agenda"
          label={words.agenda}
          hint={words.agendaHint}
          required
          rows={5}
        />
        <RowFields
          view={view}
          group={invited}
          legend={words.invited}
          rowLegend={words.attendant}
          add={words.addAttendant}
          row={(name) => (
            <div class="row">
              <TextField view={view} name={name('name')} label={words.name} required />
              <TextField view={view} name={name('position')} label={words.position} />
              <TextField view={view} name={name('institution')} label={words.institution} />
            </div>
          )}
        />
      </>
    );
  },
  body: (form, { scene }) => ({
    at: momentOf(form.text('at'), scene),
    place: form.text('place'),
    agenda: linesOf(form.raw('agenda')),
    invited: rowsIn(form, invited),
  }),
  // Every line is an item; what is wrong with one is told at the field that holds them all.
  names: (field) => (field.startsWith('agenda') ? 'agenda' : field),
};

/** Moves the meeting that is called. */
export const rescheduleMeeting: ActionPage = {
  name: 'ubah-jadwal-rapat',
  fields: ({ scene: { t }, view }) => (
    <>
      <TextField
        view={view}
        name="at"
        type="datetime-local"
        label={t.actions.meeting.at}
        required
      />
      <TextArea
        view={view}
        name="reason"
        label={t.actions.fields.reason}
        required
        maxLength={2000}
      />
    </>
  ),
  body: (form, { scene }) => ({
    meetingId: calledMeeting(scene)?.meetingId,
    at: momentOf(form.text('at'), scene),
    reason: form.text('reason'),
  }),
};

/** Calls the meeting off. */
export const cancelMeeting: ActionPage = {
  name: 'batal-rapat',
  fields: ({ scene: { t }, view }) => (
    <TextArea view={view} name="reason" label={t.actions.fields.reason} required maxLength={2000} />
  ),
  body: (form, { scene }) => ({
    meetingId: calledMeeting(scene)?.meetingId,
    reason: form.text('reason'),
  }),
};
