import type { CategoryModel } from './category-model.js';
import type { Example } from './corpus.js';
import { suggestCategory } from './suggest.js';

/** What suggestions are worth on texts whose category is known. */
export interface Measured {
  texts: number;
  /** Part of the texts for which an exact category, or a main one, is suggested. */
  exactCoverage: number;
  mainCoverage: number;
  /** Part of those suggestions that is right; 0 where there is none. */
  exactPrecision: number;
  mainPrecision: number;
  /** Suggested and right category of each suggestion that was wrong. */
  confused: { suggested: string; right: string }[];
}

const part = (of: number, whole: number): number => (whole === 0 ? 0 : of / whole);

const fits = (suggested: string, right: string): boolean =>
  right === suggested || right.startsWith(`${suggested}.`);

/** Measures a model on examples that it has not learnt from. */
export const measured = (model: CategoryModel, examples: readonly Example[]): Measured => {
  const allowed = new Set(model.categories.flatMap((id) => [id, id.split('.')[0] ?? id]));
  const all = examples.flatMap(({ text, categoryId: right }) => {
    const found = suggestCategory(model, text, allowed);
    return found ? [{ ...found, right, fits: fits(found.categoryId, right) }] : [];
  });
  const of = (main: boolean) => all.filter((each) => each.main === main);
  const precision = (main: boolean) =>
    part(of(main).filter((each) => each.fits).length, of(main).length);
  return {
    texts: examples.length,
    exactCoverage: part(of(false).length, examples.length),
    mainCoverage: part(of(true).length, examples.length),
    exactPrecision: precision(false),
    mainPrecision: precision(true),
    confused: all
      .filter((each) => !each.fits)
      .map(({ categoryId: suggested, right }) => ({ suggested, right })),
  };
};
