import { Binary, BSONRegExp, Decimal128, Int32, ObjectId } from 'bson';
import { ByteWriter } from './byte-writer.js';
import { RawDoc, type Doc, type Value } from './values.js';

const shared = new ByteWriter(64 * 1024);

/** Encodes a document as BSON; the inverse of `readDoc`. */
export function writeDoc(doc: Doc): Buffer {
  shared.truncate(0);
  writeDocTo(shared, doc);
  return shared.take();
}

/** Appends an encoded document to a writer. */
export function writeDocTo(out: ByteWriter, doc: Doc): void {
  const start = out.placeholder();
  for (const [name, value] of doc) writeElement(out, name, value);
  out.u8(0);
  out.patchI32(start, out.length - start);
}

function writeArray(out: ByteWriter, values: Value[]): void {
  const start = out.placeholder();
  for (const [index, value] of values.entries()) writeElement(out, String(index), value);
  out.u8(0);
  out.patchI32(start, out.length - start);
}

function head(out: ByteWriter, type: number, name: string): void {
  out.u8(type);
  out.cstring(name);
}

function writeElement(out: ByteWriter, name: string, value: Value): void {
  switch (typeof value) {
    case 'number':
      head(out, 0x01, name);
      return out.double(value);
    case 'string':
      head(out, 0x02, name);
      return writeString(out, value);
    case 'boolean':
      head(out, 0x08, name);
      return out.u8(value ? 1 : 0);
    case 'bigint':
      head(out, 0x12, name);
      return out.i64(value);
    default:
      return writeObject(out, name, value);
  }
}

function writeString(out: ByteWriter, value: string): void {
  const at = out.placeholder();
  const length = out.utf8(value);
  out.u8(0);
  out.patchI32(at, length + 1);
}

type Composite = Exclude<Value, number | string | boolean | bigint>;

function writeObject(out: ByteWriter, name: string, value: Composite): void {
  if (value === null) return head(out, 0x0a, name);
  if (value instanceof Map) {
    head(out, 0x03, name);
    return writeDocTo(out, value);
  }
  if (Array.isArray(value)) {
    head(out, 0x04, name);
    return writeArray(out, value);
  }
  if (value instanceof RawDoc) {
    head(out, 0x03, name);
    return out.raw(value.bytes);
  }
  return writeScalar(out, name, value);
}

type Scalar = Int32 | Date | ObjectId | Binary | Decimal128 | BSONRegExp;

function writeScalar(out: ByteWriter, name: string, value: Scalar): void {
  if (value instanceof Int32) {
    head(out, 0x10, name);
    return out.i32(value.value);
  }
  if (value instanceof Date) {
    head(out, 0x09, name);
    return out.i64(BigInt(value.getTime()));
  }
  if (value instanceof ObjectId) {
    head(out, 0x07, name);
    return out.raw(value.id);
  }
  if (value instanceof Binary) return writeBinary(out, name, value);
  if (value instanceof Decimal128) {
    head(out, 0x13, name);
    return out.raw(value.bytes);
  }
  head(out, 0x0b, name);
  out.cstring(value.pattern);
  out.cstring(value.options);
}

function writeBinary(out: ByteWriter, name: string, value: Binary): void {
  head(out, 0x05, name);
  out.i32(value.position);
  out.u8(value.sub_type);
  out.raw(value.buffer.subarray(0, value.position));
}
