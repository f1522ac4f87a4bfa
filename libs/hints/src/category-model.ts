import type { Example } from './corpus.js';
import { termsOf } from './terms.js';

/**
 * A multinomial naive Bayes model over stems and pairs of stems (each counted once a text). What is rare over the categories
 * weighs more, and categories weigh alike however many texts they have.
 */
export interface CategoryModel {
  categories: readonly string[];
  /** Log probability of a known term in each category, in order of `categories`. */
  weights: ReadonlyMap<string, Float64Array>;
}

/** Added to every count: a term that a category never had is not impossible. */
const smoothing = 0.3;

/** How much a text of a sibling counts: categories of one main category share many words. */
const sibling = 0.3;

const mainOf = (categoryId: string): string => categoryId.split('.')[0] ?? categoryId;

const counted = (examples: readonly Example[], categories: readonly string[]) => {
  const share = (from: string, to: string): number =>
    from === to ? 1 : mainOf(from) === mainOf(to) ? sibling : 0;
  const counts = new Map<string, Float64Array>();
  for (const { categoryId, text } of examples) {
    for (const term of termsOf(text).keys()) {
      const row = counts.get(term) ?? new Float64Array(categories.length);
      for (const [at, to] of categories.entries()) row[at]! += share(categoryId, to);
      counts.set(term, row);
    }
  }
  return counts;
};

const totalsOf = (rows: Iterable<Float64Array>, length: number): Float64Array => {
  const totals = new Float64Array(length);
  for (const row of rows) for (const [index, n] of row.entries()) totals[index]! += n;
  return totals;
};

/** Trains on labelled texts; a few milliseconds for a thousand of them. The same examples make the same model. */
export const trained = (examples: readonly Example[]): CategoryModel => {
  const categories = [...new Set(examples.map(({ categoryId }) => categoryId))].sort();
  const counts = counted(examples, categories);
  const totals = totalsOf(counts.values(), categories.length);
  const weights = new Map<string, Float64Array>();
  for (const [term, row] of counts) {
    const likely = row.map((n, at) =>
      Math.log((n + smoothing) / ((totals[at] ?? 0) + smoothing * counts.size)),
    );
    weights.set(term, likely);
  }
  return { categories, weights };
};

/** How much of the text's evidence is believed: neighbouring words are not independent, as the formula has it. */
const tempering = 0.6;

/** Probability of every category, and what of the text the model knows. */
export interface Judgement {
  shares: Float64Array;
  known: { term: string; shown: string }[];
}

const softmax = (scores: Float64Array): Float64Array => {
  const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const raised = scores.map((score) => Math.exp((score - highest) * tempering));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / sum);
};

/** Judges a text. Of a text without a known word every category is as likely. */
export const judge = ({ categories, weights }: CategoryModel, text: string): Judgement => {
  const scores = new Float64Array(categories.length);
  const known: Judgement['known'] = [];
  for (const [term, shown] of termsOf(text)) {
    const row = weights.get(term);
    if (!row) continue;
    known.push({ term, shown });
    for (const [at, weight] of row.entries()) scores[at]! += weight;
  }
  return { shares: softmax(scores), known };
};
