import type { SealedValue } from '#libs/eventsourcing';

/** What stands in place of a value whose key is destroyed. */
export const ERASED: Readonly<{ erased: true }> = Object.freeze({ erased: true });
export type Erased = typeof ERASED;

type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Whether an opened value was erased; also after a round trip through JSON or a database. */
export const isErased = (value: unknown): value is Erased =>
  isFields(value) && value['erased'] === true && Object.keys(value).length === 1;

/** Whether the object claims to be a sealed value; `sealedValue` says whether it is well formed. */
export const claimsSealed = (value: unknown): value is Fields =>
  isFields(value) && Object.hasOwn(value, '$sealed');

/** Whether it is a well-formed sealed value. */
export const isSealed = (value: unknown): value is SealedValue =>
  claimsSealed(value) &&
  typeof value['$sealed'] === 'string' &&
  typeof value['v'] === 'string' &&
  Object.keys(value).length === 2;
