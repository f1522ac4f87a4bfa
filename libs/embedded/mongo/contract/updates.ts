import { Int32, Long } from 'bson';
import { describe, expect, it } from 'vitest';
import type { Contract } from './context.js';

type Case = [name: string, before: object, update: object, after: object, options?: object];

const ORDER = [
  { k: 'a', n: 1 },
  { k: 'b', n: 2 },
  { k: 'a', n: 3 },
];

/** The document before, the update, the document after. */
const CASES: Case[] = [
  ['$set of a path that is not there', {}, { $set: { 'a.b': 1 } }, { a: { b: 1 } }],
  ['$set of a position', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  ['$set behind the end', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  ['new fields by name', {}, { $set: { b: 1, a: 2 }, $inc: { aa: 1 } }, { a: 2, aa: 1, b: 1 }],
  ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', z: '' } }, { b: { d: 2 } }],
  ['$unset of a position', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  [
    '$inc',
    { a: 1, b: { c: 2 } },
    { $inc: { a: 2, 'b.c': -5, z: 1 } },
    { a: 3, b: { c: -3 }, z: 1 },
  ],
  [
    '$min and $max',
    { a: 5, b: 5 },
    { $min: { a: 3, b: 7, c: 1 }, $max: { d: 'x' } },
    { a: 3, b: 5, c: 1, d: 'x' },
  ],
  ['$max across types', { a: 5, b: 'x' }, { $max: { a: 'text', b: 9 } }, { a: 'text', b: 'x' }],
  ['$push', { a: [1] }, { $push: { a: 2, b: 'new' } }, { a: [1, 2], b: ['new'] }],
  [
    '$push $each $slice',
    { a: [1, 2] },
    { $push: { a: { $each: [3, 4], $slice: -3 } } },
    { a: [2, 3, 4] },
  ],
  [
    '$push $sort $slice',
    { a: [{ s: 3 }, { s: 1 }] },
    { $push: { a: { $each: [{ s: 2 }], $sort: { s: -1 }, $slice: 2 } } },
    { a: [{ s: 3 }, { s: 2 }] },
  ],
  [
    '$push $position',
    { a: [1, 2] },
    { $push: { a: { $each: [9], $position: 0 } } },
    { a: [9, 1, 2] },
  ],
  [
    '$addToSet',
    { a: [1, { x: 1 }] },
    { $addToSet: { a: { $each: [1, { x: 1 }, 2, 2] } } },
    { a: [1, { x: 1 }, 2] },
  ],
  ['$pull of a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    '$pull of documents',
    { a: ORDER },
    { $pull: { a: { k: 'a', n: { $gt: 1 } } } },
    { a: ORDER.slice(0, 2) },
  ],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
  ['$setOnInsert of what is there', { a: 1 }, { $set: { a: 2 }, $setOnInsert: { b: 1 } }, { a: 2 }],
  ['$[]', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
  [
    'arrayFilters',
    { a: ORDER },
    { $set: { 'a.$[e].n': 0 } },
    {
      a: [
        { k: 'a', n: 1 },
        { k: 'b', n: 0 },
        { k: 'a', n: 0 },
      ],
    },
    { arrayFilters: [{ 'e.n': { $gte: 2 } }] },
  ],
];

/** What each update makes of one document, and of no other. */
export const updatesContract: Contract = (context) => {
  describe('updates', () => {
    it.each(CASES)('%s', async (_name, before, update, after, options) => {
      const collection = await context().collection([
        { _id: 'it', ...before },
        { _id: 'other', ...before },
      ]);
      const result = await collection.updateOne({ _id: 'it' }, update, options);
      expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
      const stored = await collection.findOne({ _id: 'it' });
      expect(stored).toEqual({ _id: 'it', ...after });
      expect(Object.keys(stored ?? {})).toEqual(['_id', ...Object.keys(after)]);
      expect(await collection.findOne({ _id: 'other' })).toEqual({ _id: 'other', ...before });
    });

    it.each([
      ['items.k', { 'items.k': 'b' }],
      ['$elemMatch', { items: { $elemMatch: { k: 'b', n: 2 } } }],
    ])("'$' is the element that %s matched", async (_name, condition) => {
      const collection = await context().collection([
        { _id: 'it', items: ORDER },
        { _id: 'other', items: ORDER },
      ]);
      await collection.updateOne({ _id: 'it', ...condition }, { $set: { 'items.$.n': 7 } });
      const items = [ORDER[0], { k: 'b', n: 7 }, ORDER[2]];
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 'it', items },
        { _id: 'other', items: ORDER },
      ]);
    });

    it('keeps the type of a number and widens it when needed', async () => {
      const collection = await context().collection([
        { _id: 'n', int: new Int32(2147483647), long: Long.fromString('9007199254740993') },
      ]);
      await collection.updateOne({ _id: 'n' }, { $inc: { int: 1, long: 1, half: 0.5 } });
      const found = await collection.findOne({ _id: 'n' }, { promoteValues: false });
      expect(String(found?.['int'])).toBe('2147483648');
      expect(String(found?.['long'])).toBe('9007199254740994');
      expect(found?.['half'].valueOf()).toBe(0.5);
    });

    it('says that nothing was modified when nothing changes', async () => {
      const collection = await context().collection([{ _id: 'it', a: 1, l: [1] }]);
      const update = { $set: { a: 1 }, $max: { b: 1 }, $addToSet: { l: 1 } };
      await collection.updateOne({ _id: 'it' }, { $set: { b: 1 } });
      const result = await collection.updateOne({ _id: 'it' }, update);
      expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    });

    it.each<[string, object, object, number]>([
      ['a conflict of paths', { a: 1 }, { $set: { a: 1, 'a.b': 2 } }, 40],
      ['the same path twice', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
      ['a field of a number', { a: 1 }, { $set: { 'a.b': 2 } }, 28],
      ['a field of null', { a: null }, { $set: { 'a.b': 2 } }, 28],
      ['$inc of a text', { a: 'x' }, { $inc: { a: 1 } }, 14],
      ['$inc by a text', { a: 1 }, { $inc: { a: 'x' } }, 14],
      ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2],
      ['another _id', { a: 1 }, { $set: { _id: 'new' } }, 66],
      ["'$' without a match", { a: [1] }, { $set: { 'a.$': 2 } }, 2],
      ['an unknown operator', { a: 1 }, { $frobnicate: { a: 1 } }, 9],
    ])('refuses %s and leaves the document', async (_name, before, update, code) => {
      const collection = await context().collection([{ _id: 'it', ...before }]);
      await expect(collection.updateOne({ _id: 'it' }, update)).rejects.toMatchObject({ code });
      expect(await collection.findOne({ _id: 'it' })).toEqual({ _id: 'it', ...before });
    });
  });
};
