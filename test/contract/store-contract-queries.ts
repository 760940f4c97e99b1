import { describe, expect } from '@jest/globals';
import mongoose from 'mongoose';
import type { ContractTools } from './store-contract.ts';
import { idsOf, makeModel, type RawCollection, rawOf, type Thing } from './store-fixture.ts';

const { ObjectId } = mongoose.mongo;

const PEOPLE: Thing[] = [
  { _id: 1, name: 'Ana', age: 31, tags: ['vip', 'mx'], sub: { city: 'Lima' }, at: new Date(1000) },
  { _id: 2, name: 'Beto', age: 25, tags: ['mx'], sub: { city: 'Quito' }, at: new Date(3000) },
  { _id: 3, name: 'Caro', age: 40, tags: [], sub: { city: 'Lima', zip: null }, at: new Date(2000) },
  {
    _id: 4,
    name: 'Dani',
    age: null,
    items: [
      { k: 1, v: 'x' },
      { k: 2, v: 'y' },
    ],
  },
  { _id: 5, name: 'Eva', items: [{ k: 2, v: 'x' }] },
];

type Case = readonly [title: string, filter: Thing, ids: number[]];

const CASES: readonly Case[] = [
  ['equality', { name: 'Ana' }, [1]],
  ['equality of two fields', { name: 'Ana', age: 31 }, [1]],
  ['null, which also means missing', { age: null }, [4, 5]],
  ['$eq', { age: { $eq: 25 } }, [2]],
  ['$ne, which also finds missing', { age: { $ne: 25 } }, [1, 3, 4, 5]],
  ['$gt', { age: { $gt: 25 } }, [1, 3]],
  ['$gte and $lt', { age: { $gte: 25, $lt: 40 } }, [1, 2]],
  ['$lte', { age: { $lte: 31 } }, [1, 2]],
  ['a range of dates', { at: { $gt: new Date(1000), $lte: new Date(3000) } }, [2, 3]],
  ['a date', { at: new Date(2000) }, [3]],
  ['a range of strings', { name: { $gte: 'B', $lt: 'D' } }, [2, 3]],
  ['ranges of another type find nothing', { name: { $gt: 5 } }, []],
  ['$in', { age: { $in: [25, 40, 99] } }, [2, 3]],
  ['$in with null', { age: { $in: [25, null] } }, [2, 4, 5]],
  ['$nin', { age: { $nin: [25, 40] } }, [1, 4, 5]],
  ['$exists true', { age: { $exists: true } }, [1, 2, 3, 4]],
  ['$exists false', { age: { $exists: false } }, [5]],
  ['$type', { age: { $type: 'null' } }, [4]],
  ['a dotted path', { 'sub.city': 'Lima' }, [1, 3]],
  ['an embedded document', { sub: { city: 'Lima' } }, [1]],
  ['a value inside an array', { tags: 'mx' }, [1, 2]],
  ['a whole array', { tags: ['mx'] }, [2]],
  ['$all', { tags: { $all: ['mx', 'vip'] } }, [1]],
  ['$size', { tags: { $size: 1 } }, [2]],
  ['$elemMatch', { items: { $elemMatch: { k: 2, v: 'x' } } }, [5]],
  ['a path through an array', { 'items.k': 1 }, [4]],
  ['$not', { age: { $not: { $gt: 30 } } }, [2, 4, 5]],
  ['$regex', { name: { $regex: '^[AB]' } }, [1, 2]],
  ['a regular expression without case', { name: /^ana$/i }, [1]],
  ['$mod', { age: { $mod: [5, 0] } }, [2, 3]],
  ['$and', { $and: [{ age: { $gt: 20 } }, { tags: 'mx' }] }, [1, 2]],
  ['$or', { $or: [{ name: 'Eva' }, { age: { $gt: 35 } }] }, [3, 5]],
  ['$nor', { $nor: [{ age: { $gt: 30 } }, { name: 'Eva' }] }, [2, 4]],
];

const MIXED: readonly Thing[] = [
  { _id: 'missing' },
  { _id: 'null', v: null },
  { _id: 'minus', v: -1.5 },
  { _id: 'zero', v: 0 },
  { _id: 'ten', v: 10 },
  { _id: 'empty text', v: '' },
  { _id: 'text', v: 'Z' },
  { _id: 'text low', v: 'a' },
  { _id: 'text accent', v: 'á' },
  { _id: 'object id', v: new ObjectId('64b7f0c2a1b2c3d4e5f60718') },
  { _id: 'false', v: false },
  { _id: 'true', v: true },
  { _id: 'old date', v: new Date(-5) },
  { _id: 'date', v: new Date(5) },
];

