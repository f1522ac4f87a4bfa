import { ByteWriter } from '../bson/byte-writer.js';
import { EMPTY_ARRAY, writeKey, type KeyValue } from '../bson/key.js';
import type { Doc, Value } from '../bson/values.js';
import { CommandError } from '../errors.js';

/** One field of an index or sort pattern. */
export interface KeyField {
  path: string;
  parts: readonly string[];
  direction: 1 | -1;
}

/** The keys of a document: encoded, sorted, without repetition. */
export interface DocumentKeys {
  keys: Buffer[];
  /** Whether an array was met, so that the document may have several keys. */
  multikey: boolean;
  /** Whether any field of the pattern is there (a sparse index leaves out a document that has none). */
  present: boolean;
}

/** A field of the pattern on its way through the document. */
type Component =
  | { kind: 'done'; value: KeyValue | undefined }
  | { kind: 'pending'; doc: Doc; part: number }
  | { kind: 'blocked'; array: Value[]; part: number };

const MISSING: Component = { kind: 'done', value: undefined };
const writer = new ByteWriter();

/**
 * The index keys of a document: one for each element of an array on the way.
 * @throws CommandError 171 when two different arrays would be combined
 */
export function documentKeys(fields: readonly KeyField[], doc: Doc): DocumentKeys {
  const result: DocumentKeys = { keys: [], multikey: false, present: false };
  expand(
    fields,
    fields.map(() => ({ kind: 'pending', doc, part: 0 })),
    result,
  );
  if (result.keys.length > 1) result.keys = sortedUnique(result.keys);
  return result;
}

/** The key by which a document is sorted: its smallest, given that descending fields are inverted. */
export function sortKey(fields: readonly KeyField[], doc: Doc): Buffer {
  return documentKeys(fields, doc).keys[0] as Buffer;
}

function sortedUnique(keys: Buffer[]): Buffer[] {
  keys.sort((a, b) => Buffer.compare(a, b));
  return keys.filter((key, at) => at === 0 || !key.equals(keys[at - 1] as Buffer));
}

function expand(
  fields: readonly KeyField[],
  components: readonly Component[],
  result: DocumentKeys,
): void {
  const advanced = components.map((component, index) =>
    component.kind === 'pending' ? advance(component, partsOf(fields, index)) : component,
  );
  const array = blockingArray(fields, advanced);
  if (array === undefined) return emit(fields, advanced, result);
  result.multikey = true;
  const items: KeyValue[] = array.length === 0 ? [EMPTY_ARRAY] : array;
  for (const item of items) {
    const next = advanced.map((component, index) =>
      component.kind === 'blocked'
        ? takeItem(component.part, partsOf(fields, index), item)
        : component,
    );
    expand(fields, next, result);
  }
}

function partsOf(fields: readonly KeyField[], index: number): readonly string[] {
  return (fields[index] as KeyField).parts;
}

function advance(from: { doc: Doc; part: number }, parts: readonly string[]): Component {
  let { doc, part } = from;
  for (;;) {
    const value = doc.get(parts[part] as string);
    part += 1;
    if (Array.isArray(value)) return { kind: 'blocked', array: value, part };
    if (part === parts.length) return { kind: 'done', value };
    if (!(value instanceof Map)) return MISSING;
    doc = value;
  }
}

function takeItem(part: number, parts: readonly string[], item: KeyValue): Component {
  if (part === parts.length || item === EMPTY_ARRAY) return { kind: 'done', value: item };
  return item instanceof Map ? { kind: 'pending', doc: item, part } : MISSING;
}

function blockingArray(
  fields: readonly KeyField[],
  components: readonly Component[],
): Value[] | undefined {
  let array: Value[] | undefined;
  for (const component of components) {
    if (component.kind !== 'blocked') continue;
    if (array !== undefined && array !== component.array)
      throw new CommandError(
        'CannotIndexParallelArrays',
        `cannot index or sort by parallel arrays: ${fields.map((field) => field.path).join(', ')}`,
      );
    array = component.array;
  }
  return array;
}

function emit(
  fields: readonly KeyField[],
  components: readonly Component[],
  result: DocumentKeys,
): void {
  writer.truncate(0);
  for (const [index, component] of components.entries()) {
    const value = component.kind === 'done' ? component.value : undefined;
    if (value !== undefined) result.present = true;
    writeComponent(writer, value ?? null, (fields[index] as KeyField).direction);
  }
  result.keys.push(writer.take());
}

/** Appends one component, inverted when its field is descending. */
export function writeComponent(out: ByteWriter, value: KeyValue, direction: 1 | -1): void {
  const from = out.length;
  writeKey(out, value);
  if (direction < 0) out.invertFrom(from);
}
