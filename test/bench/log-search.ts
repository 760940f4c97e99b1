import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePipelineStores } from '../../src/compose/pipeline.ts';
import type { LogQuery } from '../../src/contracts/log-search.ts';
import { createLogIndexer } from '../../src/reports/log-search/indexer.ts';
import { createLogSearch } from '../../src/reports/log-search/log-search.ts';
import { openStore } from '../../src/storage/connection.ts';
import { defineLogSegments, defineLogWords } from '../../src/storage/models/log-index.ts';
import { LogIndexRepository } from '../../src/storage/repositories/log-index.ts';
import { buildClock } from '../builders/clock.ts';
import { dice } from '../builders/report-world.ts';

const FROM = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

/** So many messages of ten a conversation, a minute apart; every 50,000th says a word that is nowhere else. */
export async function logSearchSpeed(count: number): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'log-search-'));
  const store = await openStore({ dataDir: folder });
  const stores = definePipelineStores(store.connection);
  const models = { logSegments: defineLogSegments(store.connection), logWords: defineLogWords(store.connection) };
  await store.ready();
  const clock = buildClock(new Date(FROM + (count + 120) * MINUTE));
  const index = new LogIndexRepository({ ...models, messages: stores.messageModel });
  await fill(stores.messageModel, count);
  const begun = performance.now();
  await createLogIndexer({ organisation: 'exsim', index, clock }).grow();
  const indexMs = performance.now() - begun;
  const port = createLogSearch({
    ...{ organisation: 'exsim', index, clock, episodes: stores.episodes, surveys: { answers: async () => [] } },
    ...{ names: async () => new Map(), people: async () => [] },
  });
  const timed = async (query: Partial<LogQuery>) => {
    const from = performance.now();
    const page = await port.search({ limit: 25, ...query });
    return { ms: Math.round(performance.now() - from), items: page.items.length, next: page.next };
  };
  const common = await timed({ text: wordOf(1) });
  const figures = {
    common: common.ms,
    second: (await timed({ text: wordOf(1), ...(common.next ? { after: common.next } : {}) })).ms,
    old: (await timed({ text: `${wordOf(12)} ${wordOf(7)}`, to: new Date(FROM + (count / 2) * MINUTE) })).ms,
    rare: (await timed({ text: 'unicornio' })).ms,
    rareFound: (await timed({ text: 'unicornio' })).items,
    absent: (await timed({ text: 'inexistente' })).ms,
    phrase: (await timed({ text: `"${wordOf(12)} ${wordOf(7)}"` })).ms,
    everything: (await timed({})).ms,
  };
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return { messages: count, indexPerMessageUs: Math.round((indexMs * 1_000) / count), ...figures };
}

const syllables = ['ca', 'fe', 'mo', 'si', 'ta', 'ru', 'pe', 'lo', 'di', 'na', 've', 'go', 'ba', 'chi', 'ju', 'qui'];

/** One of ten thousand made-up words, beginning in all ways. */
function wordOf(n: number): string {
  let word = '';
  for (let rest = n + 16; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16];
  return word;
}

async function fill(model: ReturnType<typeof definePipelineStores>['messageModel'], count: number): Promise<void> {
  const die = dice(1);
  for (let from = 0; from < count; from += 1_000) {
    const docs = Array.from({ length: Math.min(1_000, count - from) }, (_, offset) => {
      const n = from + offset;
      // A few words are said often, most of them seldom.
      const words = Array.from({ length: 10 }, () => wordOf(Math.floor(10 ** (die.next() * 4))));
      if (n % 50_000 === 25_000) words.push('unicornio');
      return {
        ...{ _id: `m${n}`, org: 'exsim', conversation: `c${Math.floor(n / 10)}`, seq: (n % 10) + 1, direction: 'in' },
        ...{ kind: 'message', speaker: 'user', name: 'Ana', at: new Date(FROM + n * MINUTE), text: words.join(' ') },
      };
    });
    await model.collection.insertMany(docs as never);
  }
}
