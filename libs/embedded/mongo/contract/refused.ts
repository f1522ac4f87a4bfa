import { Decimal128 } from 'bson';
import { describe, expect, it } from 'vitest';
import type { Contract } from './context.js';

type Case = [command: Record<string, unknown>, code: number, named: string];

const find = (filter: object): Record<string, unknown> => ({ find: 'c', filter });
const stage = (pipeline: object[]): Record<string, unknown> => ({
  aggregate: 'c',
  pipeline,
  cursor: {},
});
const update = (u: unknown, more: object = {}): Record<string, unknown> => ({
  findAndModify: 'c',
  query: { _id: 'a' },
  update: u,
  ...more,
});
const index = (spec: object): Record<string, unknown> => ({
  createIndexes: 'c',
  indexes: [{ key: { a: 1 }, name: 'i', ...spec }],
});

/** What the embedded server refuses by name, where MongoDB would do it or would refuse it too. */
const CASES: Case[] = [
  [{ mapReduce: 'c' }, 59, 'mapReduce'],
  [{ find: 'c', collation: { locale: 'id' } }, 115, 'collation'],
  [{ find: 'c', let: { a: 1 } }, 115, 'let'],
  [{ find: 'c', hint: 'a_1' }, 115, 'hint'],
  [{ find: 'c', tailable: true }, 115, 'tailable'],
  [{ find: 'c', frobnicate: 1 }, 40415, 'frobnicate'],
  [{ find: 'c', readConcern: { level: 'snapshot' } }, 115, 'snapshot'],
  [{ find: 'c', txnNumber: 1, startTransaction: true, autocommit: false }, 20, 'replica set'],
  [find({ $where: 'true' }), 2, '$where'],
  [find({ $expr: {} }), 2, '$expr'],
  [find({ $text: { $search: 'x' } }), 2, '$text'],
  [find({ a: { $near: [1, 2] } }), 2, '$near'],
  [find({ a: { $mod: [2, 0] } }), 2, '$mod'],
  [find({ a: { $regex: 'a', $options: 'x' } }), 2, "'x'"],
  [find({ a: { $regex: '\\Aa' } }), 2, '\\A'],
  [find({ a: { $regex: '(?i)a' } }), 2, '(?i)'],
  [find({ a: Decimal128.fromString('1') }), 115, 'Decimal128'],
  [{ find: 'c', projection: { a: { $slice: 1 } } }, 2, '$slice'],
  [{ find: 'c', sort: { a: { $meta: 'textScore' } } }, 2, 'a'],
  [update([{ $set: { a: 1 } }]), 115, 'pipeline'],
  [update({ $currentDate: { a: true } }), 9, '$currentDate'],
  [update({ $mul: { a: 2 } }), 9, '$mul'],
  [update({ $bit: { a: { and: 1 } } }), 9, '$bit'],
  [update({ $inc: { a: Decimal128.fromString('1') } }), 115, 'Decimal128'],
  [update({ $set: { a: 1 } }, { collation: { locale: 'id' } }), 115, 'collation'],
  [stage([{ $lookup: {} }]), 40324, '$lookup'],
  [stage([{ $out: 'x' }]), 40324, '$out'],
  [stage([{ $merge: 'x' }]), 40324, '$merge'],
  [stage([{ $changeStream: {} }]), 40324, '$changeStream'],
  [stage([{ $group: { _id: 1, a: { $percentile: {} } } }]), 15952, '$percentile'],
  [stage([{ $group: { _id: { $dateTrunc: {} } } }]), 168, '$dateTrunc'],
  [stage([{ $project: { a: '$$NOW' } }]), 115, '$$NOW'],
  [index({ expireAfterSeconds: 5 }), 115, 'expireAfterSeconds'],
  [index({ collation: { locale: 'id' } }), 115, 'collation'],
  [index({ key: { a: 'text' } }), 115, 'text'],
  [index({ key: { a: '2dsphere' } }), 115, '2dsphere'],
  [index({ key: { a: 'hashed' } }), 115, 'hashed'],
  [index({ key: { '$**': 1 } }), 115, '$**'],
  [
    index({ partialFilterExpression: { $or: [{ a: 1 }], b: { $in: [1] } } }),
    115,
    'partialFilterExpression',
  ],
  [{ create: 'x', capped: true, size: 10 }, 115, 'capped'],
  [{ create: 'x', validator: {} }, 115, 'validator'],
  [{ create: 'bad$name' }, 73, 'bad$name'],
  [{ ping: 1, writeConcern: { w: 2 } }, 100, 'replicated'],
  [{ listIndexes: 'not_there' }, 26, 'not_there'],
];

/** What is not supported is refused by name and changes nothing. Run against the embedded server only. */
export const refusedContract: Contract = (context) => {
  describe('refusals', () => {
    it.each(CASES)('%j', async (command, code, named) => {
      const { db } = context();
      const entry = { _id: 'a', a: 1 };
      await db
        .collection<{ _id: string; a: number }>('c')
        .replaceOne({ _id: 'a' }, { a: 1 }, { upsert: true });
      const error = await db.command(command).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      expect(error).toMatchObject({ code });
      expect(error?.message).toContain(named);
      expect(await db.collection('c').find().toArray()).toEqual([entry]);
      expect(await db.collection('c').indexes()).toHaveLength(1);
    });

    it('a transaction is refused at its first command', async () => {
      const { client, db } = context();
      const session = client.startSession();
      session.startTransaction();
      const run = db.collection('c').findOne({}, { session });
      await expect(run).rejects.toMatchObject({ code: 20 });
      await session.endSession();
    });

    it('a Decimal128 is kept, and refused where it would be compared', async () => {
      const collection = await context().collection([
        { _id: 'a', d: Decimal128.fromString('1.50') },
      ]);
      expect(String((await collection.findOne({ _id: 'a' }))?.['d'])).toBe('1.50');
      for (const run of [
        () => collection.find({ d: { $gt: 1 } }).toArray(),
        () => collection.find().sort({ d: 1 }).toArray(),
        () => collection.createIndex({ d: 1 }),
        () => collection.updateOne({ _id: 'a' }, { $inc: { d: 1 } }),
        () => collection.aggregate([{ $group: { _id: null, s: { $sum: '$d' } } }]).toArray(),
      ])
        await expect(run()).rejects.toMatchObject({ code: 115 });
      expect(String((await collection.findOne({ _id: 'a' }))?.['d'])).toBe('1.50');
    });
  });
};
