import { describe, expect } from '@jest/globals';
import type { ContractTools } from './store-contract.ts';
import { type Indexes, makeModel, type RawCollection, rawOf, type Thing } from './store-fixture.ts';

/** Declared indexes: made once, unique, compound, sparse, partial, and the races for a unique key. */
export function indexContract({ store, check }: ContractTools): void {
  const indexed = async (indexes: Indexes): Promise<RawCollection> => {
    const model = makeModel(store().connection, indexes);
    await store().ready();
    return rawOf(model);
  };

  describe('indexes', () => {
    check('makes the indexes of a schema, once', async () => {
      const things = await indexed([[{ a: 1 }, { unique: true, name: 'by_a' }], [{ b: 1, c: -1 }]]);
      await things.createIndex({ b: 1, c: -1 });
      const found = await things.listIndexes().toArray();
      expect(found.map(({ name }) => name).sort()).toEqual(['_id_', 'b_1_c_-1', 'by_a']);
      expect(found.find(({ name }) => name === 'by_a')).toMatchObject({ key: { a: 1 }, unique: true });
    });

    check('makes an index over documents that are there, and drops it', async () => {
      const things = await indexed([]);
      await things.insertMany(Array.from({ length: 1_200 }, (_, n) => ({ _id: n, a: n % 100, b: n })));
      expect(await things.createIndexes([{ key: { a: 1, b: -1 }, name: 'ab' }])).toEqual(['ab']);
      const found = await things.find({ a: 7 }).sort({ b: -1 }).limit(2).toArray();
      expect(found.map(({ b }) => b)).toEqual([1107, 1007]);
      await things.dropIndex('ab');
      expect(await things.listIndexes().toArray()).toHaveLength(1);
      expect(await things.countDocuments({ a: 7 })).toBe(12);
    });

    check('refuses to make a unique index over doubles', async () => {
      const things = await indexed([]);
      await things.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ]);
      await expect(things.createIndex({ a: 1 }, { unique: true })).rejects.toThrow(/duplicate key|UNIQUE/);
      expect(await things.listIndexes().toArray()).toHaveLength(1);
    });

    check('refuses doubles of a unique key', async () => {
      const things = await indexed([
        [
          { a: 1, b: 1 },
          { unique: true, name: 'ab' },
        ],
      ]);
      await things.insertMany([
        { _id: 1, a: 1, b: 1 },
        { _id: 2, a: 1, b: 2 },
      ]);
      await expect(things.insertOne({ _id: 3, a: 1, b: 1 })).rejects.toMatchObject({ code: 11000 });
      await expect(things.updateOne({ _id: 2 }, { $set: { b: 1 } })).rejects.toThrow();
      expect(await things.findOne({ _id: 2 })).toEqual({ _id: 2, a: 1, b: 2 });
      await things.deleteOne({ _id: 1 });
      await things.insertOne({ _id: 3, a: 1, b: 1 });
    });

    check('tells an update’s double by its code', async () => {
      const things = await indexed([[{ a: 1 }, { unique: true }]]);
      await things.insertMany([
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ]);
      await expect(things.updateOne({ _id: 2 }, { $set: { a: 1 } })).rejects.toMatchObject({ code: 11000 });
    });

    check('names the fields and values of the double', async () => {
      const things = await indexed([[{ a: 1, b: 1 }, { unique: true }]]);
      await things.insertOne({ _id: 1, a: 1, b: 'x' });
      await expect(things.insertOne({ _id: 2, a: 1, b: 'x' })).rejects.toMatchObject({
        code: 11000,
        keyPattern: { a: 1, b: 1 },
        keyValue: { a: 1, b: 'x' },
      });
    });

    check('names the index of the double, the one on _id too', async () => {
      const things = await indexed([[{ a: 1 }, { unique: true, name: 'by_a' }]]);
      await things.insertOne({ _id: 1, a: 1 });
      const refusal = (doc: Thing): Promise<string> => things.insertOne(doc).then(() => '', String);
      expect(await refusal({ _id: 2, a: 1 })).toMatch(/index: by_a dup key/);
      expect(await refusal({ _id: 1, a: 2 })).toMatch(/index: _id_ dup key/);
      await expect(things.insertOne({ _id: 1, a: 2 })).rejects.toMatchObject({ keyPattern: { _id: 1 } });
    });

    check('counts missing and null as one value of a unique key', async () => {
      const things = await indexed([[{ a: 1 }, { unique: true }]]);
      await things.insertOne({ _id: 1 });
      await expect(things.insertOne({ _id: 2, a: null })).rejects.toMatchObject({ code: 11000 });
    });

    check('tells values of different types apart in a unique key', async () => {
      const things = await indexed([[{ a: 1 }, { unique: true }]]);
      const values = [1, '1', true, new Date(1), 'á', 'a', 'A', { k: 1 }];
      await things.insertMany(values.map((a, n) => ({ _id: n, a })));
      expect(await things.countDocuments({})).toBe(values.length);
      await expect(things.insertOne({ _id: 99, a: { k: 1 } })).rejects.toMatchObject({ code: 11000 });
    });

    check('leaves documents without the field out of a sparse unique index', async () => {
      const things = await indexed([[{ a: 1 }, { unique: true, sparse: true }]]);
      await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: 5 }]);
      await expect(things.insertOne({ _id: 4, a: 5 })).rejects.toMatchObject({ code: 11000 });
      expect(await things.countDocuments({ a: null })).toBe(2);
      expect(await things.countDocuments({ a: { $exists: true } })).toBe(1);
      expect((await things.find().sort({ a: 1, _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 3]);
    });

    check('holds a partial unique index to its filter', async () => {
      const partial = { unique: true, partialFilterExpression: { state: 'open' } };
      const things = await indexed([[{ who: 1 }, partial]]);
      await things.insertMany([
        { _id: 1, who: 'a', state: 'open' },
        { _id: 2, who: 'a', state: 'closed' },
        { _id: 3, who: 'a', state: 'closed' },
      ]);
      await expect(things.updateOne({ _id: 2 }, { $set: { state: 'open' } })).rejects.toMatchObject({ code: 11000 });
      await things.updateOne({ _id: 1 }, { $set: { state: 'closed' } });
      await things.updateOne({ _id: 2 }, { $set: { state: 'open' } });
      expect(await things.countDocuments({ who: 'a' })).toBe(3);
      expect(await things.countDocuments({ who: 'a', state: 'open' })).toBe(1);
    });

    check('P1 lets one of many win the race for a key', async () => {
      const things = await indexed([[{ key: 1 }, { unique: true }]]);
      await things.insertOne({ _id: 'first', key: 'other' });
      const attempts = await Promise.allSettled(
        Array.from({ length: 50 }, (_, n) => things.insertOne({ _id: n, key: 'message-1' })),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') {
          expect(attempt.reason).toMatchObject({ code: 11000 });
        }
      }
      expect(await things.countDocuments({ key: 'message-1' })).toBe(1);
    });
  });
}
