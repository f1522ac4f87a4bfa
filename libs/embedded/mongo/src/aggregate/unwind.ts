import { isDoc, type Doc, type Value } from '../bson/values.js';
import { failedToParse, notSupported } from '../errors.js';
import { plainValue, splitPath } from '../query/paths.js';
import { isTruthy } from '../query/parse.js';
import { Made, type Item, type Stage } from './item.js';

const OPTIONS = ['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'];

/** Parses `$unwind`. @throws CommandError 9 for a wrong path or an unknown option */
export function unwindStage(value: Value): Stage {
  const options: Doc = isDoc(value) ? value : new Map([['path', value]]);
  for (const name of options.keys()) {
    if (!OPTIONS.includes(name)) throw failedToParse(`unrecognized option to $unwind: ${name}`);
  }
  const path = options.get('path');
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw failedToParse("the path of $unwind must begin with '$'");
  const index = options.get('includeArrayIndex');
  if (index !== undefined && (typeof index !== 'string' || index.startsWith('$')))
    throw failedToParse('includeArrayIndex must be a field name');
  if (index?.includes('.') === true) throw notSupported(`includeArrayIndex '${index}'`);
  const keepEmpty = isTruthy(options.get('preserveNullAndEmptyArrays') ?? false);
  const parts = splitPath(path.slice(1));
  return function* (items) {
    for (const item of items) yield* unwound(item, parts, { index, keepEmpty });
  };
}

interface Options {
  index: string | undefined;
  keepEmpty: boolean;
}

function* unwound(item: Item, parts: readonly string[], options: Options): Generator<Item> {
  const { index, keepEmpty } = options;
  const value = plainValue(item.doc, parts);
  if (Array.isArray(value) && value.length > 0) {
    for (const [at, element] of value.entries())
      yield made(withValue(item.doc, parts, element), index, BigInt(at));
    return;
  }
  const absent = value === undefined || value === null || Array.isArray(value);
  if (absent && !keepEmpty) return;
  const doc = Array.isArray(value) ? withValue(item.doc, parts, undefined) : new Map(item.doc);
  yield made(doc, index, null);
}

function made(doc: Doc, index: string | undefined, at: Value): Item {
  if (index !== undefined) doc.set(index, at);
  return new Made(doc);
}

function withValue(doc: Doc, parts: readonly string[], value: Value | undefined): Doc {
  const copy = new Map(doc);
  const [part, ...rest] = parts as [string, ...string[]];
  if (rest.length > 0) copy.set(part, withValue(copy.get(part) as Doc, rest, value));
  else if (value === undefined) copy.delete(part);
  else copy.set(part, value);
  return copy;
}
