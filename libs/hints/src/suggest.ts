import { judge, type CategoryModel, type Judgement } from './category-model.js';

/** A category for a text, never applied by itself. */
export interface CategorySuggestion {
  categoryId: string;
  /** Whether it is a main category, because its own categories could not be told apart. */
  main: boolean;
  /** The model's own probability, 0 to 1: an order of how sure it is, no promise. */
  share: number;
  /** Words and pairs of words that spoke for it, the strongest first; at most five. */
  because: string[];
}

/** Least share to be suggested, by cross-validation on the training part: there half of the exact ones were right, 7 of 10 main ones. */
export const surenesses = { exact: 0.3, main: 0.4 } as const;

const mostReasons = 5;

const mainOf = (categoryId: string): string => categoryId.split('.')[0] ?? categoryId;

const best = (shares: ReadonlyMap<string, number>): [string, number] =>
  [...shares].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);

/** Shares of categories, and of main categories as the sum of theirs. */
export const sharesOf = ({ categories }: CategoryModel, { shares }: Judgement) => {
  const exact = new Map(categories.map((id, at) => [id, shares[at] ?? 0]));
  const main = new Map<string, number>();
  for (const [id, share] of exact) main.set(mainOf(id), (main.get(mainOf(id)) ?? 0) + share);
  return { exact, main };
};

// What a term says for a category beyond what it says on the average.
const reasonsFor = (model: CategoryModel, { known }: Judgement, of: (id: string) => boolean) => {
  const gains = known.map(({ term, shown }) => {
    const row = [...(model.weights.get(term) ?? [])];
    const mean = row.reduce((a, b) => a + b, 0) / row.length;
    const own = row.filter((_, at) => of(model.categories[at] ?? ''));
    return { shown, gain: Math.max(...own) - mean };
  });
  const spoke = gains.filter(({ gain }) => gain > 0.5).sort((a, b) => b.gain - a.gain);
  return [...new Set(spoke.map(({ shown }) => shown))].slice(0, mostReasons);
};

/**
 * The category that a text most likely belongs to, or its main category where only that is sure, or nothing. A category
 * that is not among `allowed` is never suggested, nor another one in its place.
 */
export const suggestCategory = (
  model: CategoryModel,
  text: string,
  allowed: ReadonlySet<string>,
): CategorySuggestion | undefined => {
  const judgement = judge(model, text);
  if (judgement.known.length === 0) return undefined;
  const { exact, main } = sharesOf(model, judgement);
  const [id, share] = best(exact);
  if (share >= surenesses.exact && allowed.has(id)) {
    const because = reasonsFor(model, judgement, (each) => each === id);
    return { categoryId: id, main: false, share, because };
  }
  const [mainId, mainShare] = best(main);
  if (mainShare < surenesses.main || !allowed.has(mainId)) return undefined;
  const because = reasonsFor(model, judgement, (each) => mainOf(each) === mainId);
  return { categoryId: mainId, main: true, share: mainShare, because };
};
