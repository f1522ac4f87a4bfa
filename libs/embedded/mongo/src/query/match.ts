import { compareNumeric, compareValues } from '../bson/compare.js';
import { isDoc, isNumeric, typeOf, type Doc, type Value } from '../bson/values.js';
import type { ArrayTest, ElementTest, Filter, Pattern, ValueTest } from './filter.js';
import { isArrayTest } from './parse.js';
import { someValue } from './paths.js';

/** Whether a document passes a filter. */
export function matches(filter: Filter, doc: Doc): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((each) => matches(each, doc));
    case 'or':
      return filter.filters.some((each) => matches(each, doc));
    case 'nor':
      return !filter.filters.some((each) => matches(each, doc));
    case 'not':
      return !matches(filter.filter, doc);
    case 'value':
      return someValue(doc, filter.parts, filter.test.op !== 'exists', (value) =>
        passes(filter.test, value),
      );
    case 'array':
      return someValue(doc, filter.parts, false, (value) => passesArray(filter.test, value));
    default:
      return false;
  }
}

/** Whether one value passes a test; `undefined` is a missing field, which equals null. */
export function passes(test: ValueTest, value: Value | undefined): boolean {
  switch (test.op) {
    case 'exists':
      return value !== undefined;
    case 'type':
      return value !== undefined && test.aliases.has(typeOf(value).alias);
    case 'regex':
      return passesPattern(test.pattern, value);
    case 'in':
      return (
        test.values.some((each) => passesComparison('eq', each, value)) ||
        test.patterns.some((pattern) => passesPattern(pattern, value))
      );
    default:
      return passesComparison(test.op, test.value, value);
  }
}

function passesPattern(pattern: Pattern, value: Value | undefined): boolean {
  return typeof value === 'string' && pattern.regex.test(value);
}

type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

const HOLDS: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/** Values of different types are never equal, greater or less; NaN is only equal to itself. */
function passesComparison(op: Comparison, operand: Value, value: Value | undefined): boolean {
  const actual = value === undefined ? null : value;
  if (typeOf(actual).rank !== typeOf(operand).rank) return false;
  const order = compareValues(actual, operand);
  if (order !== 0 && (isNaNumber(actual) || isNaNumber(operand))) return false;
  return HOLDS[op](order);
}

function isNaNumber(value: Value): boolean {
  return isNumeric(value) && compareNumeric(value, Number.NaN) === 0;
}

function passesArray(test: ArrayTest, value: Value | undefined): boolean {
  if (!Array.isArray(value)) return false;
  if (test.op === 'size') return value.length === test.size;
  return value.some((item) => passesElement(test, item));
}

/** Whether one element satisfies an `$elemMatch`. */
export function passesElement(test: Exclude<ArrayTest, { op: 'size' }>, item: Value): boolean {
  if (test.op === 'elemValue') return test.tests.every((each) => passesEach(each, item));
  if (isDoc(item)) return matches(test.filter, item);
  return Array.isArray(item) && matches(test.filter, arrayAsDoc(item));
}

/** MongoDB sees an array inside an array as a document of its positions. */
function arrayAsDoc(items: Value[]): Doc {
  return new Map(items.map((item, index) => [String(index), item]));
}

function passesEach({ negated, test }: ElementTest, item: Value): boolean {
  const passed = isArrayTest(test) ? passesArray(test, item) : passes(test, item);
  return passed !== negated;
}
