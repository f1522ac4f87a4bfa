import { show } from '../bson/show.js';
import { int, isDoc, isNumeric, toNumber, type Doc, type Value } from '../bson/values.js';
import { CommandError, notSupported } from '../errors.js';
import { parseFilter, isTruthy } from '../query/parse.js';
import { parsePattern } from '../query/sort.js';
import type { Filter } from '../query/filter.js';
import type { IndexSpec } from './index.js';

const KNOWN = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'background',
  'ns',
];

/** What a partial index may test, so that it can be told when a query implies it. */
const PARTIAL_TESTS = ['eq', 'gt', 'gte', 'lt', 'lte', 'exists', 'type'];

/**
 * Parses an index specification of `createIndexes`.
 * @throws CommandError 115 naming TTL, collation and the other kinds of index that are not supported
 */
export function parseIndexSpec(spec: Doc): IndexSpec {
  for (const name of spec.keys()) {
    if (!KNOWN.includes(name)) throw notSupported(`the index option '${name}'`);
  }
  const { key, name } = keyAndName(spec);
  const options: Options = {
    unique: isTruthy(spec.get('unique') ?? false),
    sparse: isTruthy(spec.get('sparse') ?? false),
    partial: spec.get('partialFilterExpression'),
  };
  if (options.partial !== undefined && options.sparse)
    throw new CommandError('CannotCreateIndex', 'cannot mix partialFilterExpression and sparse');
  const onId = key.size === 1 && key.has('_id');
  return {
    name,
    fields: parsePattern(key),
    unique: options.unique || onId,
    sparse: options.sparse,
    partial: options.partial === undefined ? undefined : parsePartial(options.partial),
    document: storedForm(key, name, options),
  };
}

function keyAndName(spec: Doc): { key: Doc; name: string } {
  const key = spec.get('key');
  const name = spec.get('name');
  if (!isDoc(key) || key.size === 0)
    throw new CommandError('CannotCreateIndex', 'Index keys cannot be an empty object');
  if (typeof name !== 'string' || name === '' || name === '*')
    throw new CommandError('CannotCreateIndex', 'the index needs a name');
  for (const [path, kind] of key) checkKind(path, kind);
  return { key, name };
}

function checkKind(path: string, kind: Value): void {
  const direction = isNumeric(kind) ? toNumber(kind) : undefined;
  if (direction !== 1 && direction !== -1)
    throw notSupported(`an index of kind ${show(kind)} on '${path}'; only 1 and -1`);
  if (path.includes('$')) throw notSupported(`an index on '${path}'`);
}

interface Options {
  unique: boolean;
  sparse: boolean;
  partial: Value | undefined;
}

function storedForm(key: Doc, name: string, { unique, sparse, partial }: Options): Doc {
  const document: Doc = new Map<string, Value>([
    ['v', int(2)],
    ['key', key],
    ['name', name],
  ]);
  if (unique) document.set('unique', true);
  if (sparse) document.set('sparse', true);
  if (partial !== undefined) document.set('partialFilterExpression', partial);
  return document;
}

function parsePartial(value: Value): Filter {
  if (!isDoc(value)) throw new CommandError('CannotCreateIndex', 'a partial filter is a document');
  const filter = parseFilter(value);
  checkPartial(filter);
  return filter;
}

function checkPartial(filter: Filter): void {
  if (filter.kind === 'and') return filter.filters.forEach(checkPartial);
  if (filter.kind === 'value' && PARTIAL_TESTS.includes(filter.test.op)) return;
  throw notSupported('this operator in a partialFilterExpression');
}
