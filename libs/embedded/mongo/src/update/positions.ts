import { isDoc, type Doc, type Value } from '../bson/values.js';
import { badValue, notSupported } from '../errors.js';
import type { Filter } from '../query/filter.js';
import { matches, passes, passesElement } from '../query/match.js';
import { plainValue, someValue } from '../query/paths.js';
import { identifierOf } from './parse.js';

type Tested = Extract<Filter, { kind: 'value' | 'array' }>;

/**
 * The position that `$` stands for: the first element of the array that the query's condition on that array matched.
 * @throws CommandError 2 when the query has no such condition, 115 when it has several
 */
export function matchedPosition(filter: Filter, doc: Doc, arrayParts: readonly string[]): number {
  const path = arrayParts.join('.');
  const conditions = conditionsOn(filter, path);
  if (conditions.length > 1)
    throw notSupported(`'$' with several conditions on '${path}'; use $elemMatch`);
  const [condition] = conditions;
  const array = plainValue(doc, arrayParts);
  const position =
    condition !== undefined && Array.isArray(array)
      ? array.findIndex((item) => elementMatches(condition, arrayParts.length, item))
      : -1;
  if (position < 0)
    throw badValue(
      `The positional operator did not find the match needed from the query for '${path}'`,
    );
  return position;
}

function conditionsOn(filter: Filter, path: string): Tested[] {
  if (filter.kind === 'nothing') return [];
  if (filter.kind === 'and') return filter.filters.flatMap((each) => conditionsOn(each, path));
  if (filter.kind === 'value' || filter.kind === 'array')
    return filter.path === path || filter.path.startsWith(`${path}.`) ? [filter] : [];
  const inner = filter.kind === 'not' ? [filter.filter] : filter.filters;
  if (inner.some((each) => conditionsOn(each, path).length > 0))
    throw notSupported(`'$' with a negated or alternative condition on '${path}'`);
  return [];
}

function elementMatches(condition: Tested, depth: number, item: Value): boolean {
  const rest = condition.parts.slice(depth);
  if (condition.kind === 'value') {
    const { test } = condition;
    if (rest.length === 0) return passes(test, item);
    return (
      isDoc(item) && someValue(item, rest, test.op !== 'exists', (value) => passes(test, value))
    );
  }
  if (rest.length > 0 || condition.test.op === 'size') return false;
  return passesElement(condition.test, item);
}

/**
 * The concrete paths that a path with `$[]` and `$[name]` stands for in a document.
 * @throws CommandError 2 when what it goes through is not an array
 */
export function expandPath(
  doc: Doc,
  parts: readonly string[],
  filters: ReadonlyMap<string, Filter>,
): string[][] {
  const at = parts.findIndex((part) => identifierOf(part) !== undefined);
  if (at < 0) return [[...parts]];
  const before = parts.slice(0, at);
  const array = valueAt(doc, before);
  if (array === undefined)
    throw badValue(`The path '${before.join('.')}' must exist in order to apply array updates`);
  if (!Array.isArray(array))
    throw badValue(`Cannot apply array updates to non-array element '${before.join('.')}'`);
  const name = identifierOf(parts[at] as string) as string;
  const filter = filters.get(name);
  return array.flatMap((item, index) => {
    if (filter !== undefined && !matches(filter, new Map([[name, item]]))) return [];
    return expandPath(doc, [...before, String(index), ...parts.slice(at + 1)], filters);
  });
}

/** The value at a concrete path, where positions lead into arrays. */
export function valueAt(doc: Doc, parts: readonly string[]): Value | undefined {
  let value: Value | undefined = doc;
  for (const part of parts) {
    if (isDoc(value)) value = value.get(part);
    else if (Array.isArray(value)) value = value[Number(part)];
    else return undefined;
  }
  return value;
}
