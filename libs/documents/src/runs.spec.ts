import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage } from './fonts.js';
import { replacement, runsOf } from './runs.js';

const known = coverage();
const plain = (text: string): string =>
  runsOf(known, text)
    .map((run) => run.text)
    .join('');

describe('the fonts of a text', () => {
  it('are one for what is written here every day', () =>
    expect(runsOf(known, 'Jalan Provinsi Km. 5 – “Waru”, Rp100.000,00; café\nbaris dua')).toEqual([
      { text: 'Jalan Provinsi Km. 5 – “Waru”, Rp100.000,00; café\nbaris dua', font: 'latin' },
    ]));
  it('change where another script begins', () =>
    expect(runsOf(known, 'Đặng và Иван').map(({ font }) => font)).toEqual([
      'latin-ext',
      'vietnamese',
      'latin',
      'cyrillic',
    ]));
  it.each([
    ['Arabic, letter by letter', 'محمد', replacement.repeat(4)],
    ['an emoji', 'Jalan 🚧 rusak', `Jalan ${replacement} rusak`],
    ['a family of four as one sign', '👨‍👩‍👧‍👦!', `${replacement}!`],
    ['a flag', '🇮🇩', replacement],
    ['Chinese', '道路', replacement.repeat(2)],
    ['a stack of marks', `a${'\u0301'.repeat(200)}\u0591b`, `${replacement}b`],
    ['marks of direction and joining', 'a\u200d\u200fb\u00adc\u2066d', 'abcd'],
    ['tabs and returns', 'a\tb\r\nc\rd', 'a    b\nc\nd'],
  ])('replace or leave out what no font has: %s', (_, text, expected) =>
    expect(plain(text)).toBe(expected),
  );
  it('let a word without an end be torn, and no other', () => {
    expect(plain('x'.repeat(50))).toBe('x'.repeat(50));
    expect(plain(`a ${'x'.repeat(120)} b`)).toBe(
      `a ${'x'.repeat(50)}\u200b${'x'.repeat(50)}\u200b${'x'.repeat(20)} b`,
    );
  });
  it('can write whatever they are given', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const run of runsOf(known, text)) {
          const has = known.find(([font]) => font === run.font)?.[1];
          for (const character of run.text.replaceAll('\n', ''))
            expect(has?.has(character.codePointAt(0) ?? 0)).toBe(true);
        }
      }),
    ));
});
