import { isDoc, typeOf, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue } from '../errors.js';
import { isArrayIndex } from '../query/paths.js';
import { UNSET, type Outcome } from './operators.js';

/** How far an array may be padded with nulls, as in MongoDB. */
const MAX_PADDING = 1_500_000;

/**
 * Changes the value at a concrete path in place, creating documents on the way when there is something to set.
 * @throws CommandError 28 when the path goes through a value that has no fields
 */
export function changeAt(
  doc: Doc,
  parts: readonly string[],
  compute: (current: Value | undefined) => Outcome,
): void {
  let container: Doc | Value[] = doc;
  for (let at = 0; at < parts.length - 1; at += 1) {
    const part = parts[at] as string;
    const next: Value | undefined = child(container, part);
    if (next === undefined) {
      const outcome = compute(undefined);
      if (outcome === undefined || outcome === UNSET) return;
      return setChild(container, part, nested(parts.slice(at + 1), outcome), parts);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (compute(undefined) === undefined) return;
      throw notViable(parts[at + 1] as string, part, next);
    }
    container = next;
  }
  changeChild(container, parts, compute);
}

function changeChild(
  container: Doc | Value[],
  parts: readonly string[],
  compute: (current: Value | undefined) => Outcome,
): void {
  const last = parts.at(-1) as string;
  const outcome = compute(child(container, last));
  if (outcome === undefined) return;
  if (outcome !== UNSET) return setChild(container, last, outcome, parts);
  if (Array.isArray(container)) container[Number(last)] = null;
  else container.delete(last);
}

function child(container: Doc | Value[], part: string): Value | undefined {
  if (!Array.isArray(container)) return container.get(part);
  return isArrayIndex(part) ? container[Number(part)] : undefined;
}

function setChild(
  container: Doc | Value[],
  part: string,
  value: Value,
  parts: readonly string[],
): void {
  if (!Array.isArray(container)) {
    container.set(part, value);
    return;
  }
  if (!isArrayIndex(part)) throw notViable(part, parts.join('.'), container);
  const index = Number(part);
  if (index - container.length > MAX_PADDING)
    throw badValue(`the position ${part} is too far behind the end of the array`);
  while (container.length < index) container.push(null);
  container[index] = value;
}

function nested(parts: readonly string[], value: Value): Value {
  return parts.reduceRight<Value>((inner, part) => new Map([[part, inner]]), value);
}

function notViable(field: string, part: string, value: Value): CommandError {
  return new CommandError(
    'PathNotViable',
    `Cannot create field '${field}' in element '${part}' of type ${typeOf(value).alias}`,
  );
}
