import mongoose, { type Connection } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { ids, type Contract } from './context.js';

const schema = new mongoose.Schema(
  {
    _id: { type: String, required: true },
    number: { type: Number, index: true },
    code: { type: String, unique: true },
    words: [String],
    position: { commit: BigInt, prepare: BigInt },
    items: [{ _id: false, step: Number, at: Date }],
    secret: Buffer,
    extra: mongoose.Schema.Types.Mixed,
  },
  { timestamps: true, minimize: false },
);

type Words = mongoose.Types.Array<string>;
const wordsOf = (complaint: { words: string[] }): Words => complaint.words as Words;

let models = 0;

function model(connection: Connection) {
  models += 1;
  return connection.model(`Complaint${models}`, schema, `complaints_${models}`);
}

/** What Aduan does through mongoose. */
export const modelsContract: Contract = (context) => {
  describe('mongoose', () => {
    it('creates its indexes', async () => {
      const Complaint = model(context().connection);
      await Complaint.createCollection();
      await Complaint.createIndexes();
      const keys = (await Complaint.listIndexes()).map((each) => each.key as object);
      expect(keys).toEqual([{ _id: 1 }, { number: 1 }, { code: 1 }]);
      expect(await Complaint.syncIndexes()).toEqual([]);
    });

    it('saves, loads and saves again', async () => {
      const Complaint = model(context().connection);
      const at = new Date('2026-11-24T00:00:00Z');
      await Complaint.create({
        _id: 'a',
        number: 1,
        code: 'x',
        words: ['jalan'],
        position: { commit: 9007199254740993n, prepare: 1n },
        items: [{ step: 1, at }],
        secret: Buffer.from('rahasia'),
        extra: {},
      });
      const loaded = await Complaint.findById('a').orFail();
      expect(loaded.position?.commit).toBe(9007199254740993n);
      expect(loaded.secret?.toString()).toBe('rahasia');
      expect(loaded.extra).toEqual({});
      loaded.words.push('rusak');
      loaded.items[0]?.set('step', 2);
      loaded.set('number', undefined);
      await loaded.save();
      const again = await Complaint.findById('a').lean().orFail();
      expect(again).toMatchObject({ words: ['jalan', 'rusak'], items: [{ step: 2, at }] });
      expect(again).not.toHaveProperty('number');
      expect(again.updatedAt.getTime()).toBeGreaterThanOrEqual(again.createdAt.getTime());
      wordsOf(loaded).pull('jalan');
      await loaded.save();
      expect((await Complaint.findById('a').lean().orFail()).words).toEqual(['rusak']);
    });

    it('projects an event once: the guard is in the filter', async () => {
      const Complaint = model(context().connection);
      const apply = (position: bigint) =>
        Complaint.bulkWrite([
          {
            updateOne: {
              filter: { _id: 'a', 'position.commit': { $lt: position } },
              update: { $inc: { number: 1 }, $set: { 'position.commit': position } },
            },
          },
        ]);
      await Complaint.create({
        _id: 'a',
        code: 'a',
        number: 0,
        position: { commit: 5n, prepare: 5n },
      });
      expect((await apply(7n)).modifiedCount).toBe(1);
      expect((await apply(7n)).modifiedCount).toBe(0);
      expect((await apply(6n)).modifiedCount).toBe(0);
      expect(await Complaint.findById('a').lean().orFail()).toMatchObject({
        number: 1,
        position: { commit: 7 },
      });
    });

    it('finds pages, counts, distinct values and aggregates', async () => {
      const Complaint = model(context().connection);
      await Complaint.insertMany(
        ['a', 'b', 'c', 'd'].map((_id, number) => ({
          _id,
          number,
          code: _id,
          words: [_id, 'all'],
        })),
      );
      const page = await Complaint.find({ words: 'all', number: { $lt: 3 } })
        .sort({ number: -1 })
        .skip(1)
        .limit(1)
        .select({ number: 1 })
        .lean();
      expect(page).toEqual([{ _id: 'b', number: 1 }]);
      expect(await Complaint.countDocuments({ words: { $all: ['a', 'all'] } })).toBe(1);
      expect(await Complaint.exists({ code: 'none' })).toBeNull();
      expect(await Complaint.distinct('words')).toEqual(['a', 'all', 'b', 'c', 'd']);
      const sums = await Complaint.aggregate([{ $group: { _id: null, n: { $sum: '$number' } } }]);
      expect(sums).toEqual([{ _id: null, n: 6 }]);
      const seen: string[] = [];
      for await (const each of Complaint.find().sort({ _id: -1 }).lean().cursor({ batchSize: 2 }))
        seen.push(...(ids([each]) as string[]));
      expect(seen).toEqual(['d', 'c', 'b', 'a']);
    });

    it('reports a duplicate key and a stale version', async () => {
      const Complaint = model(context().connection);
      await Complaint.createIndexes();
      await Complaint.create({ _id: 'a', code: 'x', words: ['1', '2'] });
      await expect(Complaint.create({ _id: 'b', code: 'x' })).rejects.toMatchObject({
        code: 11000,
        keyValue: { code: 'x' },
      });
      const first = await Complaint.findById('a').orFail();
      const second = await Complaint.findById('a').orFail();
      wordsOf(first).pull('1');
      await first.save();
      wordsOf(second).set(1, 'z');
      await expect(second.save()).rejects.toBeInstanceOf(mongoose.Error.VersionError);
    });
  });
};
