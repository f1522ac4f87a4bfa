import { DomainError, errorText } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { noErrors, type FormErrors } from '../kit/fields.js';
import { errorsOf } from '../kit/form-page.js';
import { inWords } from '../actions/frame/problems.js';

/** The kecamatan whose counter the officer is at. Throws DomainError `other-kecamatan` for an officer of the whole district. */
export const officeOf = (ctx: PageContext): string => {
  const { kecamatan } = ctx.officer;
  if (kecamatan === '*') throw new DomainError('other-kecamatan');
  return kecamatan;
};

/** Procedure of the counter's kecamatan as it is now. */
export const procedureOf = (ctx: PageContext) => {
  const { reference, now } = ctx.parts.kit;
  return reference.rules(officeOf(ctx), now().toISOString());
};

/** Why a form is shown again. */
export interface Refusal {
  errors: FormErrors;
  /** Whether it was taken is not known, or nothing was read: the same form may be sent again under its key. */
  trouble?: string;
  status: number;
}

/** What is told at the form of the counter. Throws on what the officer cannot mend. */
export const refusalOf = (error: unknown, ctx: PageContext): Refusal => {
  if (!(error instanceof DomainError)) throw error;
  const { language } = ctx.visitor;
  const { status } = error;
  const said = errorText(error.code, language, error.parameters);
  if (status === 503 || status === 429) return { errors: noErrors, trouble: said, status };
  const { field } = error.detail;
  if ((status === 403 || status === 404) && field !== undefined)
    return { errors: { fields: new Map([[field, said]]) }, status: 422 };
  return { errors: errorsOf(inWords(error, language, ctx.t), ctx), status };
};
