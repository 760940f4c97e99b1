import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Schema } from 'mongoose';
import { openStore } from '../../src/storage/connection.ts';
import type { RawCollection } from '../contract/store-fixture.ts';

/*
 * What the hot operations cost, at 200 concurrent: node scripts/run-ts.mjs test/storage/engine-bench.ts [stored] [each]
 * `stored` = messages that are there before (0), `each` = operations of each kind (20,000).
 */
const stored = Number(process.argv[2] ?? 0);
const each = Number(process.argv[3] ?? 20_000);
const CONCURRENT = 200;
const ROUNDS = 3;
const TEXT = 'Buenos días, no puedo entrar al módulo de facturación desde ayer. '.repeat(4);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ventanilla-bench-'));
const handle = await openStore({ dataDir: folder });
const anyFields = { strict: false, versionKey: false } as const;
const messageSchema = new Schema({ _id: String }, anyFields)
  .index({ conversation: 1, seq: 1 }, { unique: true })
  .index({ pending: 1 }, { sparse: true });
const conversationSchema = new Schema({ _id: String }, anyFields)
  .index({ org: 1, lastAt: -1 })
  .index({ mode: 1, lastAt: -1 })
  .index({ wakeAt: 1 }, { sparse: true });
const messages = handle.connection.model('messages', messageSchema).collection as unknown as RawCollection;
const conversations = handle.connection.model('conversations', conversationSchema)
  .collection as unknown as RawCollection;
await handle.ready();

async function measure(label: string, count: number, operation: (i: number) => Promise<unknown>): Promise<void> {
  const latencies: number[] = [];
  const began = performance.now();
  const cpu = process.cpuUsage();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const i = next++;
      const start = performance.now();
      await operation(i);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  const used = process.cpuUsage(cpu);
  const wall = performance.now() - began;
  latencies.sort((a, b) => a - b);
  const at = (part: number): string => (latencies[Math.floor(count * part)] ?? 0).toFixed(2);
  const cost = ((used.user + used.system) / count).toFixed(1);
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  const rate = Math.round((count * 1_000) / wall);
  console.log(`${label.padEnd(34)} ${cost} µs CPU  ${rate}/s  p50 ${at(0.5)} p99 ${at(0.99)} ms  ${rss} MB`);
}

function message(id: string, conversation: number, seq: number): Record<string, unknown> {
  const at = new Date(1.7e12 + seq);
  return { _id: id, conversation: `c-${conversation}`, seq, at, speaker: 'user', text: TEXT, removed: [], links: [] };
}

for (let done = 0; done < stored; done += 2_000) {
  const batch = Array.from({ length: 2_000 }, (_, i) =>
    message(`old-${done + i}`, 1_000 + ((done + i) % 5_000), done + i),
  );
  await messages.insertMany(batch, { ordered: false });
}
const versions = new Array<number>(CONCURRENT).fill(0);
for (let c = 0; c < CONCURRENT; c++) {
  const state = { step: 'greet', answers: { kind: 'x', text: TEXT }, at: new Date() };
  await conversations.insertOne({ _id: `c-${c}`, version: 0, org: 'exsim', mode: 'bot', lastAt: new Date(), state });
}

function turn(i: number): Promise<unknown> {
  const c = i % CONCURRENT;
  const version = versions[c] ?? 0;
  versions[c] = version + 1;
  const state = { step: `s${i}`, answers: { kind: 'x', text: TEXT }, at: new Date() };
  const change = { $set: { version: version + 1, state, outbox: [{ id: `o${i}`, text: TEXT }] } };
  return conversations.updateOne({ _id: `c-${c}`, version }, change).then(({ matchedCount }) => {
    if (matchedCount !== 1) {
      throw new Error('an update was lost');
    }
  });
}

function outbox(i: number): Promise<unknown> {
  const filter = { _id: `c-${(i >> 1) % CONCURRENT}` };
  const update = i & 1 ? { $pull: { outbox: { id: i - 1 } } } : { $push: { outbox: { id: i, text: 'x' } } };
  return conversations.updateOne(filter, update);
}

console.log(`${stored} messages stored, ${CONCURRENT} concurrent, ${each} operations of each kind`);
for (let round = 0; round < ROUNDS; round++) {
  await measure('insertOne message', each, (i) =>
    messages.insertOne({ ...message(`m-${round}-${i}`, i % CONCURRENT, round * each + i), pending: new Date() }),
  );
  await measure('updateOne {_id, version} $set', each, turn);
  await measure('updateOne $push / $pull', each, outbox);
  await measure('updateOne $unset indexed field', each, (i) =>
    messages.updateOne({ _id: `m-${round}-${i}` }, { $unset: { pending: '' } }),
  );
  await measure('findOne conversation by _id', each, (i) => conversations.findOne({ _id: `c-${i % CONCURRENT}` }));
  await measure('findOne message by _id', each, (i) => messages.findOne({ _id: `m-${round}-${i % each}` }));
  await measure('last 20 of a conversation', each / 10, (i) =>
    messages
      .find({ conversation: `c-${i % CONCURRENT}` })
      .sort({ seq: -1 })
      .limit(20)
      .toArray(),
  );
}
const size = (name: string): number => Math.round(fs.statSync(path.join(folder, name)).size / 1e6);
console.log(`database ${size('store.sqlite')} MB, log ${size('store.sqlite-wal')} MB`);
await handle.close();
fs.rmSync(folder, { recursive: true });
