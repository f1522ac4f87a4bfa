import type { z } from 'zod';
import { DomainError, errorText, errorTexts, type ErrorCode } from '#libs/contracts';
import { fieldErrors } from '#libs/service';
import type { FormErrors } from '../../kit/fields.js';
import type { Language, Texts } from '../../texts/index.js';

type Reasons = Texts['actions']['reasons'];
type Issue = z.core.$ZodRawIssue;

const sizeOf = (issue: Issue, limit: unknown, reasons: Reasons): string => {
  const n = Number(limit);
  const ofList = issue['origin'] === 'array';
  if (issue.code === 'too_big') return ofList ? reasons.tooMany(n) : reasons.tooLong(n);
  return ofList ? reasons.atLeast(n) : reasons.required;
};

const formats: Record<string, 'when' | 'email' | 'choose'> = {
  date: 'when',
  datetime: 'when',
  email: 'email',
  uuid: 'choose',
};

/** What is wrong with a value in plain words, for somebody who fills in a form. */
const wordsFor =
  (reasons: Reasons) =>
  (issue: Issue): string => {
    if (issue.input === undefined || issue.input === '') return reasons.required;
    switch (issue.code) {
      case 'too_big':
        return sizeOf(issue, issue['maximum'], reasons);
      case 'too_small':
        return sizeOf(issue, issue['minimum'], reasons);
      case 'invalid_value':
        return reasons.choose;
      // A moment is the only field of two forms.
      case 'invalid_union':
        return reasons.when;
      case 'invalid_format':
        return reasons[formats[String(issue['format'])] ?? 'wrong'];
      default:
        return reasons.wrong;
    }
  };

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTexts, code);

/** A reason that is given as a code, in words; words stay as they are. */
export const reasonInWords = (reason: string, language: Language, reasons: Reasons): string => {
  if (Object.hasOwn(reasons.codes, reason)) return reasons.codes[reason as keyof Reasons['codes']];
  return isErrorCode(reason) ? errorText(reason, language) : reason;
};

/** What is wrong with a body by its contract; undefined when nothing is. */
export const problemsOf = (
  schema: z.ZodType,
  body: unknown,
  { t, language }: { t: Texts; language: Language },
  names: (field: string) => string = (field) => field,
): FormErrors | undefined => {
  const { reasons } = t.actions;
  const result = schema.safeParse(body, { error: wordsFor(reasons) });
  if (result.success) return undefined;
  const fields = new Map<string, string>();
  for (const { field, reason } of fieldErrors(result.error))
    if (!fields.has(names(field)))
      fields.set(names(field), reasonInWords(reason, language, reasons));
  return { fields };
};

/** The same refusal with its reasons in words. */
export const inWords = (error: unknown, language: Language, t: Texts): unknown => {
  if (!(error instanceof DomainError) || !error.detail.fields) return error;
  const fields = error.detail.fields.map(({ field, reason }) => ({
    field,
    reason: reasonInWords(reason, language, t.actions.reasons),
  }));
  return new DomainError(error.code, error.parameters, { ...error.detail, fields });
};
