import { BSON, Binary, Decimal128, Int32, ObjectId } from 'bson';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from './byte-writer.js';
import { compareValues } from './compare.js';
import { writeKey } from './key.js';
import { MalformedBson, readDoc } from './read.js';
import type { Doc, Value } from './values.js';
import { writeDoc } from './write.js';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((n) => new Int32(n));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const edge = fc.constantFrom<Value>(
  9007199254740992n,
  9007199254740993n,
  9007199254740992,
  2n ** 63n - 1n,
  -(2n ** 63n),
  2 ** 63,
  -(2 ** 63),
  0,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  '',
  '\0',
  'a\0',
  'a\0b',
  'a',
  '\u{1F4EE}',
  '\uffee',
  'é',
  'z',
);
const scalar: fc.Arbitrary<Value> = fc.oneof(
  edge,
  int32,
  int64,
  fc.double(),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(Buffer.from(bytes), 0)),
);
const { value } = fc.letrec<{ value: Value; list: Value[]; doc: Doc }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: scalar }, tie('list'), tie('doc')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  doc: fc
    .array(fc.tuple(fc.constantFrom('a', 'b', '10', '9', '__proto__'), tie('value')), {
      maxLength: 3,
    })
    .map((fields) => new Map(fields)),
}));

function keyOf(each: Value): Buffer {
  const writer = new ByteWriter(16);
  writeKey(writer, each);
  return writer.take();
}

describe('BSON', () => {
  it('reads what it writes, byte by byte', () => {
    fc.assert(
      fc.property(value, (each) => {
        const bytes = writeDoc(new Map([['v', each]]));
        expect(writeDoc(readDoc(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });

  it('writes what the bson package reads, and the other way round', () => {
    const doc = { a: 1, b: 1.5, c: 'é', d: [null, true, { x: new Date(5) }], e: new ObjectId() };
    const bytes = Buffer.from(BSON.serialize({ ...doc, f: Decimal128.fromString('1.10') }));
    expect(writeDoc(readDoc(bytes)).equals(bytes)).toBe(true);
    expect([...readDoc(bytes).keys()]).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(readDoc(bytes).get('a')).toEqual(new Int32(1));
    expect(readDoc(bytes).get('b')).toBe(1.5);
  });

  it('refuses every cut of a document, and bytes turned at random', () => {
    const bytes = Buffer.from(
      BSON.serialize({ a: 1, s: 'text', l: [1, { x: 2n }], b: Buffer.from([1]), d: new Date(1) }),
    );
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => readDoc(bytes.subarray(0, length))).toThrow(MalformedBson);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const turned = Buffer.from(bytes);
        turned[at] = byte;
        try {
          readDoc(turned);
        } catch (error) {
          expect((error as Error).constructor.name).toMatch(/^(MalformedBson|CommandError)$/);
        }
      }),
      // The example makes a regular expression of a value, one with flags that there are not.
      { numRuns: 500, examples: [[55, 11]] },
    );
  });

  it('refuses text that is not UTF-8 and nesting without end', () => {
    const bytes = Buffer.from(BSON.serialize({ a: 'xx' }));
    bytes[bytes.length - 4] = 0xff;
    expect(() => readDoc(bytes)).toThrow('not UTF-8');
    let deep: Doc = new Map();
    for (let level = 0; level < 200; level += 1) deep = new Map([['d', deep]]);
    expect(() => readDoc(writeDoc(deep))).toThrow('nested too deeply');
  });
});

describe('index keys', () => {
  it('order as the values do, whatever the types', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const byKey = Math.sign(Buffer.compare(keyOf(a), keyOf(b)));
        expect(byKey).toBe(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 3000 },
    );
  });

  it('order descending when inverted, also one behind the other', () => {
    const pair = (a: Value, b: Value): Buffer => {
      const writer = new ByteWriter(16);
      writeKey(writer, a);
      writer.invertFrom(0);
      writeKey(writer, b);
      return writer.take();
    };
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const expected = -compareValues(a, c) || compareValues(b, d);
        expect(Math.sign(Buffer.compare(pair(a, b), pair(c, d)))).toBe(Math.sign(expected));
      }),
      { numRuns: 1000 },
    );
  });
});
