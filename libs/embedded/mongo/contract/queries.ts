import { describe, expect, it } from 'vitest';
import { ids, type Context, type Contract, type Entry } from './context.js';

const DOCUMENTS: Entry[] = [
  { _id: 'int', v: 5 },
  { _id: 'double', v: 5.5 },
  { _id: 'text', v: 'waru' },
  { _id: 'upper', v: 'Warung' },
  { _id: 'null', v: null },
  { _id: 'missing' },
  { _id: 'array', v: [1, 9] },
  { _id: 'texts', v: ['waru', 'penajam'] },
  { _id: 'nested', v: [[1, 9]] },
  { _id: 'empty', v: [] },
  { _id: 'doc', v: { a: 1, b: 2 } },
  { _id: 'docs', v: [{ a: 1, b: 2 }, { a: 3 }] },
  { _id: 'date', v: new Date('2026-01-01T00:00:00Z') },
  { _id: 'no', v: false },
  { _id: 'multi', v: 'first\nsecond.line' },
];

/** What each filter finds in the documents above, by MongoDB's rules. */
const CASES: Array<[filter: object, expected: string[]]> = [
  [{ v: 5 }, ['int']],
  [{ v: null }, ['missing', 'null']],
  [{ v: { $ne: null } }, without('missing', 'null')],
  [{ v: { $exists: true } }, without('missing')],
  [{ v: { $exists: false } }, ['missing']],
  [{ v: [1, 9] }, ['array', 'nested']],
  [{ v: [9, 1] }, []],
  [{ v: [] }, ['empty']],
  [{ v: 9 }, ['array']],
  [{ v: { a: 1, b: 2 } }, ['doc', 'docs']],
  [{ v: { b: 2, a: 1 } }, []],
  [{ 'v.a': 1 }, ['doc', 'docs']],
  [{ 'v.a': null }, ['date', 'double', 'int', 'missing', 'multi', 'no', 'null', 'text', 'upper']],
  [
    { 'v.b': null },
    ['date', 'docs', 'double', 'int', 'missing', 'multi', 'no', 'null', 'text', 'upper'],
  ],
  [{ 'v.a': { $exists: false } }, without('doc', 'docs')],
  [{ 'v.0': 1 }, ['array']],
  [{ 'v.0.a': 1 }, ['docs']],
  [{ 'v.1': { $exists: true } }, ['array', 'docs', 'texts']],
  [{ v: { $gt: 5 } }, ['array', 'double']],
  [{ v: { $gte: 5, $lt: 5.5 } }, ['array', 'int']],
  [{ v: { $elemMatch: { $gt: 1, $lt: 10 } } }, ['array']],
  [{ v: { $elemMatch: { $gt: 1, $lt: 9 } } }, []],
  [{ v: { $elemMatch: { a: 1, b: 2 } } }, ['docs']],
  [{ v: { $elemMatch: { a: 3, b: 2 } } }, []],
  [{ v: { $not: { $elemMatch: { a: { $exists: true } } } } }, without('docs')],
  [{ v: { $lt: new Date('2027-01-01T00:00:00Z') } }, ['date']],
  [{ v: { $gt: '' } }, ['multi', 'text', 'texts', 'upper']],
  [{ v: { $lte: false } }, ['no']],
  [{ v: { $gte: null } }, ['missing', 'null']],
  [{ v: { $gt: null } }, []],
  [{ v: { $in: [5, null, 'penajam'] } }, ['int', 'missing', 'null', 'texts']],
  [{ v: { $in: [] } }, []],
  [{ v: { $in: [[1, 9]] } }, ['array', 'nested']],
  [{ v: { $in: [/^WARU$/i, 5] } }, ['int', 'text', 'texts']],
  [{ v: { $nin: [5, null] } }, without('int', 'missing', 'null')],
  [{ v: { $ne: 'waru' } }, without('text', 'texts')],
  [{ v: { $not: { $gt: 5 } } }, without('array', 'double')],
  [{ v: { $not: /waru/ } }, without('text', 'texts')],
  [{ v: { $all: ['waru', 'penajam'] } }, ['texts']],
  [{ v: { $all: [5] } }, ['int']],
  [{ v: { $all: [] } }, []],
  [{ v: { $all: [{ $elemMatch: { a: 1 } }, { $elemMatch: { a: 3 } }] } }, ['docs']],
  [{ v: { $size: 2 } }, ['array', 'docs', 'texts']],
  [{ v: { $size: 0 } }, ['empty']],
  [{ v: /^waru/ }, ['text', 'texts']],
  [{ v: /^waru/i }, ['text', 'texts', 'upper']],
  [{ v: { $regex: '^war[u-v]$', $options: 'i' } }, ['text', 'texts']],
  [{ v: /first$/ }, []],
  [{ v: /first.second/ }, []],
  [{ v: { $regex: 'first.second', $options: 's' } }, ['multi']],
  [{ v: /second\.line/ }, ['multi']],
  [{ v: { $type: 'string' } }, ['multi', 'text', 'texts', 'upper']],
  [{ v: { $type: 'number' } }, ['array', 'double', 'int']],
  [{ v: { $type: ['null', 'bool'] } }, ['no', 'null']],
  [{ v: { $type: 4 } }, ['array', 'docs', 'empty', 'nested', 'texts']],
  [{ $or: [{ v: 5 }, { _id: 'no' }] }, ['int', 'no']],
  [{ $and: [{ v: { $gt: 1 } }, { v: { $lt: 6 } }] }, ['array', 'double', 'int']],
  [{ $nor: [{ v: { $exists: true } }, { _id: 'none' }] }, ['missing']],
  [{ _id: { $in: ['int', 'no'] }, v: { $ne: 5 } }, ['no']],
];

function without(...left: string[]): string[] {
  return ids(DOCUMENTS).filter((id) => !left.includes(id as string)) as string[];
}

function byText(list: unknown[]): unknown[] {
  return list.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
}

async function found(context: Context, filter: object, indexed: boolean): Promise<unknown[]> {
  const collection = await context.collection(DOCUMENTS);
  if (indexed) await collection.createIndexes([{ key: { v: 1 } }, { key: { 'v.a': -1 } }]);
  return byText(ids(await collection.find(filter).toArray()));
}

/** What each query operator finds, without an index and with one. */
export const queriesContract: Contract = (context) => {
  describe('queries', () => {
    it.each(CASES)('finds by %j', async (filter, expected) => {
      expect(await found(context(), filter, false)).toEqual(byText(expected));
      expect(await found(context(), filter, true)).toEqual(byText(expected));
    });
  });
};
