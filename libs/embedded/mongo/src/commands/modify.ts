import { sameValue } from '../bson/compare.js';
import { readDoc } from '../bson/read.js';
import type { Doc } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';
import type { Collection, Encoded } from '../storage/collection.js';
import type { KeyField } from '../storage/index-keys.js';
import { selectRows } from '../query/find.js';
import type { Filter } from '../query/filter.js';
import { choosePlan } from '../query/plan.js';
import { Row, readRows } from '../query/scan.js';
import { applyChanges, checkSameId, replaced } from '../update/apply.js';
import type { Update } from '../update/parse.js';
import { upsertedDoc } from '../update/upsert.js';
import type { Engine } from './engine.js';

/** One update of a bulk, parsed. */
export interface UpdateRequest {
  query: Doc;
  filter: Filter;
  update: Update;
  multi: boolean;
  upsert: boolean;
}

/** What an update did. */
export interface UpdateResult {
  matched: number;
  modified: number;
  /** The document that was inserted because none matched. */
  upserted: Doc | undefined;
}

/** Updates the first or every document that passes the filter; inserts one when asked to and none does. */
export function updateMatching(
  engine: Engine,
  namespace: string,
  request: UpdateRequest,
): UpdateResult {
  const collection = engine.catalog.find(namespace);
  const result: UpdateResult = { matched: 0, modified: 0, upserted: undefined };
  if (collection !== undefined) {
    for (const row of rowsToUpdate(engine, collection, request)) {
      result.matched += 1;
      if (updateRow(collection, row, request.update, request.filter) !== undefined)
        result.modified += 1;
    }
  }
  if (result.matched === 0 && request.upsert)
    result.upserted = insertUpserted(engine, namespace, request);
  return result;
}

/** Rows are collected first when the update might move them within the index that finds them. */
function* rowsToUpdate(
  engine: Engine,
  collection: Collection,
  { filter, multi }: UpdateRequest,
): Generator<Row> {
  const plan = choosePlan(collection, filter, []);
  const rows = readRows(engine.reading, collection, plan, filter);
  if (!multi) {
    const first = rows.next();
    if (first.done !== true) yield first.value;
    return;
  }
  if (plan.kind === 'collection') return yield* rows;
  const ids: number[] = [];
  for (const row of rows) ids.push(row.id);
  for (const id of ids) yield new Row(id, collection.read(id) as Buffer);
}

/**
 * Updates one document; answers its new form, or undefined when nothing changed.
 * @throws CommandError when the update does not fit the document, which then stays as it was
 */
export function updateRow(
  collection: Collection,
  row: Row,
  update: Update,
  filter: Filter,
): Doc | undefined {
  const after = changed(row, update, filter);
  checkSameId(row.doc, after, sameValue);
  const bytes = writeDoc(after);
  if (bytes.equals(row.bytes)) return undefined;
  collection.update(row.id, row.doc, { doc: after, bytes });
  return after;
}

function changed(row: Row, update: Update, filter: Filter): Doc {
  if (update.kind === 'replace') return replaced(row.doc, update.doc);
  const doc = readDoc(row.bytes);
  applyChanges(doc, update, { filter, inserting: false });
  return doc;
}

/** Inserts what an upsert makes of its query and its update. */
export function insertUpserted(
  engine: Engine,
  namespace: string,
  { query, filter, update }: Pick<UpdateRequest, 'query' | 'filter' | 'update'>,
): Doc {
  const doc = upsertedDoc(query, filter, update);
  const encoded: Encoded = { doc, bytes: writeDoc(doc) };
  engine.catalog.findOrCreate(namespace).insert(encoded);
  return doc;
}

/** Deletes the first or every document that passes the filter; answers how many. */
export function deleteMatching(
  engine: Engine,
  namespace: string,
  filter: Filter,
  one: boolean,
): number {
  const collection = engine.catalog.find(namespace);
  if (collection === undefined) return 0;
  const plan = choosePlan(collection, filter, []);
  let deleted = 0;
  for (const row of readRows(engine.reading, collection, plan, filter)) {
    collection.remove(row.id, row.doc);
    deleted += 1;
    if (one) break;
  }
  return deleted;
}

/** The first row in the order given, or undefined. */
export function firstRow(
  engine: Engine,
  namespace: string,
  filter: Filter,
  sort: readonly KeyField[],
): Row | undefined {
  const rows = selectRows(engine.reading, engine.catalog.find(namespace), {
    filter,
    sort,
    skip: 0,
    limit: 1,
  });
  for (const row of rows) return row;
  return undefined;
}
