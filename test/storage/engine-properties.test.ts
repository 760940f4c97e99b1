import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { find, update as mingoUpdate } from 'mingo';
import mongoose, { Schema } from 'mongoose';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { decodeDocument, encodeDocument } from '../../src/storage/engine/document-codec.ts';
import { encodeKey } from '../../src/storage/engine/index-key.ts';
import { compareSortValues, parseSort, sortValues } from '../../src/storage/engine/sorting.ts';
import { Sqlite } from '../../src/storage/engine/sqlite.ts';
import { compileUpdate } from '../../src/storage/engine/update.ts';
import { compareValues } from '../../src/storage/engine/values.ts';
import type { RawCollection, Thing } from '../contract/store-fixture.ts';

const { Binary, ObjectId } = mongoose.mongo;

const objectId = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes));
const date = fc.integer({ min: -1e13, max: 1e13 }).map((ms) => new Date(ms));
const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.constantFrom('a', 'b', 'á', '😀', '', 'a\u0000b'),
  date,
  objectId,
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(Buffer.from(bytes))),
);
const fieldName = fc.oneof(fc.constantFrom('a', 'b', '$x', '$d', '$$', '5', 'ñ'), fc.string({ maxLength: 4 }));
const anyValue = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  object: fc.dictionary(fieldName, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
})).value;

