import { Binary, BSONRegExp, Decimal128, Int32, ObjectId } from 'bson';

/** A document: fields in the order in which they are stored. */
export type Doc = Map<string, Value>;

/**
 * A BSON value with its exact type: a JavaScript `number` is always a double, an `Int32` a 32-bit and a `bigint` a
 * 64-bit integer.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Int32
  | Date
  | ObjectId
  | Binary
  | Decimal128
  | BSONRegExp
  | RawDoc
  | Value[]
  | Doc;

/** An encoded document that a reply carries unchanged. It is never stored, compared or matched. */
export class RawDoc {
  constructor(readonly bytes: Buffer) {}
}

/** Builds a document from an object literal, dropping what is `undefined`. Numbers become doubles. */
export function docOf(fields: Record<string, Value | undefined>): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) doc.set(name, value);
  }
  return doc;
}

/** A 32-bit integer value. */
export function int(value: number): Int32 {
  return new Int32(value);
}

/** Whether the value is an embedded document. */
export function isDoc(value: Value | undefined): value is Doc {
  return value instanceof Map;
}

/** A number of any BSON integer or double type. */
export type Numeric = number | bigint | Int32;

/** Whether the value is an integer or a double (Decimal128 is not: see `refuseDecimal`). */
export function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Int32;
}

/** The JavaScript number nearest to a numeric value. */
export function toNumber(value: Numeric): number {
  return value instanceof Int32 ? value.value : Number(value);
}

interface TypeInfo {
  code: number;
  alias: string;
  rank: number;
}

const info = (code: number, alias: string, rank: number): TypeInfo => ({ code, alias, rank });

/** BSON type number, `$type` alias and rank in MongoDB's comparison order, by type. */
export const TYPES = {
  double: info(1, 'double', 10),
  string: info(2, 'string', 15),
  object: info(3, 'object', 20),
  array: info(4, 'array', 25),
  binData: info(5, 'binData', 30),
  objectId: info(7, 'objectId', 35),
  bool: info(8, 'bool', 40),
  date: info(9, 'date', 45),
  null: info(10, 'null', 5),
  regex: info(11, 'regex', 50),
  int: info(16, 'int', 10),
  long: info(18, 'long', 10),
  decimal: info(19, 'decimal', 10),
} as const satisfies Record<string, TypeInfo>;

const SIMPLE: Partial<Record<string, TypeInfo>> = {
  string: TYPES.string,
  number: TYPES.double,
  bigint: TYPES.long,
  boolean: TYPES.bool,
};

const CLASSES: Array<[new (...args: never[]) => unknown, TypeInfo]> = [
  [Map, TYPES.object],
  [Array, TYPES.array],
  [Int32, TYPES.int],
  [Date, TYPES.date],
  [ObjectId, TYPES.objectId],
  [Binary, TYPES.binData],
  [Decimal128, TYPES.decimal],
  [BSONRegExp, TYPES.regex],
];

/** The BSON type of a value. */
export function typeOf(value: Value): TypeInfo {
  const simple = SIMPLE[typeof value];
  if (simple !== undefined) return simple;
  if (value === null) return TYPES.null;
  for (const [constructor, type] of CLASSES) if (value instanceof constructor) return type;
  throw new Error('a raw document has no type');
}
