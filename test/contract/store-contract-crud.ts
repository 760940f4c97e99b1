import { describe, expect } from '@jest/globals';
import mongoose from 'mongoose';
import type { ContractTools } from './store-contract.ts';
import { idsOf, makeModel, type RawCollection, rawOf, type Thing } from './store-fixture.ts';

const { Binary, Long, ObjectId } = mongoose.mongo;

/** Inserting, reading, replacing, deleting, batches. */
export function crudContract({ store, reopen, check }: ContractTools): void {
  const fresh = (): RawCollection => rawOf(makeModel(store().connection));

  describe('documents', () => {
    check('keeps every type without loss', async () => {
      const things = fresh();
      const doc = {
        _id: 'types',
        text: 'Ñandú "¿qué?" \u2028 😀 \\',
        int: 7,
        negative: -3,
        double: 0.1,
        large: 2 ** 53 - 1,
        yes: true,
        nothing: null,
        at: new Date('2026-11-22T05:00:00.123Z'),
        old: new Date(-1),
        oid: new ObjectId('64b7f0c2a1b2c3d4e5f60718'),
        bytes: new Binary(Buffer.from([0, 1, 254, 255])),
        list: [1, 'a', null, { deep: new Date(5) }],
        empty: {},
        none: [],
        sub: { b: 1, a: { c: [] } },
      };
      await things.insertOne(doc);
      const found = await things.findOne({ _id: 'types' });
      expect(found).toEqual(doc);
      expect(Object.keys(found?.sub as object)).toEqual(['b', 'a']);
      expect(found?.at).toBeInstanceOf(Date);
    });

    check('keeps arrays in arrays', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, list: [[1, [2]], [], [{ a: [null] }]] });
      expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, list: [[1, [2]], [], [{ a: [null] }]] });
    });

    check('keeps 64-bit integers beyond 2^53', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, big: Long.fromString('9007199254740993') });
      expect(String((await things.findOne({ _id: 1 }))?.big)).toBe('9007199254740993');
    });

    check('stores undefined as null', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, a: undefined, list: [undefined] });
      expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, a: null, list: [null] });
    });

    check('gives an ObjectId to a document without _id, also on the caller’s object', async () => {
      const things = fresh();
      const doc: Thing = { a: 1 };
      const { insertedId } = await things.insertOne(doc);
      expect(insertedId).toBeInstanceOf(ObjectId);
      expect(doc._id).toBe(insertedId);
      expect(await things.findOne({ _id: insertedId })).toEqual({ _id: insertedId, a: 1 });
    });

    check('P1 refuses a second document with the same _id', async () => {
      const things = fresh();
      await things.insertOne({ _id: 'one', a: 1 });
      await expect(things.insertOne({ _id: 'one', a: 2 })).rejects.toMatchObject({ code: 11000 });
      expect(await things.findOne({ _id: 'one' })).toEqual({ _id: 'one', a: 1 });
    });

    check('reads what it wrote before the promise of the write is done', async () => {
      const things = fresh();
      await things.countDocuments();
      const written = things.insertOne({ _id: 1 });
      await Promise.all([written, things.countDocuments()]);
      expect(await things.countDocuments({})).toBe(1);
    });

    check('inserts many, in order, and stops at the first failure', async () => {
      const things = fresh();
      const docs = [{ _id: 1 }, { _id: 2 }, { _id: 1 }, { _id: 3 }];
      await expect(things.insertMany(docs)).rejects.toMatchObject({ code: 11000 });
      expect(idsOf(await things.find({}, { sort: { _id: 1 } }).toArray())).toEqual([1, 2]);
      const result = await things.insertMany([{ _id: 4 }, { _id: 5 }]);
      expect(result.insertedCount).toBe(2);
      expect(Object.values(result.insertedIds)).toEqual([4, 5]);
    });

    check('inserts many without order, and tries all', async () => {
      const things = fresh();
      const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }];
      const error = await things.insertMany(docs, { ordered: false }).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 11000 });
      expect((error as { writeErrors: { index: number }[] }).writeErrors.map(({ index }) => index)).toEqual([1, 3]);
      expect(await things.countDocuments({})).toBe(3);
    });

    check('replaces a document, keeping its _id', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, a: 1, b: 2 });
      expect(await things.replaceOne({ a: 1 }, { c: 3 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
      expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, c: 3 });
      expect(await things.replaceOne({ _id: 9 }, { c: 4 })).toMatchObject({ matchedCount: 0 });
      const put = await things.replaceOne({ _id: 9 }, { c: 4 }, { upsert: true });
      expect(put).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 9 });
    });

    check('deletes one and many', async () => {
      const things = fresh();
      await things.insertMany([1, 2, 3, 4, 5].map((n) => ({ _id: n, odd: n % 2 === 1 })));
      expect((await things.deleteOne({ odd: true })).deletedCount).toBe(1);
      expect((await things.deleteMany({ odd: true })).deletedCount).toBe(2);
      expect((await things.deleteMany({ odd: true })).deletedCount).toBe(0);
      expect((await things.deleteMany({})).deletedCount).toBe(2);
    });

    check('runs a mixed batch', async () => {
      const things = fresh();
      const result = await things.bulkWrite([
        { insertOne: { document: { _id: 1, n: 1 } } },
        { insertOne: { document: { _id: 2, n: 1 } } },
        { updateOne: { filter: { _id: 1 }, update: { $set: { n: 5 } } } },
        { updateMany: { filter: { n: { $gt: 0 } }, update: { $set: { seen: true } } } },
        { updateOne: { filter: { _id: 3 }, update: { $set: { n: 7 } }, upsert: true } },
        { deleteOne: { filter: { _id: 2 } } },
      ]);
      expect(result).toMatchObject({ insertedCount: 2, matchedCount: 3, modifiedCount: 3, deletedCount: 1 });
      expect(result.upsertedCount).toBe(1);
      expect(await things.find({}, { sort: { _id: 1 } }).toArray()).toEqual([
        { _id: 1, n: 5, seen: true },
        { _id: 3, n: 7 },
      ]);
    });

    check('keeps everything across a reopen', async () => {
      const model = makeModel(store().connection, [[{ n: 1 }, { unique: true }]]);
      await store().ready();
      await rawOf(model).insertMany([
        { _id: 1, n: 1, at: new Date(7) },
        { _id: 2, n: 2 },
      ]);
      await reopen();
      const again = store().connection.model(model.modelName, model.schema, model.modelName);
      await store().ready();
      const things = again.collection as unknown as RawCollection;
      expect(await things.findOne({ n: 1 })).toEqual({ _id: 1, n: 1, at: new Date(7) });
      await expect(things.insertOne({ _id: 3, n: 2 })).rejects.toMatchObject({ code: 11000 });
    });

    check('drops a collection', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1 });
      await things.drop();
      expect(await things.countDocuments({})).toBe(0);
      await things.insertOne({ _id: 1 });
      expect(await things.countDocuments({})).toBe(1);
    });
  });
}
