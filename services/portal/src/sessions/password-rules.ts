import { DomainError } from '#libs/contracts';
import { commonPasswords } from './common-passwords.js';

const keyboard = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
] as const;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** One short piece over and over, as 1212121212 or sandisandi. */
const isRepeated = (text: string): boolean => /^(.{1,6}?)\1+.{0,5}$/su.test(text);

const isRow = (text: string): boolean =>
  keyboard.some((row) => row.includes(text) || `${row}${row}`.includes(text));

/** A well known word with nothing but digits and signs around it. */
const isCommon = (text: string): boolean => {
  const core = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '').replaceAll(/[^\p{L}\d]/gu, '');
  return core === '' ? /^\d+$/.test(text) : commonPasswords.has(core);
};

/**
 * Refuses what is guessed first, whatever its length: NIST SP 800-63B, 3.1.1.2 (common, repeated, sequential, or the login itself).
 * Throws DomainError `weak-password`.
 */
export const requireStrong = (password: string, login?: string): void => {
  const text = plain(password);
  const name = login === undefined ? undefined : plain(login);
  const isLogin =
    name !== undefined && text.replaceAll(/\d+$/g, '') === name.replaceAll(/\d+$/g, '');
  if (isLogin || isRepeated(text) || isRow(text) || isCommon(text))
    throw new DomainError('weak-password', {}, { field: 'password' });
};
