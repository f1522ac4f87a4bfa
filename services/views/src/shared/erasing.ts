import { ERASED } from '#libs/privacy';

type Fields = Record<string, unknown>;

const isPerson = (value: Fields, personId: string): boolean =>
  value['personId'] === personId && value['details'] !== undefined;

/**
 * The value with the details of a person, wherever he is named in it, replaced by the mark of erasure: what a rebuild shows
 * after his key is destroyed. The same object when he is not named.
 */
export const withoutPerson = <T>(value: T, personId: string): T => {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => withoutPerson(item, personId));
    return items.some((item, index) => item !== value[index]) ? (items as T) : value;
  }
  let next: Fields = value as Fields;
  for (const [name, item] of Object.entries(value as Fields)) {
    const without = withoutPerson(item, personId);
    if (without !== item) next = { ...next, [name]: without };
  }
  return (isPerson(next, personId) ? { ...next, details: ERASED } : next) as T;
};

export { ERASED };
