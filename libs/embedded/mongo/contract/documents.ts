import { Binary, Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { ids, type Contract } from './context.js';

/** What is stored comes back exactly; cursors, projections and order. */
export const documentsContract: Contract = (context) => {
  describe('documents', () => {
    it('keeps every type that it takes', async () => {
      const collection = await context().collection();
      const stored = {
        _id: 'all',
        oid: new ObjectId('65a1b2c3d4e5f60718293a4b'),
        date: new Date('2026-11-24T07:30:00.123Z'),
        before1970: new Date('1969-12-31T23:59:59.999Z'),
        long: Long.fromString('9007199254740993'),
        int: new Int32(5),
        whole: new Double(5),
        half: new Double(0.5),
        decimal: Decimal128.fromString('0.10'),
        binary: new Binary(Buffer.from([0, 255, 7]), 0),
        nothing: null,
        yes: true,
        text: 'kotak saran \u{1F4EE} \u0000 end',
        nested: { z: new Int32(1), a: [new Int32(1), ['x'], {}] },
        empty: [],
      };
      await collection.insertOne(stored);
      const found = await collection.findOne({ _id: 'all' }, { promoteValues: false });
      expect(found).toEqual(stored);
      expect(Object.keys(found ?? {})).toEqual(Object.keys(stored));
      expect(found?.['whole']).toBeInstanceOf(Double);
      expect(found?.['int']).toBeInstanceOf(Int32);
    });

    it('gives an ObjectId to a document without _id and puts _id first', async () => {
      const { insertedId } = await context().db.collection('generated').insertOne({ a: 1 });
      const [found] = await context().db.collection('generated').find().toArray();
      expect(insertedId).toBeInstanceOf(ObjectId);
      expect(Object.keys(found ?? {})).toEqual(['_id', 'a']);
    });

    it('orders values of different types as MongoDB does', async () => {
      const collection = await context().collection([
        { _id: 'date', v: new Date(0) },
        { _id: 'true', v: true },
        { _id: 'false', v: false },
        { _id: 'oid', v: new ObjectId('000000000000000000000001') },
        { _id: 'binary', v: new Binary(Buffer.from([1]), 0) },
        { _id: 'doc', v: { a: 1 } },
        { _id: 'text', v: 'a' },
        { _id: 'accent', v: 'é' },
        { _id: 'big', v: Long.fromString('9007199254740993') },
        { _id: 'bigger', v: Long.fromString('9223372036854775807') },
        { _id: 'two', v: 2.5 },
        { _id: 'one', v: 1 },
        { _id: 'minus', v: -1.5 },
        { _id: 'null', v: null },
        { _id: 'missing' },
        { _id: 'empty', v: [] },
        { _id: 'array', v: [3, 0.5] },
      ]);
      const ascending = await collection.find().sort({ v: 1, _id: 1 }).toArray();
      const expected = [
        'empty',
        'missing',
        'null',
        'minus',
        'array',
        'one',
        'two',
        'big',
        'bigger',
      ];
      const rest = ['text', 'accent', 'doc', 'binary', 'oid', 'false', 'true', 'date'];
      expect(ids(ascending)).toEqual([...expected, ...rest]);
      await collection.createIndex({ v: 1, _id: 1 });
      expect(ids(await collection.find().sort({ v: 1, _id: 1 }).toArray())).toEqual(ids(ascending));
      const descending = await collection.find().sort({ v: -1, _id: 1 }).toArray();
      expect(ids(descending).slice(-6)).toEqual([
        'two',
        'one',
        'minus',
        'missing',
        'null',
        'empty',
      ]);
    });

    it('gives results in batches and forgets a killed cursor', async () => {
      const documents = Array.from({ length: 250 }, (_, n) => ({
        _id: String(n).padStart(3, '0'),
      }));
      const collection = await context().collection(documents);
      const all = await collection.find().sort({ _id: 1 }).batchSize(40).toArray();
      expect(ids(all)).toEqual(ids(documents));
      const { cursor } = await context().db.command({
        find: collection.collectionName,
        batchSize: 10,
      });
      expect(cursor.firstBatch).toHaveLength(10);
      const second = await context().db.command({
        getMore: cursor.id,
        collection: collection.collectionName,
        batchSize: 5,
      });
      expect(second['cursor'].nextBatch).toHaveLength(5);
      const killed = await context().db.command({
        killCursors: collection.collectionName,
        cursors: [cursor.id],
      });
      expect(killed['cursorsKilled']).toHaveLength(1);
      const more = context().db.command({
        getMore: cursor.id,
        collection: collection.collectionName,
      });
      await expect(more).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
    });

    it('goes on reading after the documents read were changed and deleted', async () => {
      const documents = Array.from({ length: 30 }, (_, n) => ({
        _id: String(n).padStart(3, '0'),
        n,
      }));
      const collection = await context().collection(documents);
      await collection.createIndex({ n: 1 });
      const cursor = collection
        .find({ n: { $gte: 0 } })
        .sort({ n: 1 })
        .batchSize(5);
      const first = await cursor.next();
      await collection.deleteOne({ _id: '000' });
      await collection.updateOne({ _id: '001' }, { $set: { n: -1 } });
      const rest = await cursor.toArray();
      expect(first?.n).toBe(0);
      expect(ids(rest).slice(-25)).toEqual(ids(documents).slice(-25));
    });

    it('skips, limits and stops after one batch', async () => {
      const collection = await context().collection(['a', 'b', 'c', 'd'].map((_id) => ({ _id })));
      const page = await collection.find().sort({ _id: -1 }).skip(1).limit(2).toArray();
      expect(ids(page)).toEqual(['c', 'b']);
      const single = await context().db.command({
        find: collection.collectionName,
        batchSize: 2,
        singleBatch: true,
      });
      expect(Number(single['cursor'].id)).toBe(0);
      expect(await collection.find().skip(9).toArray()).toEqual([]);
    });

    it.each([
      [{ a: 1 }, { _id: 'p', a: { b: 1, c: 2 } }],
      [{ 'a.b': 1, _id: 0 }, { a: { b: 1 } }],
      [{ a: { b: 1 } }, { _id: 'p', a: { b: 1 } }],
      [{ 'a.b': 0 }, { _id: 'p', a: { c: 2 }, items: [{ k: 1, v: 2 }, 7, { k: 3 }], z: null }],
      [{ 'items.k': 1 }, { _id: 'p', items: [{ k: 1 }, { k: 3 }] }],
      [
        { 'items.k': 0, a: 0 },
        { _id: 'p', items: [{ v: 2 }, 7, {}], z: null },
      ],
      [{ _id: 1 }, { _id: 'p' }],
      [{ none: 1 }, { _id: 'p' }],
      [{ _id: 0, z: true }, { z: null }],
    ])('projects by %j', async (projection, expected) => {
      const collection = await context().collection([
        { _id: 'p', a: { b: 1, c: 2 }, items: [{ k: 1, v: 2 }, 7, { k: 3 }], z: null },
      ]);
      expect(await collection.findOne({}, { projection })).toEqual(expected);
    });

    it('counts and finds distinct values', async () => {
      const collection = await context().collection([
        { _id: '1', v: [1, 2] },
        { _id: '2', v: 2 },
        { _id: '3', v: 'x' },
        { _id: '4' },
      ]);
      expect(await collection.countDocuments()).toBe(4);
      expect(await collection.estimatedDocumentCount()).toBe(4);
      expect(await collection.countDocuments({ v: 2 })).toBe(2);
      expect(await collection.countDocuments({ v: 2 }, { limit: 1 })).toBe(1);
      expect(await collection.countDocuments({ v: 'none' })).toBe(0);
      expect(await collection.distinct('v')).toEqual([1, 2, 'x']);
      expect(await collection.distinct('v', { _id: '3' })).toEqual(['x']);
      expect(await context().db.collection('not_there').countDocuments({ a: 1 })).toBe(0);
    });
  });
};
