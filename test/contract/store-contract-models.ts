import { describe, expect } from '@jest/globals';
import { Schema } from 'mongoose';
import type { ContractTools } from './store-contract.ts';

/** The same through mongoose models: casts, defaults, save with optimistic concurrency, cursors. */
export function modelContract({ store, check }: ContractTools): void {
  let made = 0;
  const ticketModel = () => {
    made += 1;
    const schema = new Schema(
      {
        folio: { type: String, required: true },
        minutes: { type: Number, default: 0 },
        openedAt: Date,
        notes: [{ text: String, at: Date }],
        custom: Schema.Types.Mixed,
      },
      { optimisticConcurrency: true, timestamps: true },
    );
    schema.index({ folio: 1 }, { unique: true });
    return store().connection.model(`tickets${made}`, schema, `tickets${made}`);
  };

  describe('models', () => {
    check('saves, casts and reads back', async () => {
      const Ticket = ticketModel();
      await store().ready();
      const ticket = await Ticket.create({ folio: 'EXS-1', openedAt: '2026-11-22T00:00:00Z', notes: [{ text: 'a' }] });
      const found = await Ticket.findById(ticket._id);
      expect(found?.openedAt).toEqual(new Date('2026-11-22T00:00:00Z'));
      expect(found?.minutes).toBe(0);
      expect(found?.notes[0]?.text).toBe('a');
      expect(found?.get('createdAt')).toBeInstanceOf(Date);
    });

    check('P2 save loses against a version that changed', async () => {
      const Ticket = ticketModel();
      await store().ready();
      const { _id } = await Ticket.create({ folio: 'EXS-2' });
      const [mine, other] = await Promise.all([Ticket.findById(_id), Ticket.findById(_id)]);
      other?.set('minutes', 5);
      await other?.save();
      mine?.set('minutes', 9);
      await expect(mine?.save()).rejects.toMatchObject({ name: 'VersionError' });
      expect((await Ticket.findById(_id).lean())?.minutes).toBe(5);
    });

    check('recognises a double key', async () => {
      const Ticket = ticketModel();
      await store().ready();
      await Ticket.create({ folio: 'EXS-3' });
      await expect(Ticket.create({ folio: 'EXS-3' })).rejects.toMatchObject({ name: 'MongoServerError', code: 11000 });
    });

    check('changes arrays of a document and saves only the change', async () => {
      const Ticket = ticketModel();
      await store().ready();
      const ticket = await Ticket.create({ folio: 'EXS-4', notes: [{ text: 'a' }, { text: 'b' }] });
      ticket.notes.push({ text: 'c', at: new Date(3) });
      ticket.custom = { any: [1, { thing: true }] };
      await ticket.save();
      ticket.notes.shift();
      ticket.notes[0]?.set('text', 'changed');
      await ticket.save();
      const found = await Ticket.findById(ticket._id).lean();
      expect(found?.notes.map(({ text }) => text)).toEqual(['changed', 'c']);
      expect(found?.custom).toEqual({ any: [1, { thing: true }] });
    });

    check('finds and changes by model', async () => {
      const Ticket = ticketModel();
      await store().ready();
      await Ticket.insertMany([1, 2, 3].map((n) => ({ folio: `EXS-1${n}`, minutes: n * 10 })));
      const options = { returnDocument: 'after', sort: { minutes: -1 } } as const;
      const longest = await Ticket.findOneAndUpdate({ minutes: { $gt: 10 } }, { $inc: { minutes: 1 } }, options);
      expect(longest?.minutes).toBe(31);
      expect(
        await Ticket.find({ minutes: { $gte: 20 } })
          .sort('minutes')
          .select('folio')
          .lean(),
      ).toMatchObject([{ folio: 'EXS-12' }, { folio: 'EXS-13' }]);
      expect(await Ticket.countDocuments({ minutes: 10 })).toBe(1);
      expect(await Ticket.exists({ folio: 'EXS-11' })).toBeTruthy();
      expect(await Ticket.exists({ folio: 'none' })).toBeNull();
      expect((await Ticket.updateMany({}, { $set: { minutes: 0 } })).modifiedCount).toBe(3);
      expect((await Ticket.deleteMany({})).deletedCount).toBe(3);
    });

    check('streams by a model cursor', async () => {
      const Ticket = ticketModel();
      await store().ready();
      await Ticket.insertMany(Array.from({ length: 700 }, (_, n) => ({ folio: `EXS-${n}`, minutes: n })));
      let sum = 0;
      for await (const ticket of Ticket.find({ minutes: { $lt: 600 } })
        .lean()
        .cursor({ batchSize: 50 })) {
        sum += ticket.minutes;
      }
      expect(sum).toBe((599 * 600) / 2);
    });

    check('runs a batch by model', async () => {
      const Ticket = ticketModel();
      await store().ready();
      const result = await Ticket.bulkWrite([
        { insertOne: { document: { folio: 'EXS-B1' } } },
        { updateOne: { filter: { folio: 'EXS-B1' }, update: { $set: { minutes: 4 } } } },
      ]);
      expect(result.insertedCount).toBe(1);
      expect((await Ticket.findOne({ folio: 'EXS-B1' }).lean())?.minutes).toBe(4);
    });
  });
}
