import type { ComponentChildren, VNode } from 'preact';
import { caseTypes } from '#libs/contracts';
import { Checkbox } from '../kit/choices.js';
import type { PageContext } from '../kit/context.js';
import { fieldId, SelectField, TextArea, TextField, type FormView } from '../kit/fields.js';
import { RowFields } from '../actions/frame/row-fields.js';
import { counterChannels, parties } from './entry-body.js';
import { procedureOf } from './office.js';

interface Part {
  ctx: PageContext;
  view: FormView;
}

const Group = ({ title, children }: { title: string; children: ComponentChildren }): VNode => (
  <section class="card">
    <h2>{title}</h2>
    {children}
  </section>
);

const worded = <K extends string>(words: Record<K, string>) =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }));

// Goes along unseen; what is wrong with it is told here.
const Hidden = ({ view, name, children }: { view: FormView; name: string; children: string }) => {
  const value = view.form.text(name);
  if (value === undefined) return null;
  return (
    <p id={fieldId(name)} tabindex={-1}>
      <input type="hidden" name={name} value={value} />
      {children}
    </p>
  );
};

const How = ({ ctx, view }: Part): VNode => {
  const { entry } = ctx.t.counter;
  const { channels, caseTypes: kinds } = ctx.t.common;
  const box = view.form.text('boxOpeningId') !== undefined;
  return (
    <Group title={entry.how}>
      <Hidden view={view} name="boxOpeningId">
        {entry.box}
      </Hidden>
      <Hidden view={view} name="ticketId">
        {entry.ticket}
      </Hidden>
      <div class="row">
        <SelectField
          view={view}
          name="channel"
          label={entry.channel}
          required
          options={counterChannels(ctx).map((value) => ({ value, label: channels[value] }))}
        />
        <SelectField
          view={view}
          name="caseType"
          label={entry.kind}
          required
          options={caseTypes.map((value) => ({ value, label: kinds[value] }))}
        />
        <TextField
          view={view}
          name="receivedAt"
          type="datetime-local"
          label={entry.receivedAt}
          hint={box ? entry.receivedAtBox : entry.receivedAtHint}
        />
      </div>
    </Group>
  );
};

const Matter = ({ ctx, view }: Part): VNode => {
  const { entry } = ctx.t.counter;
  const villages = procedureOf(ctx).procedure.villages.map(({ code, name, kind }) => ({
    value: code,
    label: `${kind === 'desa' ? 'Desa' : 'Kelurahan'} ${name}`,
  }));
  const next = ctx.request.method === 'GET' && ctx.query('kanal') !== undefined;
  return (
    <Group title={entry.matter}>
      <TextField
        view={view}
        name="subject"
        label={entry.subject}
        required
        maxLength={200}
        autofocus={next}
        spellcheck
      />
      <TextArea
        view={view}
        name="description"
        label={entry.description}
        required
        maxLength={10_000}
        rows={6}
      />
      <div class="row">
        <SelectField view={view} name="villageCode" label={entry.village} options={villages} />
        <TextField view={view} name="place" label={entry.place} maxLength={300} />
      </div>
    </Group>
  );
};

const Who = ({ ctx, view }: Part): VNode => {
  const { entry } = ctx.t.counter;
  return (
    <Group title={entry.who}>
      <div class="row">
        <TextField view={view} name="reporter.name" label={entry.name} maxLength={120} />
        <TextField view={view} name="reporter.nik" label={entry.nik} inputmode="numeric" />
        <TextField view={view} name="reporter.phone" label={entry.phone} type="tel" />
        <TextField view={view} name="reporter.email" label={entry.email} type="email" />
        <TextField view={view} name="reporter.address" label={entry.address} maxLength={300} />
        <TextField
          view={view}
          name="reporter.socialHandle"
          label={entry.socialHandle}
          maxLength={100}
        />
      </div>
      <div class="row">
        <SelectField
          view={view}
          name="replyBy"
          label={entry.replyBy}
          hint={entry.replyByHint}
          options={worded(entry.ways)}
        />
        <SelectField
          view={view}
          name="language"
          label={entry.language}
          required
          options={worded(entry.languages)}
        />
      </div>
    </Group>
  );
};

const Handling = ({ ctx, view }: Part): VNode => {
  const { entry } = ctx.t.counter;
  return (
    <Group title={entry.handling}>
      <Checkbox view={view} name="anonymous" label={entry.anonymous} />
      <Checkbox view={view} name="confidential" label={entry.confidential} />
      <SelectField
        view={view}
        name="sealed"
        label={entry.sealed}
        hint={entry.sealedHint}
        options={worded(entry.grounds)}
      />
    </Group>
  );
};

const Parties = ({ ctx, view }: Part): VNode => {
  const { entry } = ctx.t.counter;
  return (
    <Group title={entry.parties}>
      <RowFields
        view={view}
        group={parties}
        legend={entry.parties}
        rowLegend={entry.party}
        add=""
        row={(name) => (
          <div class="row">
            <TextField view={view} name={name('name')} label={entry.name} />
            <TextField view={view} name={name('position')} label={entry.position} />
            <TextField view={view} name={name('institution')} label={entry.institution} />
          </div>
        )}
      />
    </Group>
  );
};

/** Everything that the counter records, in the order in which it is asked. */
export const EntryFields = (part: Part): VNode => (
  <>
    <How {...part} />
    <Matter {...part} />
    <Who {...part} />
    <Handling {...part} />
    <Parties {...part} />
  </>
);
