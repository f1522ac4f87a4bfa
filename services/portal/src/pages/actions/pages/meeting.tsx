import { Checkbox } from '../../kit/choices.js';
import { SelectField, TextArea, TextField } from '../../kit/fields.js';
import type { ActionPage } from '../frame/definition.js';
import { RowFields } from '../frame/row-fields.js';
import { rowsIn, type RowGroup } from '../frame/rows.js';
import { calledMeeting } from '../view.js';

const attendance: RowGroup = {
  name: 'attendance',
  fields: ['name', 'position', 'institution'],
  flags: ['absent'],
  least: 3,
  most: 100,
};
const decisions: RowGroup = {
  name: 'decisions',
  fields: ['text', 'unitId', 'due'],
  least: 1,
  most: 30,
};

/** The meeting as it was held. */
export const recordMeeting: ActionPage = {
  name: 'catat-rapat',
  draft: true,
  rows: [attendance, decisions],
  fields: ({ scene: { t, procedure }, view }) => {
    const words = t.actions.meeting;
    return (
      <>
        <div class="row">
          <TextField view={view} name="from" type="datetime-local" label={words.from} required />
          <TextField view={view} name="to" type="datetime-local" label={words.to} required />
        </div>
        <RowFields
          view={view}
          group={attendance}
          legend={words.attendance}
          rowLegend={words.attendant}
          add={words.addAttendant}
          row={(name) => (
            <div class="row">
              <TextField view={view} name={name('name')} label={words.name} required />
              <TextField view={view} name={name('position')} label={words.position} />
              <TextField view={view} name={name('institution')} label={words.institution} />
              <Checkbox view={view} name={name('absent')} label={words.absent} />
            </div>
          )}
        />
        <TextArea
          view={view}
          name="discussion"
          label={words.discussion}
          required
          maxLength={20_000}
          rows={10}
        />
        <RowFields
          view={view}
          group={decisions}
          legend={words.decisions}
          rowLegend={words.decision}
          add={words.addDecision}
          row={(name) => (
            <>
              <TextArea view={view} name={name('text')} label={words.text} rows={3} required />
              <SelectField
                view={view}
                name={name('unitId')}
                label={words.unit}
                options={procedure.units.map((unit) => ({ value: unit.id, label: unit.name }))}
              />
              <TextField view={view} name={name('due')} type="date" label={words.due} />
            </>
          )}
        />
        <SelectField
          view={view}
          name="outcome"
          label={words.outcome}
          required
          options={[
            { value: 'decided', label: words.decided },
            { value: 'undecided', label: words.undecided },
          ]}
        />
      </>
    );
  },
  body: (form, { scene }) => ({
    meetingId: calledMeeting(scene)?.meetingId,
    from: form.text('from') && scene.format.fromLocalInput(form.raw('from')),
    to: form.text('to') && scene.format.fromLocalInput(form.raw('to')),
    attendance: rowsIn(form, attendance).map(({ absent, ...who }) => ({
      ...who,
      present: absent !== true,
    })),
    discussion: form.text('discussion'),
    decisions: rowsIn(form, decisions),
    outcome: form.text('outcome'),
  }),
};
