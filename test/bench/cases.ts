import { setTimeout as wait } from 'node:timers/promises';
import { heapMb, type Measured, measure, median, percentile, rssMb } from './measure.ts';
import { openProduct, openRaw, type Subject } from './subjects.ts';
import { saturate } from './workload.ts';

const PEOPLE = 200;
const TURNS = 20;
const ROUNDS = 5;

/** Target 1: the durable turn beside the raw one, interleaved in one process; the ratio is taken pair by pair. */
export async function durableTurn(): Promise<object> {
  const product = await openProduct();
  const raw = openRaw(product.gateway);
  const round = (subject: Subject, number: number) =>
    measure(PEOPLE * TURNS, () =>
      saturate(PEOPLE, TURNS, (person, turn) => subject.say(number * PEOPLE + person, turn)),
    );
  await round(raw, 0);
  await round(product, 0);
  const pairs: { bar: Measured; ours: Measured; ratio: number; speed: number }[] = [];
  for (let number = 1; number <= ROUNDS; number++) {
    const bar = await round(raw, number);
    const ours = await round(product, number);
    pairs.push({ bar, ours, ratio: ours.cpuMicros / bar.cpuMicros, speed: ours.turnsPerSecond / bar.turnsPerSecond });
  }
  const replies = { raw: raw.replies(), product: product.replies() };
  await product.close();
  const of = (pick: (pair: (typeof pairs)[0]) => number) => Number(median(pairs.map(pick)).toFixed(2));
  return {
    rawCpuMicros: of(({ bar }) => bar.cpuMicros),
    cpuMicros: of(({ ours }) => ours.cpuMicros),
    cpuRatio: of(({ ratio }) => ratio),
    turnsPerSecond: of(({ ours }) => ours.turnsPerSecond),
    throughputRatio: of(({ speed }) => speed),
    replies,
  };
}

/** Targets 4 and 5, one side: throughput and memory with this many messages in the store. */
export async function withStored(count: number, dataDir: string): Promise<object> {
  const filled = await openProduct(dataDir);
  await fill(filled, count);
  await filled.close();
  return { filled: count };
}

/** The other half of `withStored`, in a fresh process: what a start and a load cost on that store. */
export async function loadStored(dataDir: string): Promise<object> {
  const from = performance.now();
  const product = await openProduct(dataDir);
  const openMs = performance.now() - from;
  const startRss = rssMb();
  const warm = (base: number) => saturate(PEOPLE, TURNS, (person, turn) => product.say(base + person, turn));
  await warm(1_000_000);
  const figures = [];
  for (let round = 1; round <= 3; round++)
    figures.push(await measure(PEOPLE * TURNS, () => warm(1_000_000 + round * PEOPLE)));
  await product.close();
  return {
    openMs: Math.round(openMs),
    startRssMb: Math.round(startRss),
    rssMb: Math.round(Math.max(...figures.map((figure) => figure.rssMb))),
    turnsPerSecond: Math.round(median(figures.map((figure) => figure.turnsPerSecond))),
    cpuMicros: Math.round(median(figures.map((figure) => figure.cpuMicros))),
  };
}

/** Target 13: resident memory that 10,000 conversations at rest take. */
export async function idleConversations(): Promise<object> {
  const product = await openProduct();
  await saturate(PEOPLE, TURNS, (person, turn) => product.say(person, turn));
  const before = await restingRssMb(product);
  const heapBefore = heapMb();
  const people = 10_000;
  for (let from = 0; from < people; from += PEOPLE) {
    await saturate(PEOPLE, 2, (person, turn) => product.say(10_000 + from + person, turn));
  }
  const after = await restingRssMb(product);
  const heapDelta = heapMb() - heapBefore;
  await product.close();
  return {
    conversations: people,
    beforeMb: Math.round(before),
    deltaMb: Number((after - before).toFixed(1)),
    heapDeltaMb: Number(heapDelta.toFixed(1)),
  };
}

/** Nothing under way, and what the collector gave up is back with the system, which takes it a moment. */
async function restingRssMb({ gateway }: Awaited<ReturnType<typeof openProduct>>): Promise<number> {
  await gateway.pipeline.idle();
  for (let pass = 0; pass < 3; pass++) {
    rssMb();
    await wait(300);
  }
  return rssMb();
}

/** 200 turns a second, open loop: service time of each turn, from the envelope to the reply. */
export async function paced(): Promise<object> {
  const product = await openProduct();
  await saturate(PEOPLE, TURNS, (person, turn) => product.say(person, turn));
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const total = 3_000;
  const from = performance.now();
  for (let n = 0; n < total; n++) {
    const due = from + n * 5;
    const sleep = due - performance.now();
    if (sleep > 1) await wait(sleep);
    const started = performance.now();
    const said = product.say(100_000 + (n % 500), Math.floor(n / 500)).then(() => {
      times.push(performance.now() - started);
    });
    running.push(said);
  }
  await Promise.all(running);
  await product.close();
  const ms = (share: number) => Number(percentile(times, share).toFixed(2));
  return {
    turnsPerSecond: Math.round(total / ((performance.now() - from) / 1_000)),
    p50Ms: ms(0.5),
    p95Ms: ms(0.95),
    p99Ms: ms(0.99),
  };
}

async function fill({ gateway }: Awaited<ReturnType<typeof openProduct>>, count: number): Promise<void> {
  const messages = gateway.store.connection.collection('messages');
  const batch = 2_000;
  for (let from = 0; from < count; from += batch) {
    const docs = Array.from({ length: Math.min(batch, count - from) }, (_, index) => {
      const n = from + index;
      return {
        _id: `stored-${n}` as never,
        org: 'exsim',
        conversation: `old-${Math.floor(n / 40)}`,
        seq: (n % 40) + 1,
        direction: n % 2 ? 'out' : 'in',
        kind: 'message',
        speaker: n % 2 ? 'bot' : 'user',
        name: '',
        at: new Date(1_700_000_000_000 + n * 1_000),
        text: 'Buenas tardes, no puedo timbrar las facturas de la sucursal desde ayer por la mañana, ¿me pueden apoyar?',
      };
    });
    await messages.insertMany(docs as never);
  }
}
