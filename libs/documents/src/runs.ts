import { mainFont, type Coverage, type FontPart } from './fonts.js';

/** What is printed where no font has a character, so that nothing is left out without a sign. It must be in the main font. */
export const replacement = '\uFFFD';

/** A stretch of text in one font. */
export interface Run {
  text: string;
  font: FontPart;
}

const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });

// Line feeds and tabs are no characters of a font.
const spaced = (text: string): string => text.replaceAll('\t', '    ').replaceAll(/\r\n?/g, '\n');

const fontFor = (coverage: Coverage, grapheme: string): FontPart | undefined => {
  const codes = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
  return coverage.find(([, has]) => codes.every((code) => has.has(code)))?.[0];
};

// Marks of direction and joining, soft hyphens, variation selectors: not seen on paper.
const unseen = /[\p{Cf}\p{Variation_Selector}\u034f]/gu;

const runOf = (coverage: Coverage, grapheme: string): Run | undefined => {
  if (grapheme === '\n') return { text: '\n', font: mainFont };
  const seen = grapheme.replaceAll(unseen, '');
  if (seen === '') return undefined;
  const font = fontFor(coverage, seen);
  return font === undefined ? { text: replacement, font: mainFont } : { text: seen, font };
};

/** Where a line may end that has no room for a space. */
const mayBreak = '\u200b';
/** A word that is longer may be torn: laying out one without an end would take for ever. */
const longestWord = 50;
const endless = /[^\s\u200b]{51}/;

const inMainFont = (coverage: Coverage, text: string): boolean => {
  const has = coverage.find(([font]) => font === mainFont)?.[1];
  return Array.from(text).every((each) => each === '\n' || has?.has(each.codePointAt(0) ?? 0));
};

/**
 * Splits a text into stretches that each have a font. What people see as one character is never torn; one that no font
 * can write becomes one `replacement`. Words longer than 50 characters may be torn.
 */
export const runsOf = (coverage: Coverage, text: string): Run[] => {
  const given = spaced(text);
  // Nearly every text: nothing to look for.
  if (!endless.test(given) && given.search(unseen) < 0 && inMainFont(coverage, given))
    return given === '' ? [] : [{ text: given, font: mainFont }];
  const runs: Run[] = [];
  const add = (next: Run): void => {
    const last = runs.at(-1);
    if (last?.font === next.font) last.text += next.text;
    else runs.push({ ...next });
  };
  let word = 0;
  for (const { segment } of graphemes.segment(given)) {
    const next = runOf(coverage, segment);
    if (!next) continue;
    word = /\s/.test(next.text) ? 0 : word + 1;
    if (word > longestWord) {
      add({ text: mayBreak, font: mainFont });
      word = 1;
    }
    add(next);
  }
  return runs;
};
