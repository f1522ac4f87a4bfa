import { readDoc } from '../bson/read.js';
import type { Doc } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import type { Database } from '../storage/database.js';
import type { Filter } from './filter.js';
import { matches } from './match.js';
import type { Interval } from './bounds.js';
import type { Plan } from './plan.js';

/** A stored document, decoded when first looked at. */
export class Row {
  private decoded: Doc | undefined;
  constructor(
    readonly id: number,
    readonly bytes: Buffer,
  ) {}

  get byteLength(): number {
    return this.bytes.length;
  }

  get doc(): Doc {
    this.decoded ??= readDoc(this.bytes);
    return this.decoded;
  }
}

/** What reading needs besides the collection: counters of work done, and when to give up. */
export interface ReadContext {
  database: Database;
  examined: { keys: number; documents: number };
  /** Throws when the time that the client allows is over. */
  checkDeadline(): void;
  /** Whether the collection is still there. */
  isLive(collection: Collection): boolean;
}

const FIRST_PAGE = 8;
const LARGEST_PAGE = 512;
const PAGE_BYTES = 1024 * 1024;

/**
 * The documents that pass the filter, in the order of the plan. Reads page by page and goes on after the last key read,
 * so that a cursor holds no lock and little memory between its batches.
 */
export function* readRows(
  context: ReadContext,
  collection: Collection,
  plan: Plan,
  filter: Filter,
): Generator<Row> {
  const rows =
    plan.kind === 'collection'
      ? collectionRows(context, collection)
      : indexRows(context, collection, plan);
  for (const row of rows) {
    context.examined.documents += 1;
    if (matches(filter, row.doc)) yield row;
  }
}

/** Every document in order of insertion, not decoded. */
export function* collectionRows(context: ReadContext, collection: Collection): Generator<Row> {
  const page = context.database.prepare(
    `SELECT id, doc FROM ${collection.table} WHERE id > ? ORDER BY id LIMIT ?`,
  );
  let last = -1;
  for (let size = FIRST_PAGE; ;) {
    checkUsable(context, collection);
    const found = page.rows(last, size) as Array<[number, Buffer]>;
    for (const [id, bytes] of found) yield new Row(id, bytes);
    if (found.length < size) return;
    last = (found.at(-1) as [number, Buffer])[0];
    size = nextSize(size, found, (each) => each[1].length);
  }
}

function checkUsable(context: ReadContext, collection: Collection): void {
  context.checkDeadline();
  if (!context.isLive(collection))
    throw new CommandError('QueryPlanKilled', `${collection.namespace} was dropped`);
}

function nextSize<T>(size: number, page: T[], bytesOf: (each: T) => number): number {
  const bytes = page.reduce((sum, each) => sum + bytesOf(each), 0);
  if (bytes > PAGE_BYTES) return Math.max(1, Math.floor(size / 4));
  return Math.min(LARGEST_PAGE, size * 4);
}

type IndexPlan = Extract<Plan, { kind: 'index' }>;
type KeyedRow = [key: Buffer, id: number, bytes: Buffer];

function* indexRows(context: ReadContext, collection: Collection, plan: IndexPlan): Generator<Row> {
  const { intervals, reverse } = plan;
  const ordered = reverse ? intervals.toReversed() : intervals;
  for (const interval of ordered) {
    for (const [key, id, bytes] of intervalRows(context, collection, plan, interval)) {
      const row = new Row(id, bytes);
      if (!plan.index.multikey || isFirstKey(plan, row, key)) yield row;
    }
  }
}

function* intervalRows(
  context: ReadContext,
  collection: Collection,
  plan: IndexPlan,
  { start, end }: Interval,
): Generator<KeyedRow> {
  const page = context.database.prepare(pageSql(plan, collection));
  let [from, row] = [plan.reverse ? end : start, -1];
  const limit = plan.reverse ? start : end;
  for (let size = plan.single ? 1 : FIRST_PAGE; ;) {
    checkUsable(context, collection);
    const found = page.rows(from, row, limit, size) as KeyedRow[];
    context.examined.keys += found.length;
    yield* found;
    if (found.length < size || plan.single) return;
    [from, row] = found.at(-1) as KeyedRow;
    size = nextSize(size, found, (each) => each[2].length);
  }
}

function pageSql(plan: IndexPlan, collection: Collection): string {
  const [after, until, order] = plan.reverse ? ['<', '>=', ' DESC'] : ['>', '<', ''];
  return `SELECT i.key, d.id, d.doc FROM ${plan.index.table} AS i
    CROSS JOIN ${collection.table} AS d ON d.id = i.doc
    WHERE (i.key, i.doc) ${after} (?, ?) AND i.key ${until} ?
    ORDER BY i.key${order}, i.doc${order} LIMIT ?`;
}

/** A document with several keys inside the bounds is given once, at the first of them. */
function isFirstKey({ index, intervals, reverse }: IndexPlan, row: Row, key: Buffer): boolean {
  const { keys } = index.keysOf(row.doc);
  const inside = (each: Buffer): boolean =>
    intervals.some(
      ({ start, end }) => Buffer.compare(each, start) >= 0 && Buffer.compare(each, end) < 0,
    );
  const first = reverse ? keys.findLast(inside) : keys.find(inside);
  return first !== undefined && first.equals(key);
}
