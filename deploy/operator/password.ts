import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { password } from '../../services/portal/src/sessions/accounts.js';
import { Refused } from './command.js';

// Without letters and digits that people take for one another.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const perGroup = 5;

/** A password of 99 bits that can be read out on the telephone. */
export const generatedPassword = (): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: perGroup }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-');

/** Where a password comes from: a file, standard input, or it is made here and must be shown once. */
export const takePassword = async (
  file: string | undefined,
): Promise<{ value: string; made: boolean }> => {
  if (file === undefined) return { value: generatedPassword(), made: true };
  const raw = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  const value = raw.replace(/\r?\n$/, '');
  const checked = password.safeParse(value);
  if (!checked.success) throw new Refused('the password must have 10 to 200 characters');
  return { value: checked.data, made: false };
};
