import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogHit, LogQuery } from '../../src/contracts/log-search.ts';
import { createLogIndexer } from '../../src/reports/log-search/indexer.ts';
import { createLogSearch } from '../../src/reports/log-search/log-search.ts';
import { defineLogSegments, defineLogWords } from '../../src/storage/models/log-index.ts';
import type { MessageDoc } from '../../src/storage/models/messages.ts';
import { LogIndexRepository } from '../../src/storage/repositories/log-index.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';
import { dice } from '../builders/report-world.ts';

const words = [
  'Camión',
  'camioneta',
  'CAMINO',
  'factura',
  'Facturación',
  'está',
  'ésta',
  'año',
  'niño',
  'error 405',
  'día',
];
const flat = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The search once more, the simple way: every message is read. */
function scan(all: readonly MessageDoc[], typed: string): string[] {
  const phrases = [...typed.matchAll(/"([^"]*)"/g)].map(([, phrase]) => flat(phrase ?? ''));
  const rest = flat(typed.replace(/"[^"]*"/g, ' '))
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  return all
    .filter(({ text, purged }) => {
      const own = flat(text).split(/[^a-z0-9]+/);
      const line = ` ${own.join(' ')} `;
      const isSaid = (word: string) => own.some((one) => (word.length > 1 ? one.startsWith(word) : one === word));
      return !purged && text !== '' && rest.every(isSaid) && phrases.every((phrase) => line.includes(` ${phrase} `));
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1))
    .map(({ _id }) => _id);
}

describe('the search of chats', () => {
  let world: World;
  let index: LogIndexRepository;
  let all: MessageDoc[];
  const die = dice(7);
  const search = async (query: Partial<LogQuery>) => {
    const parts = { surveys: { answers: async () => [] }, names: async () => new Map(), people: async () => [] };
    const port = createLogSearch({
      ...{ organisation: 'exsim', index, episodes: world.stores.episodes, clock: world.clock },
      ...parts,
      people: async (text) => all.filter(({ conversation }) => text === conversation).map(() => text),
    });
    const items: LogHit[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof port.search>> = await port.search({
        limit: 7,
        ...query,
        ...(after ? { after } : {}),
      });
      items.push(...page.items);
      after = page.next;
    } while (after !== null);
    return items;
  };
  const ids = async (query: Partial<LogQuery>) => (await search(query)).map(({ messageId }) => messageId);
  const indexer = () => createLogIndexer({ organisation: 'exsim', index, clock: world.clock, segment: 40 });

  beforeAll(async () => {
    world = await buildWorld();
    const { connection } = world.store;
    const models = { logSegments: defineLogSegments(connection), logWords: defineLogWords(connection) };
    await world.store.ready();
    index = new LogIndexRepository({ ...models, messages: world.stores.messageModel });
    for (let n = 0; n < 90; n += 1) {
      // Some fall on one instant.
      if (die.next() < 0.7) world.clock.advance({ minutes: die.upTo(50) });
      const text = Array.from({ length: 1 + die.upTo(5) }, () => die.of(words)).join(die.of([' ', ', ']));
      await world.say(`person-${die.upTo(9)}`, text);
    }
    const ana = { role: 'agent', id: 'ana', name: 'Ana' } as const;
    const [waiting] = (await world.pipeline.conversations.list({ organisation: 'exsim', limit: 5 })).items;
    await world.pipeline.conversations.act(waiting?.id ?? '', { type: 'take' }, ana);
    await world.pipeline.conversations.act(waiting?.id ?? '', { type: 'close', outcome: 'agent' }, ana);
    world.clock.advance({ minutes: 30 });
    await world.say('person-1', 'mi contraseña es Gato-1234 en el camino');
    await world.pipeline.idle();
    all = await world.stores.messageModel.find({ kind: 'message' }).lean<MessageDoc[]>();
    expect(await indexer().grow()).toBeGreaterThan(2);
  }, 60_000);
  afterAll(async () => {
    await world.close();
    removeWorld(world);
  });

  it.each([
    'camion',
    'CAMI',
    'factura',
    'año',
    'camion factura',
    '"error 405"',
    '"camion factura"',
    'e',
    'esta "factura camino"',
    'nada',
    'echo 3',
  ])('finds by %s exactly what reading every message finds, newest first, page by page', async (text) => {
    expect(await ids({ text })).toEqual(scan(all, text));
  });

  it('finds the same before anything is indexed, and when all of it is lost (P5)', async () => {
    const models = world.store.connection.models;
    await models.log_segments?.deleteMany({});
    await models.log_words?.deleteMany({});
    expect(await ids({ text: 'cami' })).toEqual(scan(all, 'cami'));
    await indexer().grow();
    expect(await ids({ text: 'cami' })).toEqual(scan(all, 'cami'));
  });

  it('keeps to the days, the speaker and the agent that are asked for', async () => {
    const from = all[60]?.at ?? new Date();
    const to = all[120]?.at ?? new Date();
    const inside = all.filter(({ at }) => at >= from && at < to);
    expect(await ids({ text: 'cami', from, to })).toEqual(scan(inside, 'cami'));
    expect(await ids({ text: 'cami', speaker: 'user' })).toEqual(
      scan(
        all.filter(({ speaker }) => speaker === 'user'),
        'cami',
      ),
    );
    const own = await search({ agent: 'ana' });
    expect(own.map(({ outcome, agents, seq }) => [outcome, agents, seq])).toEqual([['agent', ['ana'], 1]]);
    expect(await ids({ agent: 'ana', text: 'zzz' })).toEqual([]);
    expect(await ids({ person: 'nobody' })).toEqual([]);
  });

  it('P4 shows the mark of what was taken out, and finds by what is left', async () => {
    const [hit, ...more] = await search({ removed: 'password' });
    expect([hit?.removed, more]).toEqual([['password'], []]);
    expect(JSON.stringify(hit)).not.toContain('Gato');
    expect(await ids({ text: 'gato' })).toEqual([]);
  });

  it('marks what was found in the excerpt, and the excerpt is a piece of the message', async () => {
    const found = await search({ text: 'camion' });
    expect(found.length).toBeGreaterThan(0);
    for (const { messageId, excerpt } of found) {
      const text = all.find(({ _id }) => _id === messageId)?.text ?? '';
      expect(text).toContain(excerpt.map((piece) => piece.text).join(''));
      expect(excerpt.filter(({ marked }) => marked).map((piece) => flat(piece.text).startsWith('camion'))).toContain(
        true,
      );
    }
  });

  it('finds a message that was stored late under an earlier instant, once the index is mended', async () => {
    const early = all[30] as MessageDoc;
    const late = { ...early, _id: 'late', seq: 9_999, text: 'tardío camino' };
    await world.stores.messageModel.collection.insertOne(late as never);
    await indexer().mend();
    expect(await ids({ text: 'tardio' })).toEqual(['late']);
  });

  it('forgets the words of what was blanked', async () => {
    const { messageModel } = world.stores;
    const [gone] = await search({ text: 'tardio' });
    await messageModel.updateOne({ _id: gone?.messageId ?? '' }, { $set: { text: '', purged: 'erased' } });
    expect(await ids({ text: 'tardio' })).toEqual([]);
    await indexer().mend();
    const kept = await world.store.connection.models.log_words?.find({ group: 'ta' }).lean();
    expect(JSON.stringify(kept)).not.toContain('tardio');
  });
});
