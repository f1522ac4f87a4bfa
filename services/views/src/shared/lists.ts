/**
 * Adds to the end of a list and drops the oldest beyond `most`: a document must stay below the 16 MB that MongoDB stores, and
 * somebody who repeats a command for ever must not stop the view.
 */
export const added = <T>(list: readonly T[], item: T, most: number): T[] =>
  [...list, item].slice(-most);

/** The list with every item changed that `which` picks. */
export const patched = <T>(
  list: readonly T[],
  which: (item: T) => boolean,
  change: Partial<T>,
): T[] => list.map((item) => (which(item) ? { ...item, ...change } : item));

/** The list with the last item changed that `which` picks. */
export const patchedLast = <T>(
  list: readonly T[],
  which: (item: T) => boolean,
  change: Partial<T>,
): T[] => {
  const at = list.findLastIndex((item) => which(item));
  return list.map((item, index) => (index === at ? { ...item, ...change } : item));
};
