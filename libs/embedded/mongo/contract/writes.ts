import { MongoBulkWriteError, MongoServerError, ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { ids, type Contract } from './context.js';

/** Upserts, bulks, find-and-modify and deletes. */
export const writesContract: Contract = (context) => {
  describe('writes', () => {
    it('an upsert inserts what its filter says must be equal, then the update', async () => {
      const collection = await context().collection([{ _id: 'other', k: 'x', n: 1 }]);
      const result = await collection.updateOne(
        { _id: 'new', k: { $eq: 'y' }, 'a.b': 1, n: { $gt: 5 } },
        { $set: { m: 1 }, $setOnInsert: { made: true }, $inc: { c: 2 } },
        { upsert: true },
      );
      expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 'new' });
      expect(await collection.findOne({ _id: 'new' })).toEqual({
        _id: 'new',
        k: 'y',
        a: { b: 1 },
        c: 2,
        m: 1,
        made: true,
      });
      expect(await collection.findOne({ _id: 'other' })).toEqual({ _id: 'other', k: 'x', n: 1 });
    });

    it('an upsert without _id in its filter makes one', async () => {
      const collection = await context().collection();
      const { upsertedId } = await collection.updateOne(
        { k: 1 },
        { $set: { a: 1 } },
        { upsert: true },
      );
      expect(upsertedId as unknown).toBeInstanceOf(ObjectId);
      expect(await collection.countDocuments({ k: 1, a: 1 })).toBe(1);
    });

    it('a guarded upsert of a key that is there clashes instead of inserting again', async () => {
      const collection = await context().collection([{ _id: 'k', position: 9 }]);
      const late = collection.updateOne(
        { _id: 'k', position: { $lt: 5 } },
        { $set: { position: 5 } },
        { upsert: true },
      );
      await expect(late).rejects.toMatchObject({ code: 11000, keyValue: { _id: 'k' } });
      expect(await collection.find().toArray()).toEqual([{ _id: 'k', position: 9 }]);
    });

    it('updates one or many, and no others', async () => {
      const collection = await context().collection(
        ['a', 'b', 'c', 'd'].map((_id, n) => ({ _id, n, g: n % 2 })),
      );
      await collection.createIndex({ n: 1 });
      const many = await collection.updateMany({ n: { $gte: 1 }, g: 1 }, { $inc: { n: 100 } });
      expect(many).toMatchObject({ matchedCount: 2, modifiedCount: 2 });
      const one = await collection.updateOne({ g: 0 }, { $set: { one: true } });
      expect(one.modifiedCount).toBe(1);
      const all = await collection.find().sort({ _id: 1 }).toArray();
      expect(all.map((each) => each['n'])).toEqual([0, 101, 2, 103]);
      expect(all.filter((each) => each['one'] === true)).toHaveLength(1);
    });

    it('replaces a document and keeps its _id', async () => {
      const collection = await context().collection([
        { _id: 'a', x: 1, y: 2 },
        { _id: 'b', x: 1 },
      ]);
      await collection.replaceOne({ _id: 'a' }, { z: 3 });
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 'a', z: 3 },
        { _id: 'b', x: 1 },
      ]);
      await collection.replaceOne({ _id: 'c' }, { z: 4 }, { upsert: true });
      expect(await collection.findOne({ _id: 'c' })).toEqual({ _id: 'c', z: 4 });
    });

    it('an ordered bulk ends at its first error and keeps what came before', async () => {
      const collection = await context().collection([{ _id: 'x', n: 0 }]);
      const bulk = collection.bulkWrite([
        { insertOne: { document: { _id: 'a' } } },
        { insertOne: { document: { _id: 'x' } } },
        { insertOne: { document: { _id: 'b' } } },
        { updateOne: { filter: { _id: 'x' }, update: { $inc: { n: 1 } } } },
      ]);
      const error = await bulk.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(MongoBulkWriteError);
      expect(error).toMatchObject({ code: 11000, insertedCount: 1, writeErrors: [{ index: 1 }] });
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 'a' },
        { _id: 'x', n: 0 },
      ]);
    });

    it('an unordered bulk does the rest and names each error', async () => {
      const collection = await context().collection([{ _id: 'x', k: 1 }]);
      await collection.createIndex({ k: 1 }, { unique: true });
      const bulk = collection.bulkWrite(
        [
          { insertOne: { document: { _id: 'a', k: 1 } } },
          { insertOne: { document: { _id: 'b', k: 2 } } },
          { updateOne: { filter: { _id: 'c' }, update: { $set: { k: 2 } }, upsert: true } },
          { updateOne: { filter: { _id: 'd' }, update: { $set: { k: 4 } }, upsert: true } },
          { deleteOne: { filter: { _id: 'x' } } },
        ],
        { ordered: false },
      );
      const error = await bulk.catch((reason: unknown) => reason as MongoBulkWriteError);
      expect(error).toMatchObject({
        code: 11000,
        insertedCount: 1,
        upsertedCount: 1,
        deletedCount: 1,
      });
      const { writeErrors } = error as MongoBulkWriteError;
      expect([writeErrors].flat().map((each) => each.index)).toEqual([0, 2]);
      expect(ids(await collection.find().sort({ _id: 1 }).toArray())).toEqual(['b', 'd']);
    });

    it('a duplicate key says which index and which value', async () => {
      const collection = await context().collection([{ _id: 'a', org: 'waru', code: 1 }]);
      await collection.createIndex({ org: 1, code: -1 }, { unique: true });
      const error = await collection
        .insertOne({ _id: 'b', org: 'waru', code: 1 })
        .catch((reason: unknown) => reason as MongoServerError);
      expect(error).toMatchObject({
        code: 11000,
        keyPattern: { org: 1, code: -1 },
        keyValue: { org: 'waru', code: 1 },
      });
      expect((error as MongoServerError).message).toContain('E11000 duplicate key error');
      await collection.insertOne({ _id: 'c', org: 'waru', code: 2 });
      const clash = collection.updateOne({ _id: 'c' }, { $set: { code: 1 } });
      await expect(clash).rejects.toMatchObject({ code: 11000 });
      expect(await collection.findOne({ code: 2 })).toMatchObject({ _id: 'c' });
    });

    it('finds and modifies one document', async () => {
      const collection = await context().collection([
        { _id: 'a', at: 2, n: 0 },
        { _id: 'b', at: 1, n: 0 },
      ]);
      const update = { $inc: { n: 1 } };
      const before = await collection.findOneAndUpdate({ n: 0 }, update, { sort: { at: 1 } });
      expect(before).toEqual({ _id: 'b', at: 1, n: 0 });
      const after = await collection.findOneAndUpdate({ _id: 'b' }, update, {
        returnDocument: 'after',
        projection: { _id: 0, n: 1 },
      });
      expect(after).toEqual({ n: 2 });
      const upserted = await collection.findOneAndUpdate({ _id: 'c' }, update, {
        upsert: true,
        returnDocument: 'after',
      });
      expect(upserted).toEqual({ _id: 'c', n: 1 });
      expect(await collection.findOneAndUpdate({ _id: 'none' }, update)).toBeNull();
      expect(await collection.findOneAndReplace({ _id: 'c' }, { z: 1 })).toEqual({
        _id: 'c',
        n: 1,
      });
      expect(await collection.findOneAndDelete({}, { sort: { at: -1 } })).toEqual({
        _id: 'a',
        at: 2,
        n: 0,
      });
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 'b', at: 1, n: 2 },
        { _id: 'c', z: 1 },
      ]);
    });

    it('deletes one or many, and no others', async () => {
      const collection = await context().collection(
        ['a', 'b', 'c', 'd'].map((_id, n) => ({ _id, g: n % 2, tags: [n, 9] })),
      );
      await collection.createIndex({ tags: 1 });
      expect((await collection.deleteOne({ g: 0 })).deletedCount).toBe(1);
      expect((await collection.deleteMany({ g: 1 })).deletedCount).toBe(2);
      expect((await collection.deleteMany({ tags: 7 })).deletedCount).toBe(0);
      expect(ids(await collection.find({ tags: 9 }).toArray())).toEqual(['c']);
      expect((await collection.deleteMany({})).deletedCount).toBe(1);
    });

    it('refuses a document above 16 MiB and stores nothing of it', async () => {
      const collection = await context().collection([{ _id: 'a', t: '' }]);
      const half = 'x'.repeat(9 * 1024 * 1024);
      await collection.updateOne({ _id: 'a' }, { $set: { t: half } });
      await expect(collection.updateOne({ _id: 'a' }, { $set: { u: half } })).rejects.toThrow(
        MongoServerError,
      );
      expect(Object.keys((await collection.findOne({ _id: 'a' })) ?? {})).toEqual(['_id', 't']);
    });

    it('concurrent increments are all counted', async () => {
      const collection = await context().collection([{ _id: 'n', n: 0 }]);
      await Promise.all(
        Array.from({ length: 200 }, () => collection.updateOne({ _id: 'n' }, { $inc: { n: 1 } })),
      );
      expect(await collection.findOne({ _id: 'n' })).toEqual({ _id: 'n', n: 200 });
    });
  });
};
