import { isDoc, isNumeric, toNumber, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue, failedToParse } from '../errors.js';
import { sortKey, type KeyField } from '../storage/index-keys.js';
import { isArrayIndex, splitPath } from './paths.js';

/** What sorting and grouping in memory may use, as in MongoDB. */
export const MEMORY_LIMIT_BYTES = 100 * 1024 * 1024;

/**
 * Parses a sort or index pattern: path to 1 or -1.
 * @throws CommandError 2 for other values, such as text search scores, and for positions in arrays
 */
export function parsePattern(pattern: Doc): KeyField[] {
  const fields = [...pattern].map(([path, value]): KeyField => {
    const direction = isNumeric(value) ? toNumber(value) : undefined;
    if (direction !== 1 && direction !== -1)
      throw badValue(`the pattern '${path}' must be 1 or -1; other kinds are not supported`);
    const parts = splitPath(path);
    if (parts.some(isArrayIndex))
      throw badValue(`the pattern '${path}' has a position in an array, which is not supported`);
    return { path, parts, direction };
  });
  if (fields.length > 32) throw badValue('too many fields in a pattern');
  return fields;
}

/** Parses the `sort` option of a command. */
export function parseSort(value: Value | undefined): KeyField[] {
  if (value === undefined) return [];
  if (!isDoc(value)) throw failedToParse("'sort' must be a document");
  return parsePattern(value);
}

/** Counts what is held in memory. @throws CommandError 292 above 100 MiB */
export class MemoryBudget {
  private used = 0;
  constructor(private readonly what: string) {}

  take(bytes: number): void {
    this.used += bytes;
    if (this.used > MEMORY_LIMIT_BYTES)
      throw new CommandError(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `${this.what} exceeded the memory limit of ${MEMORY_LIMIT_BYTES} bytes`,
      );
  }

  release(bytes: number): void {
    this.used -= bytes;
  }
}

interface Keyed<T> {
  key: Buffer;
  order: number;
  item: T;
  bytes: number;
}

/** An item to be sorted, with its size in memory. */
export interface Sortable {
  doc: Doc;
  byteLength: number;
}

/** Sorts in memory; equal keys keep their order. With a limit, holds no more than twice as many. */
export function sortItems<T extends Sortable>(
  items: Iterable<T>,
  fields: readonly KeyField[],
  limit = Number.POSITIVE_INFINITY,
): T[] {
  const budget = new MemoryBudget('Sort');
  let held: Array<Keyed<T>> = [];
  let order = 0;
  for (const item of items) {
    const key = sortKey(fields, item.doc);
    const bytes = key.length + item.byteLength + 64;
    budget.take(bytes);
    held.push({ key, order, item, bytes });
    order += 1;
    if (held.length >= 2 * limit + 64) {
      held.sort(inOrder);
      for (const dropped of held.slice(limit)) budget.release(dropped.bytes);
      held = held.slice(0, limit);
    }
  }
  return held
    .sort(inOrder)
    .slice(0, limit)
    .map(({ item }) => item);
}

function inOrder<T>(a: Keyed<T>, b: Keyed<T>): number {
  return Buffer.compare(a.key, b.key) || a.order - b.order;
}
