import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

// Tinos (OFL) has the metrics of the face that the rules for official letters ask for. It comes in parts by script.
const parts = [
  'latin',
  'latin-ext',
  'vietnamese',
  'cyrillic',
  'cyrillic-ext',
  'greek',
  'greek-ext',
] as const;
export type FontPart = (typeof parts)[number];

/** The part in which everything is set that no other part is needed for. */
export const mainFont: FontPart = 'latin';

const require = createRequire(import.meta.url);
const fileOf = (part: FontPart, weight: 400 | 700): string =>
  require.resolve(`@fontsource/tinos/files/tinos-${part}-${weight}-normal.woff`);

/** Files of the fonts as pdfmake wants them. */
export const fontFiles = (): Record<string, { normal: string; bold: string }> =>
  Object.fromEntries(
    parts.map((part) => [part, { normal: fileOf(part, 400), bold: fileOf(part, 700) }]),
  );

const codesOf = (file: string): number[] => {
  const font = openSync(file);
  if (!('characterSet' in font)) throw new Error(`${file} is a collection of fonts`);
  return font.characterSet;
};

/** What each part can write, in the order in which they are tried. */
export type Coverage = readonly (readonly [FontPart, ReadonlySet<number>])[];

let known: Coverage | undefined;

/** Code points of the parts, read from the fonts once. */
export const coverage = (): Coverage => {
  known ??= parts.map((part) => [part, new Set(codesOf(fileOf(part, 400)))] as const);
  return known;
};
