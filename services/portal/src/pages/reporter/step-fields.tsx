import type { ComponentChildren } from 'preact';
import { caseTypes } from '#libs/contracts';
import { Checkbox, Radios } from '../kit/choices.js';
import type { PageContext } from '../kit/context.js';
import { SelectField, TextArea, TextField, type FormErrors } from '../kit/fields.js';
import type { Form } from '../kit/form.js';
import type { Draft } from './drafts.js';
import type { StepId } from './steps.js';

/** What a step of the report is shown with. */
export interface StepView {
  ctx: PageContext;
  form: Form;
  errors: FormErrors;
  draft: Draft;
}

const answers = ['none', 'email', 'phone', 'whatsapp', 'counter', 'letter'] as const;

/** The fields of each step, as they are filled in. */
export const fieldsOf: Record<StepId, (view: StepView) => ComponentChildren> = {
  jenis: ({ ctx, form, errors }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const offices = ctx.parts.kit.reference
      .list()
      .map(({ code, name }) => ({ value: code, label: name }));
    const kinds = caseTypes.map((value) => ({
      value,
      label: t.common.caseTypes[value],
      hint: t.reporter.report.kinds[value],
    }));
    return (
      <>
        <SelectField
          view={view}
          name="kecamatan"
          required
          options={offices}
          label={t.reporter.report.kecamatan}
        />
        <Radios
          view={view}
          name="caseType"
          required
          options={kinds}
          label={t.reporter.report.kind}
        />
      </>
    );
  },
  isi: ({ ctx, form, errors }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const { report } = t.reporter;
    return (
      <>
        <TextField view={view} name="subject" required maxLength={200} label={report.subject} />
        <TextArea
          view={view}
          name="description"
          required
          rows={10}
          maxLength={10_000}
          label={report.description}
          hint={report.descriptionHint}
        />
      </>
    );
  },
  lokasi: ({ ctx, form, errors, draft }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const { kit } = ctx.parts;
    const code = draft.values['kecamatan'] ?? '';
    const { villages } = kit.reference.rules(code, kit.now().toISOString()).procedure;
    const options = villages.map(({ code: value, name, kind }) => ({
      value,
      label: `${kind === 'desa' ? 'Desa' : 'Kelurahan'} ${name}`,
    }));
    return (
      <>
        <SelectField
          view={view}
          name="villageCode"
          options={options}
          label={t.reporter.report.village}
        />
        <TextField
          view={view}
          name="place"
          maxLength={300}
          label={t.reporter.report.place}
          hint={t.reporter.report.placeHint}
        />
      </>
    );
  },
  kontak: ({ ctx, form, errors }) => {
    const { t } = ctx;
    const view = { form, errors, t };
    const { report } = t.reporter;
    const ways = answers.map((value) => ({ value, label: report.ways[value] }));
    const grounds = (['camat', 'graft'] as const).map((value) => ({
      value,
      label: report.grounds[value],
    }));
    return (
      <>
        <TextField
          view={view}
          name="name"
          maxLength={120}
          autocomplete="name"
          label={report.name}
        />
        <Radios view={view} name="replyBy" required options={ways} label={report.replyBy} />
        <TextField view={view} name="phone" type="tel" autocomplete="tel" label={report.phone} />
        <TextField
          view={view}
          name="email"
          type="email"
          autocomplete="email"
          label={report.email}
        />
        <TextField
          view={view}
          name="address"
          maxLength={300}
          autocomplete="street-address"
          label={report.address}
        />
        <Checkbox
          view={view}
          name="anonymous"
          label={report.anonymous}
          hint={report.anonymousHint}
        />
        <Checkbox
          view={view}
          name="confidential"
          label={report.confidential}
          hint={report.confidentialHint}
        />
        <SelectField
          view={view}
          name="sealed"
          options={grounds}
          label={report.sealed}
          hint={report.sealedHint}
        />
        <p>
          <a href="/privasi">{t.common.privacy}</a>
        </p>
        <Checkbox view={view} name="consent" required label={report.consent} />
      </>
    );
  },
};
