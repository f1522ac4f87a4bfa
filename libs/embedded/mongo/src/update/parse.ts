import { isDoc, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue, failedToParse, notSupported } from '../errors.js';
import type { Filter } from '../query/filter.js';
import { isArrayIndex } from '../query/paths.js';
import { parseFilter } from '../query/parse.js';
import { OPERATORS } from './operators.js';
import { checkStorable } from './storable.js';

/** One operator applied to one path; a part may be `$`, `$[]` or `$[name]`. */
export interface Change {
  operator: string;
  path: string;
  parts: readonly string[];
  operand: Value;
}

/** A parsed update: a whole new document, or changes in the order in which they are applied. */
export type Update =
  | { kind: 'replace'; doc: Doc }
  | { kind: 'modify'; changes: Change[]; arrayFilters: ReadonlyMap<string, Filter> };

/**
 * Parses an update.
 * @throws CommandError 9 for an unknown operator, 40 for conflicting paths, 115 for a pipeline
 */
export function parseUpdate(update: Value | undefined, arrayFilters?: Value): Update {
  if (Array.isArray(update)) throw notSupported('an update by an aggregation pipeline');
  if (!isDoc(update)) throw failedToParse('the update must be a document');
  const [first] = update.keys();
  if (first !== undefined && first.startsWith('$')) return parseModify(update, arrayFilters);
  const odd = [...update.keys()].find((name) => name.startsWith('$'));
  if (odd !== undefined) throw failedToParse(`the replacement has the operator '${odd}'`);
  if (arrayFilters !== undefined)
    throw failedToParse('arrayFilters may not be specified for a replacement');
  checkStorable(update);
  return { kind: 'replace', doc: update };
}

function parseModify(update: Doc, filters: Value | undefined): Update {
  const changes = [...update].flatMap(([operator, fields]) => parseOperator(operator, fields));
  changes.sort((a, b) => comparePaths(a.parts, b.parts));
  checkConflicts(changes.flatMap(touchedPaths).sort(comparePaths));
  const arrayFilters = parseArrayFilters(filters);
  checkIdentifiers(changes, arrayFilters);
  return { kind: 'modify', changes, arrayFilters };
}

function parseOperator(operator: string, fields: Value): Change[] {
  const known = OPERATORS[operator];
  if (known === undefined) throw failedToParse(`Unknown modifier: ${operator}`);
  if (!isDoc(fields))
    throw failedToParse(`Modifiers operate on fields but ${operator} has another value`);
  return [...fields].map(([path, operand]) => {
    known.check(operand, path);
    return { operator, path, parts: splitUpdatePath(path), operand };
  });
}

const POSITIONAL = /^\$(?:\[[a-z]?[A-Za-z0-9]*\])?$/;

/** Splits the path of an update. @throws CommandError 2 or 52 for a part that cannot be a field's name */
export function splitUpdatePath(path: string): string[] {
  const parts = path.split('.');
  for (const [at, part] of parts.entries()) {
    if (part === '') throw badValue(`the update path '${path}' has an empty part`);
    if (!part.startsWith('$')) continue;
    if (!POSITIONAL.test(part))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `the dollar ($) prefixed field '${part}' in '${path}' is not allowed`,
      );
    if (at === 0) throw badValue(`the positional operator cannot begin the path '${path}'`);
  }
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`too many positional elements in the path '${path}'`);
  return parts;
}

/** The paths that a change writes; a rename writes two. */
export function touchedPaths(change: Change): Array<readonly string[]> {
  if (change.operator !== '$rename') return [change.parts];
  return [change.parts, splitUpdatePath(change.operand as string)];
}

/** MongoDB applies changes by path, positions by number: new fields are added in this order. */
export function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const x = a[at] as string;
    const y = b[at] as string;
    if (x === y) continue;
    if (isArrayIndex(x) && isArrayIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/** @throws CommandError 40 when one of the sorted paths is, or lies under, another */
export function checkConflicts(sorted: ReadonlyArray<readonly string[]>): void {
  const seen = new Set<string>();
  for (const parts of sorted) {
    for (let length = 1; length <= parts.length; length += 1) {
      if (seen.has(parts.slice(0, length).join('.')))
        throw new CommandError(
          'ConflictingUpdateOperators',
          `Updating the path '${parts.join('.')}' would create a conflict at '${parts.slice(0, length).join('.')}'`,
        );
    }
    seen.add(parts.join('.'));
  }
}

function parseArrayFilters(value: Value | undefined): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  if (value === undefined) return filters;
  if (!Array.isArray(value)) throw failedToParse("'arrayFilters' must be an array");
  for (const item of value) {
    if (!isDoc(item) || item.size === 0) throw failedToParse('an array filter must be a document');
    const names = new Set([...item.keys()].map((path) => path.split('.')[0] as string));
    const [name] = names;
    if (names.size !== 1 || name === undefined || !/^[a-z][A-Za-z0-9]*$/.test(name))
      throw failedToParse('an array filter needs exactly one top-level field name');
    if (filters.has(name)) throw failedToParse(`several array filters with the name '${name}'`);
    filters.set(name, parseFilter(item));
  }
  return filters;
}

/** The name in `$[name]`, or undefined; the empty name stands for every element. */
export function identifierOf(part: string): string | undefined {
  return part.startsWith('$[') ? part.slice(2, -1) : undefined;
}

function checkIdentifiers(changes: Change[], filters: ReadonlyMap<string, Filter>): void {
  const used = new Set<string>();
  for (const { parts, path } of changes) {
    for (const part of parts) {
      const name = identifierOf(part);
      if (name === undefined || name === '') continue;
      if (!filters.has(name))
        throw badValue(`No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  }
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
  }
}
