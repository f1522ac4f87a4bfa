import { tokensOf } from './tokens.js';

/** Stems and pairs of neighbouring stems of a text, each with how it was written there. */
export type Terms = ReadonlyMap<string, string>;

/** What a text is judged by: each stem and each pair of neighbours once, as first written. */
export const termsOf = (text: string): Terms => {
  const tokens = tokensOf(text);
  const terms = new Map<string, string>();
  for (const [at, { word, stem }] of tokens.entries()) {
    if (!terms.has(stem)) terms.set(stem, word);
    const next = tokens[at + 1];
    const pair = next && `${stem} ${next.stem}`;
    if (next && pair && !terms.has(pair)) terms.set(pair, `${word} ${next.word}`);
  }
  return terms;
};
