import fs from 'node:fs';
import { Schema } from 'mongoose';
import { openStore } from '../../src/storage/connection.ts';

/*
 * Writes to the store of a folder for ever and prints one line for each write that was acknowledged, until it is
 * killed. Run by engine-crash.test.ts.
 */
const handle = await openStore({ dataDir: process.argv[2] ?? '' });
const schema = new Schema({ _id: String }, { strict: false, versionKey: false });
schema.index({ writer: 1, n: 1 }, { unique: true });
const model = handle.connection.model('writes', schema, 'writes');
await handle.ready();
const writes = model.collection;
const run = process.argv[3] ?? '0';

async function writer(name: number): Promise<void> {
  const counter = { _id: `counter-${run}-${name}` };
  await writes.insertOne({ ...counter, writer: counter._id, n: 0, total: 0 } as object);
  for (let n = 0; ; n++) {
    await writes.insertOne({
      _id: `w-${run}-${name}-${n}`,
      writer: `${run}-${name}`,
      n,
      text: 'á'.repeat(200),
    } as object);
    await writes.updateOne(counter as object, { $set: { total: n + 1 } });
    fs.writeSync(1, `${name} ${n}\n`);
  }
}

fs.writeSync(1, 'open\n');
await Promise.all(Array.from({ length: 20 }, (_, name) => writer(name)));
