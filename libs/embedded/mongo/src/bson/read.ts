import { isUtf8 } from 'node:buffer';
import { Binary, BSONError, BSONRegExp, Decimal128, Int32, ObjectId } from 'bson';
import { CommandError, badValue } from '../errors.js';
import type { Doc, Value } from './values.js';

/** The bytes are not BSON. On a socket this ends the connection. */
export class MalformedBson extends Error {}

/** MongoDB's own limit on nesting. */
const MAX_DEPTH = 180;

/**
 * Decodes one document with exact types and field order (the `bson` package's own decoder gives neither).
 * @throws MalformedBson when the bytes are not a document
 * @throws CommandError for the BSON types that this server does not keep, naming the type
 */
export function readDoc(bytes: Buffer): Doc {
  try {
    const reader = new Reader(bytes);
    const doc = reader.document(0);
    if (reader.at !== bytes.length) throw new MalformedBson('bytes after the document');
    return doc;
  } catch (error) {
    if (error instanceof RangeError) throw new MalformedBson('the document ends too early');
    if (error instanceof BSONError) throw new MalformedBson('a value is not what its type says');
    throw error;
  }
}

const REFUSED_TYPES: Record<number, string> = {
  0x06: 'undefined',
  0x0c: 'DBPointer',
  0x0d: 'JavaScript code',
  0x0e: 'symbol',
  0x0f: 'JavaScript code with scope',
  0x11: 'timestamp',
  0x7f: 'MaxKey',
  0xff: 'MinKey',
};

class Reader {
  at = 0;
  constructor(private readonly bytes: Buffer) {}

  document(depth: number): Doc {
    const doc: Doc = new Map();
    this.elements(depth, (name, value) => doc.set(name, value));
    return doc;
  }

  private array(depth: number): Value[] {
    const values: Value[] = [];
    this.elements(depth, (_index, value) => values.push(value));
    return values;
  }

  private elements(depth: number, add: (name: string, value: Value) => void): void {
    if (depth > MAX_DEPTH) throw new CommandError('Overflow', 'the document is nested too deeply');
    const start = this.at;
    const size = this.i32();
    const end = start + size;
    if (size < 5 || end > this.bytes.length) throw new MalformedBson('wrong document length');
    for (;;) {
      const type = this.u8();
      if (type === 0) break;
      const name = this.cstring();
      add(name, this.value(type, depth, name));
    }
    if (this.at !== end) throw new MalformedBson('wrong document length');
  }

  private value(type: number, depth: number, name: string): Value {
    const read = READERS[type];
    if (read !== undefined) return read(this, depth);
    const refused = REFUSED_TYPES[type];
    if (refused === undefined) throw new MalformedBson(`unknown BSON type ${type}`);
    throw badValue(`the embedded server does not keep values of type ${refused} (field '${name}')`);
  }

  u8(): number {
    const value = this.bytes.readUInt8(this.at);
    this.at += 1;
    return value;
  }

  i32(): number {
    const value = this.bytes.readInt32LE(this.at);
    this.at += 4;
    return value;
  }

  i64(): bigint {
    const value = this.bytes.readBigInt64LE(this.at);
    this.at += 8;
    return value;
  }

  double(): number {
    const value = this.bytes.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  cstring(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new MalformedBson('a name does not end');
    const value = this.text(end);
    this.at = end + 1;
    return value;
  }

  string(): string {
    const length = this.i32();
    const end = this.at + length - 1;
    if (length < 1 || this.bytes[end] !== 0) throw new MalformedBson('a string does not end');
    const value = this.text(end);
    this.at = end + 1;
    return value;
  }

  private text(end: number): string {
    const value = this.bytes.toString('utf8', this.at, end);
    if (value.includes('\ufffd') && !isUtf8(this.bytes.subarray(this.at, end)))
      throw new MalformedBson('a string is not UTF-8');
    return value;
  }

  copy(length: number): Buffer {
    const end = this.at + length;
    if (length < 0 || end > this.bytes.length) throw new MalformedBson('a value ends too late');
    const value = Buffer.from(this.bytes.subarray(this.at, end));
    this.at = end;
    return value;
  }

  binary(): Binary {
    const length = this.i32();
    const subtype = this.u8();
    return new Binary(this.copy(length), subtype);
  }

  date(): Date {
    const value = new Date(Number(this.i64()));
    if (Number.isNaN(value.getTime())) throw badValue('a date is outside what JavaScript can hold');
    return value;
  }

  bool(): boolean {
    const value = this.u8();
    if (value > 1) throw new MalformedBson('a boolean is neither 0 nor 1');
    return value === 1;
  }

  arrayAt(depth: number): Value[] {
    return this.array(depth);
  }
}

const READERS: Partial<Record<number, (reader: Reader, depth: number) => Value>> = {
  0x01: (reader) => reader.double(),
  0x02: (reader) => reader.string(),
  0x03: (reader, depth) => reader.document(depth + 1),
  0x04: (reader, depth) => reader.arrayAt(depth + 1),
  0x05: (reader) => reader.binary(),
  0x07: (reader) => new ObjectId(reader.copy(12)),
  0x08: (reader) => reader.bool(),
  0x09: (reader) => reader.date(),
  0x0a: () => null,
  0x0b: (reader) => new BSONRegExp(reader.cstring(), reader.cstring()),
  0x10: (reader) => new Int32(reader.i32()),
  0x12: (reader) => reader.i64(),
  0x13: (reader) => new Decimal128(reader.copy(16)),
};
