import { BSONRegExp } from 'bson';
import { compareValues, sameValue } from '../bson/compare.js';
import { isDoc, typeOf, type Doc, type Value } from '../bson/values.js';
import { badValue } from '../errors.js';
import type { Filter } from '../query/filter.js';
import { matches } from '../query/match.js';
import { isOperators, parseFilter } from '../query/parse.js';
import { parsePattern } from '../query/sort.js';
import { sortKey } from '../storage/index-keys.js';
import { integerOrThrow } from './numbers.js';
import { checkStorable } from './storable.js';

function arrayOrThrow(current: Value, path: string): Value[] {
  if (!Array.isArray(current))
    throw badValue(`The field '${path}' must be an array but is of type ${typeOf(current).alias}`);
  return current;
}

const PUSH_CLAUSES = new Set(['$each', '$position', '$slice', '$sort']);

/** Checks the operand of `$push` and `$addToSet`. @throws CommandError 2 naming an unknown clause */
export function checkPush(operand: Value): void {
  const clauses = pushClauses(operand);
  if (clauses === undefined) return checkStorable(operand);
  for (const name of clauses.keys()) {
    if (!PUSH_CLAUSES.has(name)) throw badValue(`Unrecognized clause in $push: ${name}`);
  }
  const each = clauses.get('$each');
  if (!Array.isArray(each)) throw badValue('The argument to $each must be an array');
  checkStorable(each);
  arrange([], clauses);
}

function pushClauses(operand: Value): Doc | undefined {
  return isDoc(operand) && operand.has('$each') ? operand : undefined;
}

/** `$push`, with `$each`, `$position`, `$sort` and `$slice` applied in that order. */
export function push(current: Value | undefined, operand: Value, path: string): Value {
  const array = current === undefined ? [] : arrayOrThrow(current, path);
  const clauses = pushClauses(operand);
  return clauses === undefined ? [...array, operand] : arrange(array, clauses);
}

function arrange(array: Value[], clauses: Doc): Value[] {
  const added = clauses.get('$each') as Value[];
  const position = clauses.get('$position');
  const at = position === undefined ? array.length : integerOrThrow(position, '$position');
  const sort = clauses.get('$sort');
  const slice = clauses.get('$slice');
  let result = array.toSpliced(at, 0, ...added);
  if (sort !== undefined) result = sorted(result, sort);
  if (slice === undefined) return result;
  const length = integerOrThrow(slice, '$slice');
  return length >= 0 ? result.slice(0, length) : result.slice(length);
}

function sorted(array: Value[], sort: Value): Value[] {
  if (!isDoc(sort)) {
    const direction = integerOrThrow(sort, '$sort');
    if (Math.abs(direction) !== 1) throw badValue('$sort needs 1 or -1');
    return array.toSorted((a, b) => compareValues(a, b) * direction);
  }
  const fields = parsePattern(sort);
  if (fields.length === 0) throw badValue('$sort needs a field');
  return array
    .map((item) => ({ item, key: sortKey(fields, isDoc(item) ? item : new Map()) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ item }) => item);
}

/** `$addToSet`, with `$each`: adds what is not there yet, in MongoDB's sense of equal. */
export function addToSet(current: Value | undefined, operand: Value, path: string): Value {
  const array = current === undefined ? [] : arrayOrThrow(current, path);
  const clauses = pushClauses(operand);
  if (clauses !== undefined && clauses.size > 1)
    throw badValue('$addToSet knows no clause but $each');
  const added = clauses === undefined ? [operand] : (clauses.get('$each') as Value[]);
  const result = [...array];
  for (const item of added) {
    if (!result.some((each) => sameValue(each, item))) result.push(item);
  }
  return result;
}

type Unwanted = (item: Value) => boolean;

function unwantedBy(operand: Value): Unwanted {
  if (isDoc(operand) && !isOperators(operand)) {
    const filter = parseFilter(operand);
    return (item) => isDoc(item) && matches(filter, item);
  }
  if (isDoc(operand) || operand instanceof BSONRegExp) {
    const filter: Filter = parseFilter(new Map([['item', operand]]));
    return (item) => matches(filter, new Map([['item', item]]));
  }
  return (item) => sameValue(item, operand);
}

/** Checks the operand of `$pull`. @throws CommandError as the query that it is */
export function checkPull(operand: Value): void {
  unwantedBy(operand);
}

/** `$pull`: removes equal values, or the elements that match a condition. */
export function pull(current: Value | undefined, operand: Value, path: string): Value | undefined {
  if (current === undefined) return undefined;
  const unwanted = unwantedBy(operand);
  return arrayOrThrow(current, path).filter((item) => !unwanted(item));
}

/** @throws CommandError 2 when the operand is not an array */
export function checkPullAll(operand: Value): void {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
}

/** `$pullAll`: removes every element that equals one of the given. */
export function pullAll(
  current: Value | undefined,
  operand: Value,
  path: string,
): Value | undefined {
  if (current === undefined) return undefined;
  const unwanted = operand as Value[];
  return arrayOrThrow(current, path).filter(
    (item) => !unwanted.some((each) => sameValue(each, item)),
  );
}

/** `$pop`: removes the last element (1) or the first (-1). */
export function pop(current: Value | undefined, operand: Value, path: string): Value | undefined {
  if (current === undefined) return undefined;
  const array = arrayOrThrow(current, path);
  return integerOrThrow(operand, '$pop') === 1 ? array.slice(0, -1) : array.slice(1);
}
