import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ids, type Context, type Contract, type Entry } from './context.js';
import { passes, sorted, type Json } from './oracle.js';

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, '', 'a', 'ab', 'b', 'é', 0, 1, 2, -1, 1.5, 2147483648),
);
const object = fc.dictionary(fc.constantFrom('x', 'y'), scalar, { maxKeys: 2 });
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, object), { maxLength: 3 }) },
  { weight: 1, arbitrary: object },
);
const document = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 });

const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'b.x', 'b.y');
const comparison = fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte');
const condition: fc.Arbitrary<{ [name: string]: Json }> = fc.oneof(
  fc.tuple(comparison, value).map(([name, operand]) => ({ [name]: operand })),
  fc
    .tuple(fc.constantFrom('$gte', '$gt'), scalar, fc.constantFrom('$lt', '$lte'), scalar)
    .map(([low, from, high, to]) => ({ [low]: from, [high]: to })),
  fc
    .tuple(fc.constantFrom('$in', '$nin'), fc.array(value, { maxLength: 3 }))
    .map(([name, operands]) => ({ [name]: operands })),
  fc.boolean().map((exists) => ({ $exists: exists })),
  fc.nat(3).map((size) => ({ $size: size })),
  fc.array(scalar, { maxLength: 2 }).map((all) => ({ $all: all })),
  fc.tuple(comparison, scalar).map(([name, operand]) => ({ $not: { [name]: operand } })),
  fc.tuple(fc.constantFrom('$gt', '$lte', '$eq'), scalar).map(([name, operand]) => ({
    $elemMatch: { [name]: operand },
  })),
  fc.tuple(scalar, scalar).map(([x, y]) => ({ $elemMatch: { x: { $gte: x }, y: { $ne: y } } })),
);
const simple = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 3 });
const filter: fc.Arbitrary<{ [name: string]: Json }> = fc.oneof(
  { weight: 3, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('$or', '$and', '$nor'),
        fc.array(simple, { minLength: 1, maxLength: 2 }),
      )
      .map(([name, filters]) => ({ [name]: filters })),
  },
);

const INDEXES: Array<Record<string, 1 | -1>> = [
  { a: 1 },
  { a: -1, b: 1 },
  { b: 1, c: -1 },
  { 'b.x': 1, c: 1 },
  { 'b.x': -1, 'b.y': 1 },
];

async function store(context: Context, documents: Entry[], indexed: boolean) {
  const collection = await context.collection();
  if (indexed) {
    for (const key of INDEXES) {
      const field = Object.keys(key);
      const parallel = documents.some((doc) => arrays(doc, field) > 1);
      if (!parallel) await collection.createIndex(key);
    }
  }
  if (documents.length > 0) await collection.insertMany(documents);
  return collection;
}

function arrays(doc: Entry, paths: string[]): number {
  const roots = new Set(paths.map((each) => each.split('.')[0] as string));
  return [...roots].filter((root) => Array.isArray(doc[root])).length;
}

/** Random documents, filters, orders and indexes against a slow second opinion. */
export const randomContract: Contract = (context) => {
  describe('random queries', () => {
    it('find and order what the second opinion says', { timeout: 60_000 }, async () => {
      const trial = fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(filter, { minLength: 4, maxLength: 8 }),
        fc.constantFrom<1 | -1>(1, -1),
        fc.boolean(),
        async (bodies, filters, direction, indexed) => {
          const documents = bodies.map((body, at) => ({
            _id: `d${String(at).padStart(2, '0')}`,
            ...body,
          }));
          const collection = await store(context(), documents, indexed);
          for (const each of filters) {
            const expected = documents.filter((doc) => passes(doc, each));
            const found = await collection.find(each).toArray();
            expect(new Set(ids(found))).toEqual(new Set(ids(expected)));
            expect(found).toHaveLength(expected.length);
            const inOrder = await collection.find(each).sort({ a: direction, _id: 1 }).toArray();
            expect(inOrder).toEqual(sorted(expected, 'a', direction));
          }
          await collection.drop();
        },
      );
      await fc.assert(trial, { numRuns: 60 });
    });
  });
};
