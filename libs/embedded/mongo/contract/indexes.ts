import { describe, expect, it } from 'vitest';
import { ids, type Contract, type Entry } from './context.js';

function many(count: number): Entry[] {
  return Array.from({ length: count }, (_, n) => ({
    _id: `k${String(n).padStart(5, '0')}`,
    group: n % 10,
    at: new Date(n * 1000),
    name: `name ${String(n).padStart(5, '0')}`,
    tags: [`t${n % 50}`, `u${n}`],
  }));
}

/** Indexes: what they are, what they forbid, and that queries use them. */
export const indexesContract: Contract = (context) => {
  describe('indexes', () => {
    it('are created once, listed and dropped', async () => {
      const collection = await context().collection([{ _id: 'a' }]);
      expect(await collection.createIndex({ a: 1, 'b.c': -1 })).toBe('a_1_b.c_-1');
      expect(await collection.createIndex({ a: 1, 'b.c': -1 })).toBe('a_1_b.c_-1');
      await collection.createIndex({ u: 1 }, { unique: true, name: 'only' });
      expect(await collection.indexes()).toEqual([
        { v: 2, key: { _id: 1 }, name: '_id_' },
        { v: 2, key: { a: 1, 'b.c': -1 }, name: 'a_1_b.c_-1' },
        { v: 2, key: { u: 1 }, name: 'only', unique: true },
      ]);
      const other = collection.createIndex({ z: 1 }, { name: 'only' });
      await expect(other).rejects.toMatchObject({ code: 86 });
      const differently = collection.createIndex({ a: 1, 'b.c': -1 }, { unique: true, name: 'x' });
      await expect(differently).rejects.toMatchObject({ code: 85 });
      await collection.dropIndex('only');
      await expect(collection.dropIndex('only')).rejects.toMatchObject({ code: 27 });
      await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
      await collection.dropIndexes();
      expect(await collection.indexes()).toHaveLength(1);
    });

    it('a unique index over existing duplicates is refused and leaves no index', async () => {
      const collection = await context().collection([
        { _id: 'a', k: 1 },
        { _id: 'b', k: 1 },
      ]);
      const creating = collection.createIndex({ k: 1 }, { unique: true });
      await expect(creating).rejects.toMatchObject({ code: 11000 });
      expect(await collection.indexes()).toHaveLength(1);
      await collection.insertOne({ _id: 'c', k: 1 });
    });

    it('unique counts a missing field as null; sparse and partial leave documents out', async () => {
      const unique = await context().collection([{ _id: 'a' }]);
      await unique.createIndex({ k: 1 }, { unique: true });
      await expect(unique.insertOne({ _id: 'b', k: null })).rejects.toMatchObject({ code: 11000 });

      const sparse = await context().collection([{ _id: 'a' }, { _id: 'b' }, { _id: 'c', k: 1 }]);
      await sparse.createIndex({ k: 1 }, { unique: true, sparse: true });
      await expect(sparse.insertOne({ _id: 'd', k: 1 })).rejects.toMatchObject({ code: 11000 });
      expect(ids(await sparse.find({ k: null }).sort({ _id: 1 }).toArray())).toEqual(['a', 'b']);
      expect(ids(await sparse.find().sort({ k: 1, _id: 1 }).toArray())).toEqual(['a', 'b', 'c']);

      const partial = await context().collection([
        { _id: 'a', k: 1, open: true },
        { _id: 'b', k: 1, open: false },
      ]);
      await partial.createIndex(
        { k: 1 },
        { unique: true, partialFilterExpression: { open: true } },
      );
      await partial.insertOne({ _id: 'c', k: 1, open: false });
      const clash = partial.updateOne({ _id: 'b' }, { $set: { open: true } });
      await expect(clash).rejects.toMatchObject({ code: 11000 });
      expect(ids(await partial.find({ k: 1 }).sort({ _id: 1 }).toArray())).toEqual(['a', 'b', 'c']);
      expect(ids(await partial.find({ k: 1, open: true }).toArray())).toEqual(['a']);
    });

    it('a unique array index forbids a shared element, not a repeated one', async () => {
      const collection = await context().collection([{ _id: 'a', tags: ['x', 'y', 'x'] }]);
      await collection.createIndex({ tags: 1 }, { unique: true });
      const clash = collection.insertOne({ _id: 'b', tags: ['z', 'y'] });
      await expect(clash).rejects.toMatchObject({ code: 11000, keyValue: { tags: 'y' } });
      const parallel = collection.createIndex({ tags: 1, more: 1 });
      await parallel;
      const both = collection.insertOne({ _id: 'c', tags: ['q'], more: [1, 2] });
      await expect(both).rejects.toMatchObject({ code: 171 });
      expect(ids(await collection.find().toArray())).toEqual(['a']);
    });

    it('are used by equality, ranges, $in, prefixes, sorts and updates', async () => {
      const collection = await context().collection(many(2000));
      await collection.createIndexes([
        { key: { group: 1, at: -1 } },
        { key: { name: 1 } },
        { key: { tags: 1 } },
      ]);
      const bounds: Array<[string, number, () => Promise<unknown[]>]> = [
        ['_id', 1, () => collection.find({ _id: 'k01000' }).toArray()],
        [
          '$in',
          3,
          () => collection.find({ _id: { $in: ['k00001', 'k00002', 'k01999'] } }).toArray(),
        ],
        ['range', 5, () => collection.find({ name: { $gte: 'name 01995' } }).toArray()],
        ['prefix', 10, () => collection.find({ name: /^name 0100/ }).toArray()],
        ['array', 40, () => collection.find({ tags: 't7' }).toArray()],
        [
          'two',
          10,
          () => collection.find({ group: 3, at: { $gte: new Date(1_900_000) } }).toArray(),
        ],
        ['sort', 7, () => collection.find({ group: 3 }).sort({ at: -1 }).limit(7).toArray()],
        ['reverse', 7, () => collection.find({ group: 3 }).sort({ at: 1 }).limit(7).toArray()],
        ['order', 5, () => collection.find().sort({ name: -1 }).limit(5).toArray()],
        [
          'match',
          5,
          () => collection.aggregate([{ $match: { name: { $gte: 'name 01995' } } }]).toArray(),
        ],
      ];
      for (const [name, expected, run] of bounds) {
        let found: unknown[] = [];
        const { documents } = await context().examined(async () => {
          found = await run();
        });
        expect([name, found.length]).toEqual([name, expected]);
        expect(documents, name).toBeLessThanOrEqual(expected + 60);
      }
      const update = await context().examined(() =>
        collection.updateOne({ _id: 'k01234' }, { $inc: { n: 1 } }),
      );
      expect(update.documents).toBeLessThanOrEqual(20);
    });

    it('give the right documents after updates moved and removed keys', async () => {
      const collection = await context().collection(many(100));
      await collection.createIndex({ group: 1, name: 1 });
      await collection.updateMany({ group: 3 }, { $set: { group: 99 } });
      await collection.deleteMany({ group: 4 });
      expect(await collection.countDocuments({ group: 3 })).toBe(0);
      expect(await collection.countDocuments({ group: 4 })).toBe(0);
      const moved = await collection.find({ group: 99 }).sort({ name: -1 }).limit(2).toArray();
      expect(ids(moved)).toEqual(['k00093', 'k00083']);
    });

    it('two conditions on an array may be met by two elements', async () => {
      const collection = await context().collection([
        {
          _id: 'a',
          v: [1, 10],
          items: [
            { x: 1, y: 9 },
            { x: 2, y: 5 },
          ],
        },
        { _id: 'b', v: [4], items: [{ x: 1, y: 5 }] },
      ]);
      await collection.createIndexes([{ key: { v: 1 } }, { key: { 'items.x': 1, 'items.y': 1 } }]);
      expect(
        ids(
          await collection
            .find({ v: { $gt: 3, $lt: 5 } })
            .sort({ _id: 1 })
            .toArray(),
        ),
      ).toEqual(['a', 'b']);
      const split = collection.find({ 'items.x': 1, 'items.y': 5 }).sort({ _id: 1 });
      expect(ids(await split.toArray())).toEqual(['a', 'b']);
      const together = collection.find({ items: { $elemMatch: { x: 1, y: 5 } } });
      expect(ids(await together.toArray())).toEqual(['b']);
    });
  });

  describe('collections', () => {
    it('are created, listed and dropped', async () => {
      const { db } = context();
      await db.createCollection('made');
      await db.collection<Entry>('other').insertOne({ _id: 'a' });
      const names = (await db.listCollections().toArray()).map((each) => each.name);
      expect(names).toEqual(expect.arrayContaining(['made', 'other']));
      expect(await db.listCollections({ name: 'made' }, { nameOnly: true }).toArray()).toEqual([
        { name: 'made', type: 'collection' },
      ]);
      await db.dropCollection('made');
      expect(await db.listCollections({ name: 'made' }).toArray()).toEqual([]);
      expect(await db.collection('other').countDocuments()).toBe(1);
      const { databases } = await db.admin().listDatabases({ nameOnly: true });
      expect(databases.map((each) => each.name)).toContain(db.databaseName);
    });
  });
};
