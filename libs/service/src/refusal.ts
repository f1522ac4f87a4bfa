import type { Logger } from 'pino';
import { FileDiffers, FilesUnavailable } from '#libs/attachments';
import { DomainError, type FieldError, type Refusal } from '#libs/contracts';
import { OutcomeUnknown, StoreUnavailable, StreamConflict } from '#libs/eventsourcing';
import { RetryLater } from '#libs/messaging';
import { KeyDestroyed, VaultUnavailable } from '#libs/privacy';
import { z } from 'zod';

const locales = { id: z.locales.id().localeError, en: z.locales.en().localeError };

/** What is wrong with a value, field by field, in the caller's language. */
export const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: [...issue.path, key].join('.'),
          reason: 'unknown-field',
        }))
      : [{ field: issue.path.join('.'), reason: issue.message }],
  );

/**
 * Checks a value against a schema. Throws DomainError `invalid` with every field and its reason in the language.
 */
export const checked = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  language: 'id' | 'en' = 'id',
): z.output<Schema> => {
  const result = schema.safeParse(value, { error: locales[language] });
  if (result.success) return result.data;
  throw new DomainError('invalid', {}, { fields: fieldErrors(result.error) });
};

/**
 * Whether a server that we depend on is away, so that the same thing may succeed later; also while procedure and calendar
 * have not been read yet.
 */
export const isServerMissing = (error: unknown): boolean =>
  error instanceof StoreUnavailable ||
  error instanceof VaultUnavailable ||
  error instanceof FilesUnavailable ||
  error instanceof OutcomeUnknown ||
  (error instanceof DomainError && error.code === 'unavailable');

const asDomainError = (error: unknown, service: string): DomainError | undefined => {
  if (error instanceof DomainError) return error;
  if (error instanceof StreamConflict) return new DomainError('revision-mismatch');
  // A command that ends with a reaction of its own (a number, a document) waits as reactions do.
  if (error instanceof OutcomeUnknown || error instanceof RetryLater)
    return new DomainError('outcome-unknown');
  if (error instanceof KeyDestroyed) return new DomainError('identity-erased');
  if (error instanceof FileDiffers) return new DomainError('key-reused');
  if (
    error instanceof StoreUnavailable ||
    error instanceof VaultUnavailable ||
    error instanceof FilesUnavailable
  )
    return new DomainError('unavailable', { service });
  return undefined;
};

/** What a caller is told of an error. Whatever is not known is logged here and told as `internal`. */
export const refusalOf = (error: unknown, service: string, logger: Logger): Refusal => {
  const known = asDomainError(error, service);
  if (!known) logger.error({ err: error }, 'command or query failed');
  const { code, parameters, detail } = known ?? new DomainError('internal');
  return { ok: false, error: { code, parameters, ...detail } };
};
