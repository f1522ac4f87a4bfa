import { show } from '../bson/show.js';
import { BSONRegExp, Decimal128 } from 'bson';
import { refuseDecimal } from '../bson/compare.js';
import { isDoc, isNumeric, toNumber, typeOf, TYPES, type Doc, type Value } from '../bson/values.js';
import { badValue, notSupported } from '../errors.js';
import type { ArrayTest, ElementTest, Filter, Pattern, ValueTest } from './filter.js';
import { splitPath } from './paths.js';
import { compilePattern } from './regex.js';

/**
 * Parses a query document.
 * @throws CommandError 2 (or 115) naming the operator or value that this server does not support
 */
export function parseFilter(query: Doc): Filter {
  const filters: Filter[] = [];
  for (const [name, value] of query) {
    if (name.startsWith('$')) filters.push(parseLogical(name, value));
    else filters.push(...parseField(name, value));
  }
  return conjunction(filters);
}

function conjunction(filters: Filter[]): Filter {
  return filters.length === 1 ? (filters[0] as Filter) : { kind: 'and', filters };
}

const LOGICAL: Partial<Record<string, 'and' | 'or' | 'nor'>> = {
  $and: 'and',
  $or: 'or',
  $nor: 'nor',
};

function parseLogical(name: string, value: Value): Filter {
  const kind = LOGICAL[name];
  if (kind === undefined) throw badValue(`unknown top level operator: ${name}`);
  if (!Array.isArray(value) || value.length === 0)
    throw badValue(`${name} must be a nonempty array`);
  const filters = value.map((item) => {
    if (!isDoc(item)) throw badValue(`${name} entries need to be full objects`);
    return parseFilter(item);
  });
  return { kind, filters };
}

/** Whether a value of a query is a set of operators rather than a document to be equal to. */
export function isOperators(value: Value): value is Doc {
  if (!isDoc(value)) return false;
  const [first] = value.keys();
  if (first === '$ref' || first === '$id') throw notSupported('DBRef');
  return first !== undefined && first.startsWith('$');
}

function parseField(path: string, value: Value): Filter[] {
  const parts = splitPath(path);
  const tests = isOperators(value) ? parseOperators(value) : [equality(value)];
  return tests.map((test) => filterOf(path, parts, test));
}

function filterOf(path: string, parts: readonly string[], parsed: Parsed): Filter {
  if ('all' in parsed) {
    if (parsed.all.length === 0) return { kind: 'nothing' };
    return conjunction(parsed.all.map((each) => filterOf(path, parts, each)));
  }
  if ('not' in parsed) {
    const filters = parsed.not.map((each) => filterOf(path, parts, each));
    return { kind: 'not', filter: conjunction(filters) };
  }
  if (isArrayTest(parsed)) return { kind: 'array', path, parts, test: parsed };
  return { kind: 'value', path, parts, test: parsed };
}

type Parsed = ValueTest | ArrayTest | { not: Parsed[] } | { all: Parsed[] };

/** Whether a test looks at a whole array rather than at the values in it. */
export function isArrayTest(test: ValueTest | ArrayTest): test is ArrayTest {
  return test.op === 'size' || test.op === 'elemDoc' || test.op === 'elemValue';
}

function equality(value: Value): ValueTest {
  if (value instanceof BSONRegExp)
    return { op: 'regex', pattern: compilePattern(value.pattern, value.options) };
  refuseInside(value);
  return { op: 'eq', value };
}

function refuseInside(value: Value): void {
  if (value instanceof Decimal128) refuseDecimal();
  if (value instanceof BSONRegExp) throw badValue('a regular expression cannot be compared with');
  if (Array.isArray(value)) value.forEach(refuseInside);
  if (isDoc(value)) for (const field of value.values()) refuseInside(field);
}

function parseOperators(operators: Doc): Parsed[] {
  const parsed: Parsed[] = [];
  for (const [name, value] of operators) {
    const parse = OPERATORS[name];
    if (parse === undefined) throw badValue(`unknown operator: ${name}`);
    const test = parse(value, operators);
    if (test !== undefined) parsed.push(test);
  }
  return parsed;
}

type ParseOperator = (value: Value, siblings: Doc) => Parsed | undefined;

function comparison(op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'): ParseOperator {
  return (value) => {
    refuseInside(value);
    return { op, value };
  };
}

