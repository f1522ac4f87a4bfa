import { isDoc, type Doc, type Value } from '../bson/values.js';
import { badValue } from '../errors.js';

/** Called for each value that a path reaches; `undefined` is a missing field. True ends the walk. */
export type Visit = (value: Value | undefined) => boolean;

const INDEX = /^(?:0|[1-9]\d*)$/;

/** Whether a part of a path can be the position in an array. */
export function isArrayIndex(part: string): boolean {
  return INDEX.test(part);
}

/**
 * Splits a dotted path.
 * @throws CommandError 2 for an empty part or one that begins with `$`
 */
export function splitPath(path: string): string[] {
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') throw badValue(`the path '${path}' has an empty part`);
    if (part.startsWith('$')) throw badValue(`the path '${path}' has a part that begins with '$'`);
  }
  return parts;
}

/**
 * Visits what a query path reaches, as MongoDB does: through documents, through each document in an array, and by
 * position. With `leaves`, an array at the end is visited element by element and then as a whole; without, as a whole.
 */
export function someValue(
  doc: Doc,
  parts: readonly string[],
  leaves: boolean,
  visit: Visit,
  from = 0,
): boolean {
  const value = doc.get(parts[from] as string);
  if (from === parts.length - 1) return leaf(value, leaves, visit);
  if (isDoc(value)) return someValue(value, parts, leaves, visit, from + 1);
  if (Array.isArray(value)) return someInArray(value, parts, leaves, visit, from + 1);
  return visit(undefined);
}

function leaf(value: Value | undefined, leaves: boolean, visit: Visit): boolean {
  if (leaves && Array.isArray(value)) {
    for (const item of value) if (visit(item)) return true;
  }
  return visit(value);
}

function someInArray(
  array: Value[],
  parts: readonly string[],
  leaves: boolean,
  visit: Visit,
  from: number,
): boolean {
  const part = parts[from] as string;
  const position = isArrayIndex(part) ? Number(part) : -1;
  for (const [index, item] of array.entries()) {
    if (isDoc(item) && someValue(item, parts, leaves, visit, from)) return true;
    if (index === position && atPosition(item, parts, leaves, visit, from)) return true;
  }
  return false;
}

function atPosition(
  item: Value,
  parts: readonly string[],
  leaves: boolean,
  visit: Visit,
  from: number,
): boolean {
  if (from === parts.length - 1) return visit(item);
  if (isDoc(item)) return someValue(item, parts, leaves, visit, from + 1);
  return Array.isArray(item) && someInArray(item, parts, leaves, visit, from + 1);
}

/** The value at a path without entering arrays, or undefined. */
export function plainValue(doc: Doc, parts: readonly string[]): Value | undefined {
  let value: Value | undefined = doc;
  for (const part of parts) {
    if (!isDoc(value)) return undefined;
    value = value.get(part);
  }
  return value;
}
