import { SealRefused } from './errors.js';

/** A UUID, or the kecamatan for its own streams (`kecamatan-64.09.02`). */
const subjectShape = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
const personShape = /^[A-Za-z0-9-]+$/;
const longest = 100;

const checked = (value: unknown, shape: RegExp, what: string): string => {
  if (typeof value === 'string' && value.length <= longest && shape.test(value)) return value;
  throw new SealRefused(`${what} cannot be part of a key id`);
};

const subjectPart = (subject: string): string => checked(subject, subjectShape, 'the subject');

/** Id of the key of the reporter's identity. Erasure destroys it. Throws SealRefused for an impossible subject. */
export const identityKeyId = (subject: string): string => `c.${subjectPart(subject)}.identity`;

/** Id of the key of the content of a case; goes only when retention allows. */
export const contentKeyId = (subject: string): string => `c.${subjectPart(subject)}.content`;

/** Id of the key of another person named in a case. */
export const personKeyId = (subject: string, personId: unknown): string =>
  `c.${subjectPart(subject)}.person.${checked(personId, personShape, 'personId')}`;
