import { perSecond } from './figures.js';

/** How often a second `work` is done when so many are under way at once, for `ms`. The first error ends it. */
export const rateOf = async (
  atOnce: number,
  ms: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> => {
  const began = performance.now();
  let count = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      await work(next++);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return perSecond(count, performance.now() - began);
};
