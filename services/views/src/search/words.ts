import { isErased } from '#libs/privacy';

const longestWord = 40;
const mostWords = 1_500;

/**
 * Words of a text as they are searched for: lower case, without marks over letters, letters and digits only, at least two
 * characters, each once. Words longer than 40 characters are cut. No words for what was erased or is no text.
 */
export const wordsOf = (text: unknown): string[] => {
  if (typeof text !== 'string' || isErased(text)) return [];
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const found = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => Array.from(word).length >= 2);
  return [...new Set(found.map((word) => Array.from(word).slice(0, longestWord).join('')))];
};

/** The words of several lists, each once, in order; at most 1,500, so that an index entry stays small. */
export const joined = (...lists: readonly (readonly string[])[]): string[] =>
  [...new Set(lists.flat())].slice(0, mostWords).sort();

/** A register number or tracking code without spaces, dashes and case. */
export const codeOf = (text: string): string => text.replaceAll(/[\s-]/g, '').toUpperCase();
