import { BSONRegExp } from 'bson';
import { sameValue } from '../bson/compare.js';
import { readDoc } from '../bson/read.js';
import { isDoc, type Doc, type Value } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';
import { CommandError, badValue, notSupported } from '../errors.js';
import type { Filter } from '../query/filter.js';
import { isOperators } from '../query/parse.js';
import { splitPath } from '../query/paths.js';
import { applyChanges, checkSameId } from './apply.js';
import { changeAt } from './change.js';
import type { Update } from './parse.js';
import { withId } from './storable.js';

/**
 * The document that an upsert inserts when nothing was found: what the query says must be equal, then the update.
 * @throws CommandError 54 when the query gives two values for a path, 66 when the update changes the query's `_id`
 */
export function upsertedDoc(query: Doc, filter: Filter, update: Update): Doc {
  const equal = equalities(query);
  if (update.kind === 'replace') return replacementDoc(equal.get('_id'), update.doc);
  const doc: Doc = new Map();
  for (const [path, value] of equal) changeAt(doc, splitPath(path), () => value);
  const before = readDoc(writeDoc(doc));
  const after = readDoc(writeDoc(doc));
  applyChanges(after, update, { filter, inserting: true });
  checkSameId(before, after, sameValue);
  return withId(after);
}

function replacementDoc(id: Value | undefined, replacement: Doc): Doc {
  if (id === undefined) return withId(replacement);
  const own = replacement.get('_id');
  if (own !== undefined) checkSameId(new Map([['_id', id]]), replacement, sameValue);
  const fields = [...replacement].filter(([name]) => name !== '_id');
  return withId(new Map<string, Value>([['_id', own ?? id], ...fields]));
}

function equalities(query: Doc): Map<string, Value> {
  const found = new Map<string, Value>();
  collect(query, found);
  const paths = [...found.keys()];
  for (const path of paths) {
    if (path.startsWith('_id.')) throw notSupported(`an upsert with a condition on '${path}'`);
    if (paths.some((other) => other.startsWith(`${path}.`))) throw notSingle(path);
  }
  return found;
}

function notSingle(path: string): CommandError {
  return new CommandError(
    'NotSingleValueField',
    `cannot infer query fields to set, path '${path}' is matched twice`,
  );
}

function collect(query: Doc, found: Map<string, Value>): void {
  for (const [name, value] of query) {
    const parts = logicalParts(name, value);
    if (parts !== undefined) for (const part of parts) collect(part, found);
    else if (!name.startsWith('$')) collectField(name, value, found);
  }
}

function logicalParts(name: string, value: Value): Doc[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const certain = name === '$and' || (name === '$or' && value.length === 1);
  return certain ? value.filter(isDoc) : undefined;
}

function collectField(path: string, value: Value, found: Map<string, Value>): void {
  const equal = equalTo(path, value);
  if (equal === undefined) return;
  if (found.has(path)) throw notSingle(path);
  found.set(path, equal);
}

function equalTo(path: string, value: Value): Value | undefined {
  if (value instanceof BSONRegExp) return undefined;
  if (!isOperators(value)) return value;
  for (const unclear of ['$in', '$all']) {
    const list = value.get(unclear);
    if (Array.isArray(list) && list.length === 1)
      throw badValue(
        `an upsert cannot insert from ${unclear} with one value on '${path}'; use $eq`,
      );
  }
  return value.get('$eq');
}