function parseIn(value: Value): ValueTest {
  if (!Array.isArray(value)) throw badValue('$in needs an array');
  const values: Value[] = [];
  const patterns: Pattern[] = [];
  for (const item of value) {
    if (item instanceof BSONRegExp) patterns.push(compilePattern(item.pattern, item.options));
    else {
      if (isOperators(item)) throw badValue('cannot nest $ under $in');
      refuseInside(item);
      values.push(item);
    }
  }
  return { op: 'in', values, patterns };
}

const parseRegex: ParseOperator = (value, siblings) => {
  const options = siblings.get('$options');
  if (options !== undefined && typeof options !== 'string')
    throw badValue('$options has to be a string');
  if (value instanceof BSONRegExp) {
    if (options !== undefined && value.options !== '')
      throw badValue('options set in both $regex and $options');
    return { op: 'regex', pattern: compilePattern(value.pattern, options ?? value.options) };
  }
  if (typeof value !== 'string') throw badValue('$regex has to be a string');
  return { op: 'regex', pattern: compilePattern(value, options ?? '') };
};

const parseNot: ParseOperator = (value) => {
  if (value instanceof BSONRegExp) return { not: [equality(value)] };
  if (!isOperators(value)) throw badValue('$not needs a regex or a document of operators');
  return { not: parseOperators(value) };
};

function parseElemMatch(value: Value): ArrayTest {
  if (!isDoc(value)) throw badValue('$elemMatch needs an Object');
  const [first] = value.keys();
  const operators = first !== undefined && first.startsWith('$') && LOGICAL[first] === undefined;
  if (!operators) return { op: 'elemDoc', filter: parseFilter(value) };
  return { op: 'elemValue', tests: parseOperators(value).flatMap((test) => elementTests(test)) };
}

function elementTests(parsed: Parsed, negated = false): ElementTest[] {
  if ('all' in parsed) throw notSupported('$all inside $elemMatch');
  if (!('not' in parsed)) return [{ negated, test: parsed }];
  if (negated || parsed.not.length !== 1)
    throw notSupported('nested or compound $not inside $elemMatch');
  return parsed.not.flatMap((test) => elementTests(test, true));
}

const parseAll: ParseOperator = (value) => {
  if (!Array.isArray(value)) throw badValue('$all needs an array');
  const all = value.map((item): Parsed => {
    if (!isOperators(item)) return equality(item);
    const elemMatch = item.get('$elemMatch');
    if (elemMatch === undefined || item.size > 1) throw badValue('no $ expressions in $all');
    return parseElemMatch(elemMatch);
  });
  return { all };
};

const parseSize: ParseOperator = (value) => {
  const size = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(size) || size < 0) throw badValue('$size must be a non-negative integer');
  return { op: 'size', size };
};

const ALIASES = new Map<number, string>(
  Object.values(TYPES).map(({ code, alias }) => [code, alias]),
);
const NUMBER_ALIASES = ['double', 'int', 'long', 'decimal'];

function typeAliases(value: Value): string[] {
  if (value === 'number') return NUMBER_ALIASES;
  const alias = isNumeric(value) ? ALIASES.get(toNumber(value)) : value;
  const known = [...ALIASES.values()].find((each) => each === alias);
  if (known === undefined) throw badValue(`$type: unknown or unsupported type ${show(value)}`);
  return [known];
}

const parseType: ParseOperator = (value) => {
  const wanted = Array.isArray(value) ? value : [value];
  if (wanted.length === 0) throw badValue('$type must match at least one type');
  return { op: 'type', aliases: new Set(wanted.flatMap(typeAliases)) };
};

/** MongoDB's truth: everything but false, zero and null. */
export function isTruthy(value: Value): boolean {
  if (typeOf(value) === TYPES.decimal) refuseDecimal();
  if (isNumeric(value)) return toNumber(value) !== 0;
  return value !== false && value !== null;
}

const OPERATORS: Partial<Record<string, ParseOperator>> = {
  $eq: comparison('eq'),
  $gt: comparison('gt'),
  $gte: comparison('gte'),
  $lt: comparison('lt'),
  $lte: comparison('lte'),
  $ne: (value) => {
    refuseInside(value);
    return { not: [{ op: 'eq', value }] };
  },
  $in: parseIn,
  $nin: (value) => ({ not: [parseIn(value)] }),
  $exists: (value) => (isTruthy(value) ? { op: 'exists' } : { not: [{ op: 'exists' }] }),
  $not: parseNot,
  $elemMatch: parseElemMatch,
  $all: parseAll,
  $size: parseSize,
  $regex: parseRegex,
  $options: (_value, siblings) => {
    if (!siblings.has('$regex')) throw badValue('$options needs a $regex');
    return undefined;
  },
  $type: parseType,
};
