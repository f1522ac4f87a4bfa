/** Bytes of an answer at most: NATS takes messages of 1 MiB, and something is put around it. */
const mostBytes = 900_000;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

type Lists = [name: string, items: unknown[]][];

const longLists = (page: object): Lists =>
  Object.entries(page).filter(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > 1,
  );

/**
 * The page, with the older half of its largest list left out as often as it takes to fit into one answer: somebody who adds
 * to a complaint for ever must not make its page unreadable.
 */
export const fitting = <Page extends object>(page: Page): Page => {
  if (bytesOf(page) <= mostBytes) return page;
  const [largest] = longLists(page).sort(([, a], [, b]) => bytesOf(b) - bytesOf(a));
  if (!largest) return page;
  const [name, items] = largest;
  const half = items.slice(Math.ceil(items.length / 2));
  return fitting({ ...page, [name]: half, truncated: true });
};
