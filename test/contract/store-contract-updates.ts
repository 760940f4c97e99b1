import { describe, expect } from '@jest/globals';
import type { ContractTools } from './store-contract.ts';
import { makeModel, type RawCollection, rawOf, type Thing } from './store-fixture.ts';

type Case = readonly [title: string, before: Thing, update: Thing, after: Thing];

const CASES: readonly Case[] = [
  ['$set', { a: 1 }, { $set: { a: 2, b: 'x' } }, { a: 2, b: 'x' }],
  ['$set on a path', { s: { x: 1 } }, { $set: { 's.y': 2, 't.u': 3 } }, { s: { x: 1, y: 2 }, t: { u: 3 } }],
  ['$set of an element', { l: ['a', 'b'] }, { $set: { 'l.1': 'c' } }, { l: ['a', 'c'] }],
  ['$set of a date and null', { a: 1 }, { $set: { a: null, at: new Date(9) } }, { a: null, at: new Date(9) }],
  ['$unset', { a: 1, s: { x: 1, y: 2 } }, { $unset: { a: '', 's.x': '', no: '' } }, { s: { y: 2 } }],
  ['$inc', { n: 5 }, { $inc: { n: -2, m: 1, 's.k': 3 } }, { n: 3, m: 1, s: { k: 3 } }],
  ['$mul', { n: 5 }, { $mul: { n: 2 } }, { n: 10 }],
  ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 9 } }, { a: 3, b: 9, c: 1 }],
  ['$min that is not less', { a: 5 }, { $min: { a: 7 } }, { a: 5 }],
  ['$push', { l: [1] }, { $push: { l: 2, m: 'x' } }, { l: [1, 2], m: ['x'] }],
  ['$push of a list', { l: [1] }, { $push: { l: [2, 3] } }, { l: [1, [2, 3]] }],
  ['$push with $each', { l: [1] }, { $push: { l: { $each: [2, 3] } } }, { l: [1, 2, 3] }],
  ['$push with $slice', { l: [1, 2] }, { $push: { l: { $each: [3, 4], $slice: -3 } } }, { l: [2, 3, 4] }],
  ['$push with $position', { l: [1, 2] }, { $push: { l: { $each: [0], $position: 0 } } }, { l: [0, 1, 2] }],
  ['$push with $sort', { l: [3, 1] }, { $push: { l: { $each: [2], $sort: 1 } } }, { l: [1, 2, 3] }],
  ['$addToSet', { l: ['a'] }, { $addToSet: { l: 'a', m: 'b' } }, { l: ['a'], m: ['b'] }],
  ['$addToSet with $each', { l: ['a'] }, { $addToSet: { l: { $each: ['a', 'b', 'b'] } } }, { l: ['a', 'b'] }],
  ['$addToSet of objects', { l: [{ k: 1 }] }, { $addToSet: { l: { k: 1 } } }, { l: [{ k: 1 }] }],
  ['$pull of a value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
  ['$pull of objects', { l: [{ id: 1, t: 'x' }, { id: 2 }] }, { $pull: { l: { id: 1 } } }, { l: [{ id: 2 }] }],
  ['$pull with an operator', { l: [1, 5, 9] }, { $pull: { l: { $gte: 5 } } }, { l: [1] }],
  ['$pull with $in of ids', { l: [{ id: 1 }, { id: 2 }] }, { $pull: { l: { id: { $in: [1, 2] } } } }, { l: [] }],
  ['$pullAll', { l: [1, 2, 3, 2] }, { $pullAll: { l: [2, 3] } }, { l: [1] }],
  ['$pop', { l: [1, 2, 3] }, { $pop: { l: 1 } }, { l: [1, 2] }],
  ['$rename', { a: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['several operators', { n: 1, l: [] }, { $set: { a: 1 }, $inc: { n: 1 }, $push: { l: 1 } }, { n: 2, l: [1], a: 1 }],
];

const REFUSED: readonly (readonly [title: string, before: Thing, update: Thing])[] = [
  ['a changed _id', { a: 1 }, { $set: { _id: 'other' } }],
  ['two changes of one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
  ['$inc of a text', { a: 'x' }, { $inc: { a: 1 } }],
  ['$push to a text', { a: 'x' }, { $push: { a: 1 } }],
];

/** Update operators, upserts, find-and-change, optimistic concurrency. */
export function updateContract({ store, check }: ContractTools): void {
  const fresh = (): RawCollection => rawOf(makeModel(store().connection));

  describe('updates', () => {
    for (const [title, before, update, after] of CASES) {
      check(`applies ${title}`, async () => {
        const things = fresh();
        await things.insertOne({ _id: 'it', ...structuredClone(before) });
        await things.updateOne({ _id: 'it' }, update);
        expect(await things.findOne({ _id: 'it' })).toEqual({ _id: 'it', ...after });
      });
    }

    for (const [title, before, update] of REFUSED) {
      check(`refuses ${title} and changes nothing`, async () => {
        const things = fresh();
        await things.insertOne({ _id: 'it', ...structuredClone(before) });
        await expect(things.updateOne({ _id: 'it' }, update)).rejects.toThrow();
        expect(await things.findOne({ _id: 'it' })).toEqual({ _id: 'it', ...before });
      });
    }

    check('$currentDate sets the time of the store', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1 });
      await things.updateOne({ _id: 1 }, { $currentDate: { at: true } });
      expect((await things.findOne({ _id: 1 }))?.at).toBeInstanceOf(Date);
    });

    check('tells what matched and what changed', async () => {
      const things = fresh();
      await things.insertMany([1, 2, 3].map((n) => ({ _id: n, n })));
      expect(await things.updateOne({ _id: 9 }, { $set: { n: 1 } })).toMatchObject({ matchedCount: 0 });
      const same = await things.updateOne({ _id: 1 }, { $set: { n: 1 } });
      expect(same).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
      const many = await things.updateMany({ n: { $lte: 2 } }, { $set: { n: 2 } });
      expect(many).toMatchObject({ matchedCount: 2, modifiedCount: 1 });
    });

    check('moves a document between the places of its indexes', async () => {
      const model = makeModel(store().connection, [[{ state: 1, at: -1 }], [{ wakeAt: 1 }, { sparse: true }]]);
      await store().ready();
      const things = rawOf(model);
      await things.insertOne({ _id: 1, state: 'a', at: new Date(1), wakeAt: new Date(5) });
      await things.updateOne({ _id: 1 }, { $set: { state: 'b' }, $unset: { wakeAt: '' } });
      expect(await things.find({ state: 'a' }).toArray()).toEqual([]);
      expect(await things.find({ state: 'b' }).toArray()).toHaveLength(1);
      expect(await things.find({ wakeAt: { $lte: new Date(9) } }).toArray()).toEqual([]);
      await things.updateOne({ _id: 1 }, { $set: { wakeAt: new Date(7) } });
      expect(await things.find({ wakeAt: { $lte: new Date(9) } }).toArray()).toHaveLength(1);
    });

    check('P2 changes a document only at the version that was read', async () => {
      const things = fresh();
      await things.insertOne({ _id: 'c', version: 1, outbox: [] });
      const turns = await Promise.all(
        [1, 2, 3].map((n) => {
          const update = { $set: { version: 2, by: n }, $push: { outbox: { $each: [{ id: n }] } } };
          return things.updateOne({ _id: 'c', version: 1 }, update);
        }),
      );
      expect(turns.reduce((sum, turn) => sum + turn.matchedCount, 0)).toBe(1);
      const after = await things.findOne({ _id: 'c' });
      expect(after?.version).toBe(2);
      expect(after?.outbox).toHaveLength(1);
    });

    check('counts 200 increments at once without losing one', async () => {
      const things = fresh();
      const one = (): Promise<unknown> => things.updateOne({ _id: 'n' }, { $inc: { n: 1 } }, { upsert: true });
      await one();
      await Promise.all(Array.from({ length: 200 }, one));
      expect((await things.findOne({ _id: 'n' }))?.n).toBe(201);
    });
  });

  describe('upserts and find-and-change', () => {
    check('inserts from the filter and $setOnInsert', async () => {
      const things = fresh();
      const update = { $set: { a: 1 }, $setOnInsert: { born: true }, $inc: { n: 2 } };
      const first = await things.updateOne({ _id: 'k', kind: 'x' }, update, { upsert: true });
      expect(first).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 'k' });
      expect(await things.findOne({ _id: 'k' })).toEqual({ _id: 'k', kind: 'x', a: 1, born: true, n: 2 });
      const second = await things.updateOne({ _id: 'k' }, update, { upsert: true });
      expect(second).toMatchObject({ matchedCount: 1, upsertedCount: 0 });
      expect((await things.findOne({ _id: 'k' }))?.n).toBe(4);
    });

    check('gives the document before or after the change', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, n: 1, l: [1] });
      expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 }, $push: { l: 2 } })).toEqual({
        _id: 1,
        n: 1,
        l: [1],
      });
      const after = await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' });
      expect(after).toEqual({ _id: 1, n: 3, l: [1, 2] });
      expect(await things.findOneAndUpdate({ _id: 9 }, { $inc: { n: 1 } })).toBeNull();
    });

    check('counts folios one by one with findOneAndUpdate', async () => {
      const things = fresh();
      const options = { upsert: true, returnDocument: 'after' };
      await things.findOneAndUpdate({ _id: 'folio' }, { $inc: { n: 1 } }, options);
      const next = (): Promise<Thing | null> => things.findOneAndUpdate({ _id: 'folio' }, { $inc: { n: 1 } }, options);
      const all = await Promise.all(Array.from({ length: 50 }, next));
      expect(new Set(all.map((doc) => doc?.n)).size).toBe(50);
    });

    check('changes the first in an order', async () => {
      const things = fresh();
      await things.insertMany([3, 1, 2].map((n) => ({ _id: n, n })));
      const taken = await things.findOneAndUpdate({ taken: null }, { $set: { taken: true } }, { sort: { n: 1 } });
      expect(taken?._id).toBe(1);
      const gone = await things.findOneAndDelete({}, { sort: { n: -1 } });
      expect(gone?._id).toBe(3);
      expect(await things.countDocuments({})).toBe(2);
    });

    check('keeps only wanted fields in a find-and-change', async () => {
      const things = fresh();
      await things.insertOne({ _id: 1, n: 1, other: 'x' });
      const options = { returnDocument: 'after', projection: { n: 1 } };
      expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, options)).toEqual({ _id: 1, n: 2 });
    });
  });
}
