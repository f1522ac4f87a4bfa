import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatestInWords, inWords } from './number-words.js';

const digits: Record<string, number> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
};
const specials: Record<string, number> = { nol: 0, sepuluh: 10, sebelas: 11, seratus: 100 };
const scales: Record<string, number> = { ribu: 1e3, juta: 1e6, miliar: 1e9 };

/** Reads the words again, by the grammar of Indonesian numerals and by nothing of the writer. */
const read = (text: string): number => {
  let total = 0;
  let group = 0;
  let digit = 0;
  for (const word of text.split(' ')) {
    if (word in digits) digit = digits[word] ?? 0;
    else if (word in specials) group += specials[word] ?? 0;
    else if (word === 'seribu') total += 1_000;
    else if (word === 'belas') [group, digit] = [group + 10 + digit, 0];
    else if (word === 'puluh') [group, digit] = [group + 10 * digit, 0];
    else if (word === 'ratus') [group, digit] = [group + 100 * digit, 0];
    else if (word in scales)
      [total, group, digit] = [total + (group + digit) * (scales[word] ?? NaN), 0, 0];
    else throw new Error(`no numeral: ${word}`);
  }
  return total + group + digit;
};

describe('a number in words', () => {
  it.each([
    [0, 'nol'],
    [1, 'satu'],
    [10, 'sepuluh'],
    [11, 'sebelas'],
    [12, 'dua belas'],
    [19, 'sembilan belas'],
    [20, 'dua puluh'],
    [24, 'dua puluh empat'],
    [31, 'tiga puluh satu'],
    [100, 'seratus'],
    [101, 'seratus satu'],
    [111, 'seratus sebelas'],
    [200, 'dua ratus'],
    [1_000, 'seribu'],
    [1_001, 'seribu satu'],
    [1_999, 'seribu sembilan ratus sembilan puluh sembilan'],
    [2_000, 'dua ribu'],
    [2_026, 'dua ribu dua puluh enam'],
    [11_000, 'sebelas ribu'],
    [101_000, 'seratus satu ribu'],
    [1_000_000, 'satu juta'],
    [1_001_000, 'satu juta seribu'],
    [1_000_000_000, 'satu miliar'],
  ])('%i is "%s"', (n, text) => expect(inWords(n)).toBe(text));

  it('reads as the number that was written', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: greatestInWords }), (n) => read(inWords(n)) === n),
      { numRuns: 2_000 },
    ));
  it('is right for every day and year of a document', () => {
    for (let n = 0; n <= 2_300; n += 1) expect(read(inWords(n))).toBe(n);
  });
  it('never says "one ten", "one hundred" or "one thousand", nor a nought that is not alone', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: greatestInWords }), (n) => {
        const text = inWords(n);
        expect(text).not.toMatch(/\bsatu (puluh|belas|ratus)\b|\bnol\b| {2}|^ | $/);
        if (n < 100_000) expect(text).not.toMatch(/(^|juta |miliar )satu ribu/);
      }),
    ));
  it.each([-1, 1.5, Number.NaN, Infinity, greatestInWords + 1])('refuses %s', (n) =>
    expect(() => inWords(n)).toThrow(RangeError),
  );
});
