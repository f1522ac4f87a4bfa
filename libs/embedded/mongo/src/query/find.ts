import { writeDoc } from '../bson/write.js';
import type { Collection } from '../storage/collection.js';
import type { KeyField } from '../storage/index-keys.js';
import type { Filter } from './filter.js';
import { choosePlan } from './plan.js';
import { project, type Projection } from './projection.js';
import { readRows, type ReadContext, type Row } from './scan.js';
import { sortItems } from './sort.js';

/** Which documents are wanted, and in what order. */
export interface Selection {
  filter: Filter;
  sort: readonly KeyField[];
  skip: number;
  /** Zero means all. */
  limit: number;
}

/** Reads the selected documents; nothing when there is no such collection. */
export function* selectRows(
  context: ReadContext,
  collection: Collection | undefined,
  selection: Selection,
): Generator<Row> {
  if (collection === undefined) return;
  const { skip, limit } = selection;
  const last = limit === 0 ? Number.POSITIVE_INFINITY : skip + limit;
  let position = 0;
  for (const row of orderedRows(context, collection, selection, last)) {
    position += 1;
    if (position > skip) yield row;
    if (position >= last) return;
  }
}

function orderedRows(
  context: ReadContext,
  collection: Collection,
  { filter, sort }: Selection,
  last: number,
): Iterable<Row> {
  const plan = choosePlan(collection, filter, sort);
  const rows = readRows(context, collection, plan, filter);
  const sorted = sort.length === 0 || (plan.kind === 'index' && plan.sorted);
  return sorted ? rows : sortItems(rows, sort, last);
}

/** The selected documents, encoded and projected. */
export function* projectedRows(
  rows: Iterable<Row>,
  projection: Projection | undefined,
): Generator<Buffer> {
  for (const row of rows)
    yield projection === undefined ? row.bytes : writeDoc(project(projection, row.doc));
}
