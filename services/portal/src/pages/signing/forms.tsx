import type { VNode } from 'preact';
import type { PageContext } from '../kit/context.js';
import { Checkbox } from '../kit/choices.js';
import { FileField, noErrors, TextArea, TextField, type FormErrors } from '../kit/fields.js';
import { FormBox } from '../kit/form-page.js';
import { emptyForm } from '../kit/form.js';
import { Notice, Submit } from '../kit/parts.js';
import { signingPath, type Sheet } from './sheet.js';

/** Which of the forms was sent, and what was wrong with it. */
export interface Tried {
  action: string;
  errors: FormErrors;
}

export interface FormProps {
  ctx: PageContext;
  sheet: Sheet;
  tried: Tried | undefined;
}

const viewOf = ({ ctx, tried }: FormProps, action: string) => {
  const mine = tried?.action === action;
  return {
    form: mine ? ctx.form : emptyForm,
    errors: mine ? tried.errors : noErrors,
    t: ctx.t,
  };
};

const box = ({ ctx, sheet }: FormProps, action: string) => ({
  ctx,
  action: `${signingPath(sheet.page.complaintId)}/${action}`,
  etag: sheet.page.etag,
});

/** Approve, or return with a reason: while nothing is approved yet. */
export const DecideForms = (props: FormProps): VNode => {
  const { approve, giveBack } = props.ctx.t.signing;
  const given = viewOf(props, 'setujui');
  const back = viewOf(props, 'kembalikan');
  return (
    <>
      <section class="card">
        <h2>{approve.title}</h2>
        <p>{approve.lead}</p>
        <FormBox {...box(props, 'setujui')} errors={given.errors}>
          <Submit>{approve.button}</Submit>
        </FormBox>
      </section>
      <section class="card">
        <h2>{giveBack.title}</h2>
        <FormBox {...box(props, 'kembalikan')} errors={back.errors}>
          <TextArea
            view={back}
            name="reason"
            label={giveBack.reason}
            maxLength={5_000}
            rows={4}
            required
          />
          <Submit tone="second">{giveBack.button}</Submit>
        </FormBox>
      </section>
    </>
  );
};

/** Sign electronically: for the signer who approved, where the district has the service. */
export const ElectronicForm = (props: FormProps): VNode => {
  const { ctx, sheet } = props;
  const { electronic } = ctx.t.signing;
  const view = viewOf(props, 'elektronik');
  const attempt = sheet.document?.signing;
  const failures = sheet.document?.signingFailures ?? [];
  const format = ctx.format(sheet.page.kecamatan);
  return (
    <section class="card">
      <h2>{electronic.title}</h2>
      {attempt && !attempt.unknown && <Notice tone="warn">{electronic.underWay}</Notice>}
      {attempt?.unknown && <Notice tone="wrong">{electronic.unknown}</Notice>}
      {failures.length > 0 && (
        <>
          <h3>{electronic.failures}</h3>
          <ul>
            {failures.map(({ at, reason }) => (
              <li key={at}>
                {format.short(at)}: {typeof reason === 'string' ? reason : ctx.t.common.erased}
              </li>
            ))}
          </ul>
        </>
      )}
      {ctx.parts.desk.isOpen ? (
        <FormBox {...box(props, 'elektronik')} errors={view.errors}>
          <p>{electronic.lead}</p>
          <TextField
            view={view}
            name="passphrase"
            label={electronic.passphrase}
            type="password"
            width="medium"
            required
          />
          {attempt?.unknown && (
            <Checkbox view={view} name="afterUnknown" label={electronic.afterUnknown} required />
          )}
          <Submit>{electronic.button}</Submit>
        </FormBox>
      ) : (
        <p>{electronic.off}</p>
      )}
    </section>
  );
};

/** Keep the scan of the signed paper, or record that signing failed. */
export const PaperForms = (props: FormProps): VNode => {
  const { paper } = props.ctx.t.signing;
  const scan = viewOf(props, 'kertas');
  const failure = viewOf(props, 'gagal');
  return (
    <section class="card">
      <h2>{paper.title}</h2>
      <p>{paper.lead}</p>
      <FormBox {...box(props, 'kertas')} errors={scan.errors} files>
        <FileField
          view={scan}
          name="scan"
          label={paper.file}
          accept="application/pdf,image/jpeg,image/png"
          required
        />
        <TextField
          view={scan}
          name="signedAt"
          label={paper.signedAt}
          type="datetime-local"
          width="medium"
        />
        <Submit>{paper.button}</Submit>
      </FormBox>
      <details open={failure.errors !== noErrors}>
        <summary>{paper.failure}</summary>
        <FormBox {...box(props, 'gagal')} errors={failure.errors}>
          <TextArea
            view={failure}
            name="reason"
            label={paper.failureReason}
            maxLength={2_000}
            rows={3}
            required
          />
          <Submit tone="second">{paper.failureButton}</Submit>
        </FormBox>
      </details>
    </section>
  );
};

/** Record the stamp on the signed paper. */
export const StampForm = (props: FormProps): VNode => {
  const { stamp } = props.ctx.t.signing;
  const view = viewOf(props, 'stempel');
  return (
    <section class="card">
      <h2>{stamp.title}</h2>
      <p>{stamp.lead}</p>
      <FormBox {...box(props, 'stempel')} errors={view.errors}>
        <TextField
          view={view}
          name="stampedAt"
          label={stamp.at}
          type="datetime-local"
          width="medium"
        />
        <Submit>{stamp.button}</Submit>
      </FormBox>
    </section>
  );
};

/** Void the number of a document that will not be used. */
export const DiscardForm = (props: FormProps): VNode => {
  const { discard } = props.ctx.t.signing;
  const view = viewOf(props, 'batalkan');
  return (
    <section class="card">
      <h2>{discard.title}</h2>
      <details open={view.errors !== noErrors}>
        <summary>{discard.button}</summary>
        <p>{discard.lead}</p>
        <FormBox {...box(props, 'batalkan')} errors={view.errors}>
          <TextArea
            view={view}
            name="reason"
            label={discard.reason}
            maxLength={2_000}
            rows={3}
            required
          />
          <Submit tone="danger">{discard.button}</Submit>
        </FormBox>
      </details>
    </section>
  );
};
