import { stemmer } from '@orama/stemmers/indonesian';
import { stopwords } from '@orama/stopwords/indonesian';
import { spelledOut } from './spelling.js';

/** A word that says something, with what it is compared by. */
export interface Token {
  /** As it was written, lower case. */
  word: string;
  /** Without the clear affixes of Indonesian. */
  stem: string;
}

/** Words of politeness and of letters: they stand in every complaint. */
const formulas = [
  'mohon',
  'tolong',
  'terima',
  'kasih',
  'pak',
  'bu',
  'camat',
  'assalamualaikum',
  'salam',
  'selamat',
  'pagi',
  'siang',
  'sore',
  'dimohon',
  'hormat',
  'lapor',
  'melaporkan',
  'laporan',
  'min',
  'admin',
  'bos',
  'nya',
  'rt',
  'rw',
];

const silent = new Set([...stopwords, ...formulas]);

const longestText = 20_000;
const letters = /[^\p{L}\p{N}]+/u;

// "motor2" and "anak2" are the plural.
const cleaned = (word: string): string => spelledOut(word.replace(/(?<=\p{L})2$/u, ''));

/**
 * The words of a text that say something, in order: lower case, without marks over letters, short spellings written out,
 * without stop words and numbers. Of very long texts only the first 20,000 characters count. Never throws.
 */
export const tokensOf = (text: string): Token[] =>
  text
    .slice(0, longestText)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(letters)
    .map((written) => ({ written, word: cleaned(written) }))
    .filter(({ word }) => word.length >= 2 && word.length <= 40)
    .filter(({ word }) => !silent.has(word) && !/^\d+$/.test(word))
    .map(({ written, word }) => ({ word: written, stem: stemmer(word) }));
