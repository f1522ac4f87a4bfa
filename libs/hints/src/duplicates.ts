import type { CategoryModel } from './category-model.js';
import { tokensOf } from './tokens.js';

/** What a case is compared by. Moments are ISO 8601. */
export interface ComparedCase {
  /** Its subject, description and place, or the words of them. */
  text: string;
  villageCode?: string;
  categoryId?: string;
  receivedAt: string;
}

/** How like two cases are, and why. */
export interface Likeness {
  /** 0 (nothing in common) to 1. */
  score: number;
  /** Words of the first case that stand in both, the weightiest first; at most eight. */
  sharedWords: string[];
  sameVillage: boolean;
  sameCategory: boolean;
  daysApart: number;
}

const msPerDay = 86_400_000;
const mostWords = 8;

/** Part of each kind of evidence in the score; words alone never suffice where both villages are known and differ. */
const parts = { words: 0.7, village: 0.15, category: 0.05, days: 0.1 } as const;
const otherVillage = 0.3;
/**
 * Cosine of the words below which cases are not alike, wherever and whenever: of the 286 pairs of the demo in one village, each
 * about a matter of its own, the most alike has 0.413; the same matter told otherwise in the specs has 0.6 and more.
 */
const leastWords = 0.42;

/** From this score on two cases are shown as possible duplicates. */
export const likelyDuplicate = 0.4;

const stemsOf = (text: string): Map<string, string> =>
  new Map(tokensOf(text).map(({ stem, word }): [string, string] => [stem, word]));

// A word that complaints of many categories use tells little: its probabilities lie near to one another.
const weightOf = (model: CategoryModel, stem: string): number => {
  const row = model.weights.get(stem);
  if (!row) return 2;
  const highest = row.reduce((a, b) => Math.max(a, b), -Infinity);
  const mean = row.reduce((a, b) => a + b, 0) / row.length;
  return Math.min(2, 0.3 + (highest - mean) / 2);
};

const near = (days: number, window: number): number => Math.max(0, 1 - days / window);

const wordsShared = (model: CategoryModel, a: Map<string, string>, b: Map<string, string>) => {
  const weigh = (stems: Iterable<string>): number =>
    [...stems].reduce((sum, stem) => sum + weightOf(model, stem) ** 2, 0);
  const shared = [...a.keys()].filter((stem) => b.has(stem));
  const length = Math.sqrt(weigh(a.keys()) * weigh(b.keys()));
  const heaviest = shared.toSorted((x, y) => weightOf(model, y) - weightOf(model, x));
  return {
    cosine: length === 0 ? 0 : weigh(shared) / length,
    words: heaviest.slice(0, mostWords).map((stem) => a.get(stem) ?? stem),
  };
};

/**
 * Compares a case with others: words without affixes and short spellings (cosine, weighed by what the model knows of them), village,
 * category and days between, within a window of `windowDays`. Too little in common in words is never a duplicate.
 */
export const likenessTo = (
  model: CategoryModel,
  one: ComparedCase,
  windowDays: number,
): ((other: ComparedCase) => Likeness) => {
  // Once for all that it is compared with.
  const stems = stemsOf(one.text);
  return (other) => {
    const { cosine, words } = wordsShared(model, stems, stemsOf(other.text));
    const days = Math.abs(Date.parse(one.receivedAt) - Date.parse(other.receivedAt)) / msPerDay;
    const bothPlaced = one.villageCode !== undefined && other.villageCode !== undefined;
    const sameVillage = bothPlaced && one.villageCode === other.villageCode;
    const sameCategory = one.categoryId !== undefined && one.categoryId === other.categoryId;
    const whole =
      parts.words * Math.sqrt(cosine) +
      parts.village * Number(sameVillage) +
      parts.category * Number(sameCategory) +
      parts.days * near(days, windowDays);
    const score =
      cosine < leastWords
        ? 0
        : Math.max(0, whole - (bothPlaced && !sameVillage ? otherVillage : 0));
    const rounded = Math.round(Math.min(1, score) * 100) / 100;
    return {
      score: rounded,
      sharedWords: words,
      sameVillage,
      sameCategory,
      daysApart: Math.round(days),
    };
  };
};
