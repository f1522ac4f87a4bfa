import { Binary, Decimal128, Int32, ObjectId } from 'bson';
import { notSupported } from '../errors.js';
import type { ByteWriter } from './byte-writer.js';
import { refuseDecimal } from './compare.js';
import { typeOf, type Numeric, type Value } from './values.js';

/** What an index keeps for an empty array: it sorts before null, as in MongoDB. */
export const EMPTY_ARRAY = Symbol('empty array');

/** One component of an index key. */
export type KeyValue = Value | typeof EMPTY_ARRAY;

/** First byte of an encoded value: its rank in MongoDB's order (`TYPES`), or this for an empty array. */
const EMPTY_ARRAY_RANK = 3;

/**
 * Appends a value so that encoded values compare byte by byte as `compareValues` orders them, and none is a prefix of
 * another (so components can follow each other, and inverted bytes give the descending order).
 * @throws CommandError 115 for Decimal128
 */
export function writeKey(out: ByteWriter, value: KeyValue): void {
  if (value === EMPTY_ARRAY) return out.u8(EMPTY_ARRAY_RANK);
  const { rank } = typeOf(value);
  out.u8(rank);
  const write = WRITERS[rank];
  if (write === undefined) throw notSupported(`indexing or sorting by ${typeOf(value).alias}`);
  write(out, value);
}

const NAN_BYTES = 0n;

function writeNumber(out: ByteWriter, value: Value): void {
  if (value instanceof Decimal128) refuseDecimal();
  const numeric = value as Numeric;
  if (typeof numeric === 'bigint') return writeLong(out, numeric);
  const double = numeric instanceof Int32 ? numeric.value : numeric;
  writeDouble(out, double);
  out.u16be(0);
}

function writeDouble(out: ByteWriter, value: number): void {
  if (Number.isNaN(value)) return out.u64be(NAN_BYTES);
  const at = out.doubleBe(value === 0 ? 0 : value);
  out.makeDoubleSortable(at);
}

/** A 64-bit integer is the greatest double not above it, and the rest (below 2048). */
function writeLong(out: ByteWriter, value: bigint): void {
  let double = Number(value);
  if (BigInt(double) > value) double = previousDouble(double);
  writeDouble(out, double);
  out.u16be(Number(value - BigInt(double)));
}

const scratch = Buffer.alloc(8);

function previousDouble(value: number): number {
  scratch.writeDoubleBE(value);
  const bits = scratch.readBigInt64BE();
  scratch.writeBigInt64BE(value > 0 ? bits - 1n : bits + 1n);
  return scratch.readDoubleBE();
}

/** Text with 00 written as 00 FF; ends with 00 00. */
export function writeKeyText(out: ByteWriter, text: string): void {
  if (!text.includes('\0')) {
    out.utf8(text);
    return;
  }
  for (const [index, piece] of text.split('\0').entries()) {
    if (index > 0) out.u16be(0x00ff);
    out.utf8(piece);
  }
}

function writeText(out: ByteWriter, value: Value): void {
  writeKeyText(out, value as string);
  out.u16be(0);
}

function writeDocument(out: ByteWriter, value: Value): void {
  for (const [name, field] of value as Map<string, Value>) {
    out.u8(typeOf(field).rank);
    out.cstring(name);
    writeKey(out, field);
  }
  out.u8(0);
}

function writeItems(out: ByteWriter, value: Value): void {
  for (const item of value as Value[]) writeKey(out, item);
  out.u8(0);
}

function writeBytes(out: ByteWriter, value: Value): void {
  const binary = value as Binary;
  out.u32be(binary.position);
  out.u8(binary.sub_type);
  out.raw(binary.value());
}

const SIGN = 1n << 63n;

const WRITERS: Partial<Record<number, (out: ByteWriter, value: Value) => void>> = {
  5: () => undefined,
  10: writeNumber,
  15: writeText,
  20: writeDocument,
  25: writeItems,
  30: writeBytes,
  35: (out, value) => out.raw((value as ObjectId).id),
  40: (out, value) => out.u8(value === true ? 1 : 0),
  45: (out, value) => out.u64be(BigInt((value as Date).getTime()) + SIGN),
};
