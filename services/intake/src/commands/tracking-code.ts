import { randomInt } from 'node:crypto';

/** Digits and capitals without those that look or sound alike (0 O, 1 I L, U V). */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = [4, 4, 3];

/**
 * A fresh tracking code, e.g. `K7QM-3XRT-9WZ`: 11 signs of 30, 53 bits from the operating system's generator, so that
 * nobody finds a case by trying.
 */
export const newTrackingCode = (): string =>
  groups
    .map((length) =>
      Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
    )
    .join('-');
