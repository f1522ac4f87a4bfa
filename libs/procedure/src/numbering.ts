import { z } from 'zod';

const placeholder = /\{([^{}]*)\}/g;
const known = /^(?:n|n:(?:[1-9]|1[0-2])|year)$/;

const problemOf = (pattern: string): string | undefined => {
  const names = [...pattern.matchAll(placeholder)].map((match) => match[1] ?? '');
  const unknown = names.find((name) => !known.test(name));
  if (unknown !== undefined) return `unknown placeholder {${unknown}}`;
  if (/[{}]/.test(pattern.replace(placeholder, ''))) return 'unbalanced brace';
  // Without both, two cases would get the same number.
  if (!names.some((name) => name.startsWith('n'))) return 'placeholder {n} is missing';
  if (!names.includes('year')) return 'placeholder {year} is missing';
  return undefined;
};

/** How a number is written: text with `{n}`, `{n:4}` (padded with zeros to 4 digits) and `{year}`. */
export const numberPattern = z
  .string()
  .max(120)
  .superRefine((pattern, ctx) => {
    const message = problemOf(pattern);
    if (message) ctx.addIssue({ code: 'custom', message });
  });

/**
 * Writes a register or Berita Acara number after its pattern. A number longer than its padding is
 * written in full.
 * @throws RangeError when `n` or `year` is not a positive integer, or the pattern is not valid.
 */
export const formatNumber = (pattern: string, number: { n: number; year: number }): string => {
  const problem = problemOf(pattern);
  if (problem) throw new RangeError(`number pattern ${pattern}: ${problem}`);
  for (const value of [number.n, number.year])
    if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`not a number: ${value}`);
  return pattern.replace(placeholder, (_, name: string) => {
    if (name === 'year') return String(number.year);
    return String(number.n).padStart(Number(name.slice(2)) || 1, '0');
  });
};
