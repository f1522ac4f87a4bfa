import { ByteWriter } from '../bson/byte-writer.js';
import { writeKey, writeKeyText } from '../bson/key.js';
import { TYPES, isDoc, isNumeric, typeOf, type Value } from '../bson/values.js';
import type { ValueTest } from './filter.js';

/** Encoded keys from `start` (included) up to `end` (excluded). */
export interface Interval {
  start: Buffer;
  end: Buffer;
}

/** What a test allows one component of an index key to be. */
export interface Bounds {
  intervals: Interval[];
  /** Whether each interval is one single value, so that the next component can be bounded too. */
  points: boolean;
  /** Whether a missing field may pass: then an index that leaves documents out cannot answer. */
  allowsMissing: boolean;
}

const MAX_POINTS = 2000;
const writer = new ByteWriter();

/**
 * The bounds of a test on an index component, or undefined when an index cannot help. Every value that passes the test
 * lies inside; what lies inside is still matched, so they may be too wide.
 */
export function boundsOf(test: ValueTest): Bounds | undefined {
  switch (test.op) {
    case 'eq':
      return pointBounds([test.value]);
    case 'in':
      return test.patterns.length === 0 && test.values.length <= MAX_POINTS
        ? pointBounds(test.values)
        : undefined;
    case 'regex':
      return prefixBounds(test.pattern.prefix);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return rangeBounds(test.op, test.value);
    default:
      return undefined;
  }
}

/** The smallest byte string above every string that begins with `bytes`. */
export function successor(bytes: Buffer): Buffer {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0xff) length -= 1;
  const next = Buffer.from(bytes.subarray(0, length));
  if (length > 0) next[length - 1] = (next[length - 1] as number) + 1;
  return next;
}

function encode(value: Value): Buffer {
  writer.truncate(0);
  writeKey(writer, value);
  return writer.take();
}

function pointBounds(values: Value[]): Bounds | undefined {
  if (values.some((value) => Array.isArray(value))) return undefined;
  const starts = values.map(encode).sort((a, b) => Buffer.compare(a, b));
  const unique = starts.filter((key, at) => at === 0 || !key.equals(starts[at - 1] as Buffer));
  return {
    intervals: unique.map((start) => ({ start, end: successor(start) })),
    points: true,
    allowsMissing: values.includes(null),
  };
}

function prefixBounds(prefix: string): Bounds | undefined {
  writer.truncate(0);
  writer.u8(TYPES.string.rank);
  writeKeyText(writer, prefix);
  const start = writer.take();
  return {
    intervals: [{ start, end: successor(start) }],
    points: false,
    allowsMissing: false,
  };
}

function rangeBounds(op: 'gt' | 'gte' | 'lt' | 'lte', value: Value): Bounds | undefined {
  if (isDoc(value) || Array.isArray(value)) return undefined;
  if (value === null) return op === 'gte' || op === 'lte' ? pointBounds([null]) : NOTHING;
  if (isNumeric(value) && Number.isNaN(Number(value)))
    return op === 'gte' || op === 'lte' ? pointBounds([value]) : NOTHING;
  const { rank } = typeOf(value);
  const key = encode(value);
  const type = { start: Buffer.from([rank]), end: Buffer.from([rank + 1]) };
  const interval: Record<typeof op, Interval> = {
    gt: { start: successor(key), end: type.end },
    gte: { start: key, end: type.end },
    lt: { start: type.start, end: key },
    lte: { start: type.start, end: successor(key) },
  };
  return { intervals: [interval[op]], points: false, allowsMissing: false };
}

const NOTHING: Bounds = { intervals: [], points: true, allowsMissing: false };

/** What both allow. Only right where a document has one value, not several. */
export function intersect(a: Bounds, b: Bounds): Bounds {
  const intervals: Interval[] = [];
  for (const x of a.intervals) {
    for (const y of b.intervals) {
      const start = Buffer.compare(x.start, y.start) > 0 ? x.start : y.start;
      const end = Buffer.compare(x.end, y.end) < 0 ? x.end : y.end;
      if (Buffer.compare(start, end) < 0) intervals.push({ start, end });
    }
  }
  return {
    intervals,
    points: a.points || b.points,
    allowsMissing: a.allowsMissing && b.allowsMissing,
  };
}

/** The interval as it lies in the keys of a descending component. */
export function inverted({ start, end }: Interval): Interval {
  return { start: successor(invert(end)), end: successor(invert(start)) };
}

function invert(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

/** The interval behind a prefix of equal components. */
export function behind(prefix: Buffer, { start, end }: Interval): Interval {
  return { start: Buffer.concat([prefix, start]), end: Buffer.concat([prefix, end]) };
}
