import { errorTexts } from './error-texts.js';

export type ErrorCode = keyof typeof errorTexts;
export type ErrorParameters = Record<string, string | number>;

/** One field that is wrong, with a reason code and the reason in words. */
export interface FieldError {
  field: string;
  reason: string;
}

/**
 * A command or query is refused for a reason that people can understand. Nothing was stored.
 * `detail` is for machines: field errors, or what happened since the caller last looked.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    readonly parameters: ErrorParameters = {},
    readonly detail: { field?: string; fields?: FieldError[]; since?: unknown } = {},
  ) {
    super(code);
  }

  /** HTTP status that the portal answers with. */
  get status(): number {
    return errorTexts[this.code][0];
  }
}

/** The sentence for a code in Indonesian or English. */
export const errorText = (
  code: ErrorCode,
  language: 'id' | 'en',
  parameters: ErrorParameters = {},
): string =>
  errorTexts[code][language === 'id' ? 1 : 2].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(parameters[name] ?? ''),
  );
