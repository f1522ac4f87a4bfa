import { describe, expect, it } from 'vitest';
import type { Contract, Entry } from './context.js';

const CASES_HANDLED: Entry[] = [
  { _id: 'a', kec: 'waru', n: 1, at: { d: 3 }, tags: ['x', 'y'] },
  { _id: 'b', kec: 'waru', n: 2.5, at: { d: 1 }, tags: [] },
  { _id: 'c', kec: 'penajam', n: 'text', tags: ['x'] },
  { _id: 'd', n: null },
];

type Case = [name: string, pipeline: object[], expected: object[]];

const CASES: Case[] = [
  [
    '$match, $sort, $skip, $limit',
    [{ $match: { n: { $type: 'number' } } }, { $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 1 }],
    [CASES_HANDLED[0] as Entry],
  ],
  [
    '$group by a field',
    [
      {
        $group: {
          _id: '$kec',
          count: { $sum: 1 },
          sum: { $sum: '$n' },
          avg: { $avg: '$n' },
          min: { $min: '$n' },
          max: { $max: '$n' },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: null, count: 1, sum: 0, avg: null, min: null, max: null },
      { _id: 'penajam', count: 1, sum: 0, avg: null, min: 'text', max: 'text' },
      { _id: 'waru', count: 2, sum: 3.5, avg: 1.75, min: 1, max: 2.5 },
    ],
  ],
  [
    '$group of everything',
    [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: null,
          ids: { $push: '$_id' },
          kec: { $push: '$kec' },
          first: { $first: '$at.d' },
          last: { $last: '$at.d' },
        },
      },
    ],
    [
      {
        _id: null,
        ids: ['a', 'b', 'c', 'd'],
        kec: ['waru', 'waru', 'penajam'],
        first: 3,
        last: null,
      },
    ],
  ],
  [
    '$group by two fields',
    [
      { $group: { _id: { k: '$kec', d: '$at.d' }, n: { $sum: 1 } } },
      { $sort: { '_id.k': 1, '_id.d': 1 } },
    ],
    [
      { _id: {}, n: 1 },
      { _id: { k: 'penajam' }, n: 1 },
      { _id: { k: 'waru', d: 1 }, n: 1 },
      { _id: { k: 'waru', d: 3 }, n: 1 },
    ],
  ],
  [
    '$unwind and $addToSet',
    [
      { $unwind: '$tags' },
      { $group: { _id: '$tags', kec: { $addToSet: '$kec' } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, tag: '$_id', n: '$kec' } },
      { $match: { tag: 'y' } },
    ],
    [{ tag: 'y', n: ['waru'] }],
  ],
  [
    '$unwind keeping what has nothing',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $sort: { _id: 1, i: 1 } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 'a', tags: 'x', i: 0 },
      { _id: 'a', tags: 'y', i: 1 },
      { _id: 'b', i: null },
      { _id: 'c', tags: 'x', i: 0 },
      { _id: 'd', i: null },
    ],
  ],
  ['$count', [{ $match: { kec: 'waru' } }, { $count: 'n' }], [{ n: 2 }]],
  ['$count of nothing', [{ $match: { kec: 'none' } }, { $count: 'n' }], []],
  [
    '$project',
    [{ $match: { _id: 'a' } }, { $project: { 'at.d': 1, tags: 1 } }],
    [{ _id: 'a', at: { d: 3 }, tags: ['x', 'y'] }],
  ],
  [
    '$facet',
    [
      { $sort: { _id: 1 } },
      {
        $facet: {
          page: [{ $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } }],
          total: [{ $count: 'n' }],
        },
      },
    ],
    [{ page: [{ _id: 'b' }], total: [{ n: 4 }] }],
  ],
];

/** What each stage and accumulator makes of literal documents. */
export const aggregatesContract: Contract = (context) => {
  describe('aggregation', () => {
    it.each(CASES)('%s', async (_name, pipeline, expected) => {
      const collection = await context().collection(CASES_HANDLED);
      expect(await collection.aggregate(pipeline).toArray()).toEqual(expected);
    });

    it('gives its results in batches', async () => {
      const documents = Array.from({ length: 300 }, (_, n) => ({ _id: `k${n}`, n }));
      const collection = await context().collection(documents);
      const stages = [{ $group: { _id: '$n', c: { $sum: 1 } } }, { $sort: { _id: 1 } }];
      const groups = await collection.aggregate(stages, { batchSize: 7 }).toArray();
      expect(groups.map((each) => each['_id'])).toEqual(documents.map((each) => each.n));
    });
  });
};
