import type { Doc, Value } from '../bson/values.js';
import { CommandError, badValue } from '../errors.js';
import type { Filter } from '../query/filter.js';
import { changeAt } from './change.js';
import { OPERATORS } from './operators.js';
import {
  checkConflicts,
  comparePaths,
  splitUpdatePath,
  type Change,
  type Update,
} from './parse.js';
import { expandPath, matchedPosition, valueAt } from './positions.js';

/** What an update needs to know besides the document. */
export interface Application {
  filter: Filter;
  /** Whether the document is being made by an upsert. */
  inserting: boolean;
}

/**
 * Applies changes to a document in place.
 * @throws CommandError when a change does not fit the document, which must then be thrown away
 */
export function applyChanges(
  doc: Doc,
  update: Extract<Update, { kind: 'modify' }>,
  application: Application,
): void {
  const concrete = update.changes
    .filter((change) => application.inserting || change.operator !== '$setOnInsert')
    .flatMap((change) => concreteChanges(doc, change, update, application));
  if (update.changes.some(needsDocument)) {
    concrete.sort((a, b) => comparePaths(a.parts, b.parts));
    checkConflicts(concrete.map((change) => change.parts));
  }
  for (const { operator, parts, path, operand } of concrete) {
    changeAt(doc, parts, (current) => OPERATORS[operator]?.apply(current, operand, path));
  }
}

/** Whether the paths that a change writes are only known with the document at hand. */
function needsDocument(change: Change): boolean {
  return change.operator === '$rename' || change.path.includes('$');
}

function concreteChanges(
  doc: Doc,
  change: Change,
  update: Extract<Update, { kind: 'modify' }>,
  application: Application,
): Change[] {
  if (change.operator === '$rename') return renameChanges(doc, change);
  if (!change.path.includes('$')) return [change];
  const positioned = withPosition(doc, change.parts, application);
  return expandPath(doc, positioned, update.arrayFilters).map((parts) => ({ ...change, parts }));
}

function withPosition(
  doc: Doc,
  parts: readonly string[],
  { filter, inserting }: Application,
): readonly string[] {
  const at = parts.indexOf('$');
  if (at < 0) return parts;
  if (inserting) throw badValue('The positional operator needs a document that was found');
  const position = matchedPosition(filter, doc, parts.slice(0, at));
  return parts.with(at, String(position));
}

function renameChanges(doc: Doc, { path, parts, operand }: Change): Change[] {
  const target = operand as string;
  const to = splitUpdatePath(target);
  for (const each of [parts, to]) {
    for (let length = 1; length < each.length; length += 1) {
      if (Array.isArray(valueAt(doc, each.slice(0, length))))
        throw badValue(`$rename of '${path}' to '${target}' goes through an array`);
    }
  }
  const value = valueAt(doc, parts);
  if (value === undefined) return [];
  return [
    { operator: '$unset', path, parts, operand: '' },
    { operator: '$set', path: target, parts: to, operand: value },
  ];
}

/** The new form of a document under a replacement: its `_id` stays. */
export function replaced(before: Doc, replacement: Doc): Doc {
  const id = before.get('_id') as Value;
  const after: Doc = new Map<string, Value>([['_id', id]]);
  for (const [name, value] of replacement) after.set(name, value);
  return after;
}

/** @throws CommandError 66 when `_id` is not what it was */
export function checkSameId(before: Doc, after: Doc, same: (a: Value, b: Value) => boolean): void {
  const old = before.get('_id');
  const id = after.get('_id');
  if (old !== undefined && (id === undefined || !same(old, id)))
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
}
