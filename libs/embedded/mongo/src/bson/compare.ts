import { Binary, BSONRegExp, Decimal128, Int32, ObjectId } from 'bson';
import { notSupported } from '../errors.js';
import { typeOf, type Doc, type Numeric, type Value } from './values.js';

/**
 * MongoDB's order of BSON values: first by type (null, numbers, string, object, array, binary, ObjectId, boolean, date,
 * regex), then by value; integers and doubles compare by what they are worth.
 * @throws CommandError 115 when a Decimal128 meets a number
 */
export function compareValues(a: Value, b: Value): number {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  if (typeA.rank !== typeB.rank) return typeA.rank - typeB.rank;
  const compare = BY_RANK[typeA.rank];
  if (compare === undefined) throw new Error(`no order for ${typeA.alias}`);
  return compare(a, b);
}

/** Whether two values are equal in MongoDB's order (`1` and `1.0` are). */
export function sameValue(a: Value, b: Value): boolean {
  return typeOf(a).rank === typeOf(b).rank && compareValues(a, b) === 0;
}

/** The error for a Decimal128 where values must be compared or calculated with. */
export function refuseDecimal(): never {
  throw notSupported('comparing, sorting, indexing or calculating with Decimal128');
}

function compareNumbers(a: Value, b: Value): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) refuseDecimal();
  return compareNumeric(a as Numeric, b as Numeric);
}

/** Orders integers and doubles by worth; NaN comes first and equals itself. */
export function compareNumeric(a: Numeric, b: Numeric): number {
  const x = a instanceof Int32 ? a.value : a;
  const y = b instanceof Int32 ? b.value : b;
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
}

/** Orders strings by their UTF-8 bytes, which differs from UTF-16 order above the surrogates. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return utf8Order(x) - utf8Order(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they come after U+E000..U+FFFF. */
function utf8Order(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareDocs(a: Doc, b: Doc): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [nameA, valueA] = left[at] as [string, Value];
    const [nameB, valueB] = right[at] as [string, Value];
    const difference =
      typeOf(valueA).rank - typeOf(valueB).rank ||
      compareStrings(nameA, nameB) ||
      compareValues(valueA, valueB);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareArrays(a: Value[], b: Value[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = compareValues(a[at] as Value, b[at] as Value);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareBinary(a: Binary, b: Binary): number {
  if (a.position !== b.position) return a.position - b.position;
  if (a.sub_type !== b.sub_type) return a.sub_type - b.sub_type;
  return Buffer.compare(a.value(), b.value());
}

function compareRegex(a: BSONRegExp, b: BSONRegExp): number {
  return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
}

const BY_RANK: Partial<Record<number, (a: Value, b: Value) => number>> = {
  5: () => 0,
  10: compareNumbers,
  15: (a, b) => compareStrings(a as string, b as string),
  20: (a, b) => compareDocs(a as Doc, b as Doc),
  25: (a, b) => compareArrays(a as Value[], b as Value[]),
  30: (a, b) => compareBinary(a as Binary, b as Binary),
  35: (a, b) => Buffer.compare((a as ObjectId).id, (b as ObjectId).id),
  40: (a, b) => Number(a) - Number(b),
  45: (a, b) => (a as Date).getTime() - (b as Date).getTime(),
  50: (a, b) => compareRegex(a as BSONRegExp, b as BSONRegExp),
};