describe('stored text', () => {
  it('gives back every value as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const doc = decodeDocument(encodeDocument({ _id: 1, value }));
        // JSON keeps no prototype key; MongoDB documents of the product have none.
        fc.pre(!JSON.stringify(value ?? null).includes('__proto__'));
        expect(doc).toEqual({ _id: 1, value });
        expect(compareValues(doc.value, value)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('index keys', () => {
  const db = new Sqlite(':memory:');
  const isLess = db.prepare('SELECT ? < ?, ? = ?');

  it('sort in SQLite as the values sort in MongoDB', () => {
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const x = encodeKey(a);
        const y = encodeKey(b);
        const order = Math.sign(compareValues(a, b));
        expect(isLess.get([x, y, x, y])).toEqual([order < 0 ? 1 : 0, order === 0 ? 1 : 0]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuse arrays and NaN instead of storing what no query would find', () => {
    expect(() => encodeKey([1])).toThrow(expect.objectContaining({ code: 'STORE_UNSUPPORTED' }));
    expect(() => encodeKey(Number.NaN)).toThrow(expect.objectContaining({ code: 'STORE_UNSUPPORTED' }));
  });
});

const small = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y'), fc.boolean());
const list = fc.array(small, { maxLength: 4 });
const item = fc.record({ id: fc.integer({ min: 0, max: 2 }), t: small });
const start = fc.record(
  {
    n: fc.integer({ min: -5, max: 5 }),
    v: small,
    l: list,
    u: fc.uniqueArray(small, { maxLength: 4 }),
    m: fc.array(item, { maxLength: 3 }),
    s: fc.record({ k: small }),
  },
  { requiredKeys: ['n', 'l'] },
);
const change = fc.oneof(
  fc.record({ $set: fc.record({ v: small, 's.k': small, w: list }, { requiredKeys: ['v'] }) }),
  fc.record({ $unset: fc.constantFrom({ v: '' }, { 's.k': '' }, { nothing: '' }) }),
  fc.record({ $inc: fc.record({ n: fc.integer({ min: -3, max: 3 }), c: fc.constant(1) }) }),
  fc.record({ $mul: fc.record({ n: fc.integer({ min: -3, max: 3 }) }) }),
  fc.record({ $min: fc.record({ n: fc.integer({ min: -9, max: 9 }) }) }),
  fc.record({ $max: fc.record({ n: fc.integer({ min: -9, max: 9 }) }) }),
  fc.record({ $push: fc.record({ l: small }) }),
  fc.record({ $push: fc.record({ l: fc.record({ $each: list, $slice: fc.integer({ min: -3, max: -1 }) }) }) }),
  fc.record({ $push: fc.record({ l: fc.record({ $each: list, $position: fc.integer({ min: 0, max: 2 }) }) }) }),
  // mingo also removes the doubles that were there before; MongoDB leaves them, so the set begins without any.
  fc.record({ $addToSet: fc.record({ u: small }) }),
  fc.record({ $pull: fc.record({ l: small }) }),
  fc.record({ $pull: fc.record({ m: fc.record({ id: fc.integer({ min: 0, max: 2 }) }) }) }),
  fc.record({ $pull: fc.record({ l: fc.record({ $in: list }) }) }),
  fc.record({ $pullAll: fc.record({ l: list }) }),
  fc.record({ $pop: fc.record({ l: fc.constantFrom(1, -1) }) }),
  fc.record({ $rename: fc.constant({ v: 'renamed' }) }),
);

describe('update operators', () => {
  it('do what mingo does', () => {
    fc.assert(
      fc.property(start, change, (doc, update) => {
        const mine = structuredClone(doc) as Thing;
        const theirs = structuredClone(doc) as Thing;
        const isChanged = compileUpdate(update, { filter: {} }).apply(mine, false);
        mingoUpdate(theirs, structuredClone(update) as never, [], {}, { cloneMode: 'deep' });
        expect(mine).toEqual(theirs);
        expect(isChanged).toBe(compareValues(mine, doc) !== 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

const condition = fc.oneof(
  scalar,
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $not: fc.record({ $gt: fc.integer({ min: -3, max: 3 }) }) }),
);
const filter = fc.oneof(
  fc.dictionary(fc.constantFrom('a', 'b', 's.c'), condition, { maxKeys: 3, noNullPrototype: true }),
  fc.record({ $or: fc.array(fc.record({ a: condition }), { minLength: 1, maxLength: 2 }), b: condition }),
  fc.record({ $and: fc.array(fc.record({ a: condition }), { minLength: 1, maxLength: 2 }) }),
);
const order = fc.constantFrom<Thing>({}, { a: 1 }, { a: -1, b: 1 }, { b: 1 }, { a: 1, b: -1 }, { b: -1, a: 1 });

describe('indexes', () => {
  let handle: StoreHandle | undefined;
  let indexed: RawCollection;
  let plain: RawCollection;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ventanilla-properties-'));

  beforeAll(async () => {
    handle = await openStore({ dataDir: folder });
    const schema = new Schema({ _id: Number }, { strict: false, versionKey: false });
    const withIndexes = schema.clone().index({ a: 1, b: -1 }).index({ b: 1 });
    withIndexes.index({ a: -1 }, { sparse: true, name: 'sparse' });
    withIndexes.index({ 's.c': 1 }, { partialFilterExpression: { a: { $exists: true } }, name: 'partial' });
    indexed = handle.connection.model('indexed', withIndexes, 'indexed').collection as unknown as RawCollection;
    plain = handle.connection.model('plain', schema, 'plain').collection as unknown as RawCollection;
    await handle.ready();
  });

  afterAll(async () => {
    await handle?.close();
    fs.rmSync(folder, { recursive: true });
  });

  it('never change what a filter finds, nor the order', async () => {
    const things = fc.array(
      fc.record({ a: scalar, b: scalar, s: fc.record({ c: scalar }, { requiredKeys: [] }) }, { requiredKeys: [] }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        things,
        fc.array(fc.tuple(filter, order), { minLength: 5, maxLength: 10 }),
        async (docs, queries) => {
          await Promise.all([indexed.deleteMany({}), plain.deleteMany({})]);
          await indexed.insertMany(docs.map((doc, _id) => ({ _id, ...doc })));
          await plain.insertMany(docs.map((doc, _id) => ({ _id, ...doc })));
          for (const [wanted, sort] of queries) {
            const left = await indexed
              .find(wanted)
              .sort({ ...sort, _id: 1 })
              .toArray();
            const right = await plain
              .find(wanted)
              .sort({ ...sort, _id: 1 })
              .toArray();
            expect(left).toEqual(right);
            const page = await indexed
              .find(wanted)
              .sort({ ...sort, _id: 1 })
              .skip(2)
              .limit(3)
              .toArray();
            expect(page).toEqual(right.slice(2, 5));
            const fields = parseSort(sort);
            const loose = await indexed.find(wanted).sort(sort).toArray();
            const values = loose.map((doc) => sortValues(doc, fields));
            values.slice(1).forEach((next, i) => {
              expect(compareSortValues(values[i] ?? [], next, fields)).toBeLessThanOrEqual(0);
            });
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('find what mingo finds over plain values', async () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom('a', 'b'),
      fc.boolean(),
      fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 3 }),
    );
    const test = fc.oneof(
      value,
      fc.record({ $gt: fc.integer({ min: -3, max: 3 }) }),
      fc.record({ $lte: fc.constantFrom('a', 'b') }),
      fc.record({ $in: fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 3 }) }),
      fc.record({ $ne: value }),
      fc.record({ $exists: fc.boolean() }),
      fc.record({ $elemMatch: fc.record({ $gt: fc.integer({ min: -2, max: 2 }) }) }),
      fc.record({ $size: fc.integer({ min: 0, max: 3 }) }),
    );
    const docs = fc.array(
      fc.record({ p: value, q: fc.record({ r: value }, { requiredKeys: [] }) }, { requiredKeys: [] }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(
        docs,
        fc.dictionary(fc.constantFrom('p', 'q.r'), test, { maxKeys: 2, noNullPrototype: true }),
        async (things, wanted) => {
          await plain.deleteMany({});
          const stored = things.map((thing, _id) => ({ _id, ...thing }));
          await plain.insertMany(stored.map((thing) => ({ ...thing })));
          const mine = await plain.find(wanted).sort({ _id: 1 }).toArray();
          expect(mine.map(({ _id }) => _id)).toEqual(
            find<Thing>(stored, wanted)
              .all()
              .map(({ _id }) => _id),
          );
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('unknown operators', () => {
  const wrong: Thing[] = [
    { $where: 'true' },
    { $text: { $search: 'x' } },
    { a: { $near: [1, 2] } },
    { a: { $gt: 1, $foo: 2 } },
    { $and: [{ a: { $jsonSchema: {} } }] },
    { a: { $elemMatch: { $where: 'x' } } },
    { $expr: { $function: {} } },
  ];

  it('are refused by name, in filters, updates and pipelines', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ventanilla-unknown-'));
    const handle = await openStore({ dataDir: folder });
    const model = handle.connection.model('things', new Schema({}, { strict: false }), 'things');
    const things = model.collection as unknown as RawCollection;
    await things.insertOne({ _id: 1, a: 1 });
    const refused = { code: 'STORE_UNSUPPORTED' };
    for (const one of wrong) {
      await expect(things.findOne(one)).rejects.toMatchObject(refused);
      await expect(things.find(one).toArray()).rejects.toMatchObject(refused);
      await expect(things.updateOne({ _id: 1, ...one }, { $set: { a: 2 } })).rejects.toMatchObject(refused);
      await expect(things.deleteMany(one)).rejects.toMatchObject(refused);
    }
    await expect(things.updateOne({ _id: 1 }, { $bit: { a: { and: 1 } } })).rejects.toMatchObject(refused);
    await expect(things.updateOne({ _id: 1 }, { $set: { a: 2 } }, { collation: {} })).rejects.toMatchObject(refused);
    for (const stage of [{ $lookup: {} }, { $out: 'x' }, { $merge: {} }, { $graphLookup: {} }]) {
      expect(() => things.aggregate([stage])).toThrow(expect.objectContaining(refused));
    }
    expect(() => things.aggregate([{ $project: { x: { $function: {} } } }])).toThrow(expect.objectContaining(refused));
    expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, a: 1 });
    await handle.close();
    fs.rmSync(folder, { recursive: true });
  });
});