/** Filters, order, paging, projection, cursors, aggregation. */
export function queryContract({ store, check }: ContractTools): void {
  const fresh = (): RawCollection => rawOf(makeModel(store().connection));

  describe('filters', () => {
    for (const [title, filter, ids] of CASES) {
      check(`finds by ${title}`, async () => {
        const things = fresh();
        await things.insertMany(PEOPLE.map((person) => ({ ...person })));
        expect(idsOf(await things.find(filter).sort({ _id: 1 }).toArray())).toEqual(ids);
        expect(await things.countDocuments(filter)).toBe(ids.length);
      });

      check(`finds the same with indexes by ${title}`, async () => {
        const keys = [{ name: 1 }, { age: -1, name: 1 }, { at: 1 }, { 'sub.city': 1, age: 1 }] as const;
        const model = makeModel(
          store().connection,
          keys.map((key) => [key as unknown as Record<string, 1>, {}]),
        );
        await store().ready();
        const things = rawOf(model);
        await things.insertMany(PEOPLE.map((person) => ({ ...person })));
        expect(idsOf(await things.find(filter).sort({ _id: 1 }).toArray())).toEqual(ids);
      });
    }
  });

  describe('order and paging', () => {
    for (const isIndexed of [false, true]) {
      const where = isIndexed ? 'with an index' : 'without an index';
      check(`orders mixed types as MongoDB does, ${where}`, async () => {
        const model = makeModel(store().connection, isIndexed ? [[{ v: 1, _id: 1 }]] : []);
        await store().ready();
        const things = rawOf(model);
        await things.insertMany([...MIXED].reverse().map((doc) => ({ ...doc })));
        const ids = idsOf(MIXED);
        const up = await things.find().sort({ v: 1, _id: 1 }).toArray();
        expect(idsOf(up)).toEqual(ids);
        const down = await things.find().sort({ v: -1, _id: -1 }).toArray();
        expect(idsOf(down)).toEqual([...ids].reverse());
      });
    }

    check('orders by several fields, both ways, and pages', async () => {
      const things = fresh();
      await things.insertMany(Array.from({ length: 60 }, (_, n) => ({ _id: n, a: n % 3, b: n % 7, c: n })));
      const expected = Array.from({ length: 60 }, (_, n) => n).sort(
        (x, y) => (x % 3) - (y % 3) || (y % 7) - (x % 7) || x - y,
      );
      const all = await things.find().sort({ a: 1, b: -1, c: 1 }).toArray();
      expect(idsOf(all)).toEqual(expected);
      const page = await things.find().sort({ a: 1, b: -1, c: 1 }).skip(13).limit(9).toArray();
      expect(idsOf(page)).toEqual(expected.slice(13, 22));
      const first = await things.findOne({}, { sort: { a: -1, c: -1 } });
      expect(first?._id).toBe(59);
    });

    check('pages through an order whose first field only is indexed', async () => {
      const model = makeModel(store().connection, [[{ day: -1 }]]);
      await store().ready();
      const things = rawOf(model);
      await things.insertMany(Array.from({ length: 200 }, (_, n) => ({ _id: (n * 37) % 200, day: new Date(n % 5) })));
      const sorted = await things.find().sort({ day: -1, _id: 1 }).toArray();
      const pages: unknown[] = [];
      for (let skip = 0; skip < 200; skip += 17) {
        pages.push(...idsOf(await things.find().sort({ day: -1, _id: 1 }).skip(skip).limit(17).toArray()));
      }
      expect(pages).toEqual(idsOf(sorted));
      expect(new Set(pages).size).toBe(200);
    });

    check(
      'sorts and pages 100,000 documents',
      async () => {
        const model = makeModel(store().connection, [[{ group: 1, at: -1 }]]);
        await store().ready();
        const things = rawOf(model);
        for (let start = 0; start < 100_000; start += 5_000) {
          const docs = Array.from({ length: 5_000 }, (_, i) => start + i).map((n) => {
            return { _id: n, group: n % 10, at: new Date((n * 7_919) % 100_000), odd: n % 2 === 1 };
          });
          await things.insertMany(docs, { ordered: false });
        }
        expect(await things.countDocuments({ group: 3 })).toBe(10_000);
        const seen: number[] = [];
        let before: unknown = new Date(1e12);
        for (let page = 0; page < 20; page++) {
          const docs = await things
            .find({ group: 3, at: { $lt: before } })
            .sort({ at: -1 })
            .limit(50)
            .toArray();
          seen.push(...docs.map((doc) => (doc.at as Date).getTime()));
          before = docs[docs.length - 1]?.at;
        }
        expect(seen).toHaveLength(1_000);
        expect(seen).toEqual([...seen].sort((a, b) => b - a));
        const deep = await things.find({ group: 3 }).sort({ at: -1 }).skip(9_990).limit(20).toArray();
        expect(deep).toHaveLength(10);
        const unindexed = await things.find({ odd: true }).sort({ at: 1 }).skip(100).limit(3).toArray();
        expect(unindexed).toHaveLength(3);
        let count = 0;
        for await (const _ of things.find({ group: { $in: [1, 2] } })) {
          count += 1;
        }
        expect(count).toBe(20_000);
      },
      900_000,
    );
  });

  describe('reading', () => {
    check('keeps only the wanted fields', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, list: [{ x: 1, y: 2 }] });
      const one = (projection: Thing): Promise<Thing | null> => things.findOne({ _id: 1 }, { projection });
      expect(await one({ a: 1 })).toEqual({ _id: 1, a: 1 });
      expect(await one({ a: 1, _id: 0 })).toEqual({ a: 1 });
      expect(await one({ 'b.c': 1 })).toEqual({ _id: 1, b: { c: 2 } });
      expect(await one({ b: 0, list: 0 })).toEqual({ _id: 1, a: 1 });
      expect(await one({ 'list.x': 1 })).toEqual({ _id: 1, list: [{ x: 1 }] });
    });

    check('gives documents one by one', async () => {
      const things = fresh();
      await things.insertMany([{ _id: 1 }, { _id: 2 }]);
      const cursor = things.find().sort({ _id: 1 });
      expect(await cursor.next()).toEqual({ _id: 1 });
      expect(await cursor.next()).toEqual({ _id: 2 });
      expect(await cursor.next()).toBeNull();
      await cursor.close();
    });

    check('tells distinct values', async () => {
      const things = fresh();
      await things.insertMany(PEOPLE.map((person) => ({ ...person })));
      expect((await things.distinct('tags')).sort()).toEqual(['mx', 'vip']);
      expect((await things.distinct('sub.city', { age: { $gt: 26 } })).sort()).toEqual(['Lima']);
    });

    check('counts with a window and estimates', async () => {
      const things = fresh();
      await things.insertMany(PEOPLE.map((person) => ({ ...person })));
      expect(await things.countDocuments({}, { skip: 1, limit: 3 })).toBe(3);
      expect(await things.estimatedDocumentCount()).toBe(5);
    });

    check('aggregates: filter, group, order, window', async () => {
      const things = fresh();
      await things.insertMany(Array.from({ length: 20 }, (_, n) => ({ _id: n, kind: `k${n % 4}`, minutes: n })));
      const groups = await things
        .aggregate([
          { $match: { minutes: { $gte: 4 } } },
          { $group: { _id: '$kind', count: { $sum: 1 } } },
          { $sort: { _id: -1 } },
          { $limit: 2 },
        ])
        .toArray();
      expect(groups).toEqual([
        { _id: 'k3', count: 4 },
        { _id: 'k2', count: 4 },
      ]);
      expect(await things.aggregate([{ $match: { kind: 'k1' } }, { $count: 'n' }]).toArray()).toEqual([{ n: 5 }]);
      const projected = await things
        .aggregate([{ $match: { _id: 3 } }, { $project: { minutes: 1, _id: 0 } }])
        .toArray();
      expect(projected).toEqual([{ minutes: 3 }]);
    });

    check('aggregates with $sum, $avg, $min, $max, $push and expressions', async () => {
      const things = fresh();
      await things.insertMany([1, 2, 3].map((n) => ({ _id: n, minutes: n * 10 })));
      const [group] = await things
        .aggregate([
          {
            $group: {
              _id: null,
              sum: { $sum: '$minutes' },
              avg: { $avg: '$minutes' },
              min: { $min: '$minutes' },
              max: { $max: '$minutes' },
              all: { $push: '$_id' },
              long: { $sum: { $cond: [{ $gte: ['$minutes', 20] }, 1, 0] } },
            },
          },
        ])
        .toArray();
      expect(group).toEqual({ _id: null, sum: 60, avg: 20, min: 10, max: 30, all: [1, 2, 3], long: 2 });
    });
  });
}
