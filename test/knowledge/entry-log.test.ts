import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntryActor } from '../../src/contracts/knowledge-entries.ts';
import type { EntryEvent } from '../../src/contracts/knowledge-events.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import { buildEntry, openKnowledge } from '../builders/knowledge.ts';

type Opened = Awaited<ReturnType<typeof openKnowledge>>;
let opened: Opened;
beforeEach(async () => {
  opened = await openKnowledge();
});
afterEach(() => opened.destroy());

const ana: EntryActor = { agentId: 'ana', how: 'console' };
const organisation = 'exsim';
const all = () => opened.log.events({ organisation, limit: 1_000 });
const stored = (entry: string) => opened.repository.find(organisation, entry);

/** The events and the entries say the same: each entry is what its last event left. */
async function agree(): Promise<void> {
  const events = await opened.log.documents(organisation, 0, 1_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  for (const last of new Map(events.map((event) => [event.entry, event])).values()) {
    const doc = (await stored(last.entry)) as EntryDoc;
    expect(doc).toMatchObject({ ...last.content, state: last.state, version: last.version });
  }
}

describe('the event log', () => {
  it('keeps every deed in one gap-free order, with who, how and what', async () => {
    const { id } = await opened.entries.create(buildEntry({ id: 'corte' }) as never, ana);
    opened.pass(1);
    await opened.entries.publish(id, ana);
    await opened.entries.edit(id, { title: 'Corte de caja diario' }, { agentId: 'beto', how: 'api' });
    await opened.entries.archive(id, ana);
    const events = await all();
    expect(events.map(({ seq, deed, version, agentId, how }) => [seq, deed, version, agentId, how])).toEqual([
      [1, 'create', 1, 'ana', 'console'],
      [2, 'publish', 2, 'ana', 'console'],
      [3, 'edit', 3, 'beto', 'api'],
      [4, 'archive', 4, 'ana', 'console'],
    ]);
    expect(events[0]?.contentHash).toBe(events[1]?.contentHash);
    expect(events[1]?.contentHash).not.toBe(events[2]?.contentHash);
    expect(await opened.log.events({ organisation, after: 2, limit: 1 })).toEqual([events[2]]);
    const [first, second] = events as [EntryEvent, EntryEvent];
    expect(await opened.log.events({ organisation, from: first.at, to: second.at, limit: 9 })).toEqual([first]);
  });

  it('has no gap and no version twice when two processes write at once', async () => {
    const other = opened.another();
    await other.load();
    await opened.entries.create(buildEntry({ id: 'shared' }) as never, ana);
    const deeds = Array.from({ length: 12 }, (_, at) => {
      const { entries } = at % 2 === 0 ? opened.knowledge : other;
      return [
        entries.create(buildEntry({ id: `e-${at}`, url: null }) as never, ana),
        entries.edit('shared', { summary: `visto ${at}` }, ana),
      ];
    });
    await Promise.all(deeds.flat());
    expect((await stored('shared'))?.version).toBe(13);
    expect(await all()).toHaveLength(25);
    await agree();
  });

  it('refuses a change that was made on another version', async () => {
    const { id, version } = await opened.entries.create(buildEntry() as never, ana);
    await opened.entries.edit(id, { summary: 'otro' }, ana, { version });
    await expect(opened.entries.edit(id, { summary: 'tercero' }, ana, { version })).rejects.toMatchObject({
      code: 'ENTRY_CHANGED',
      details: { version: 2 },
    });
    const both = [1, 2].map((at) => opened.entries.edit(id, { summary: `a la vez ${at}` }, ana, { version: 2 }));
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a process that dies', () => {
  /** The writes after the event, in their order: what a death may leave undone. */
  const steps = [
    ['before the entry is changed', 'entries', 'bulkWrite'],
    ['before the revision is raised', 'counters', 'findOneAndUpdate'],
    ['before the mark is moved', 'counters', 'updateOne'],
  ] as const;

  async function dieAt(model: 'entries' | 'counters', method: string, deed: () => Promise<unknown>): Promise<void> {
    const target = opened.models[model] as unknown as Record<string, unknown>;
    const whole = target[method];
    target[method] = () => {
      throw new Error('killed here');
    };
    try {
      await expect(deed()).rejects.toThrow('killed here');
    } finally {
      target[method] = whole;
    }
  }

  it.each(steps)('P5 %s: the next start carries the deed out', async (_name, model, method) => {
    await opened.knowledge.importEntries([buildEntry()], { author: 'ana' });
    await dieAt(model, method, () => opened.entries.edit('corte-de-caja', { title: 'Cierre de caja' }, ana));
    await dieAt(model, method, () => opened.entries.create(buildEntry({ id: 'nueva' }) as never, ana));
    const next = opened.another();
    await next.load();
    await agree();
    expect(await next.entries.get('nueva')).toMatchObject({ state: 'draft', version: 1 });
    expect(next.answer('cierre de caja').links[0]?.title).toBe('Cierre de caja');
    const before = await all();
    await opened.another().load();
    expect(await all()).toEqual(before);
  });

  it('P8 a deed that died before the entry changed is seen by whoever changes the entry next', async () => {
    await opened.knowledge.importEntries([buildEntry()], { author: 'ana' });
    await dieAt('entries', 'bulkWrite', () => opened.entries.archive('corte-de-caja', ana));
    await expect(opened.entries.archive('corte-de-caja', ana)).rejects.toMatchObject({ code: 'ENTRY_MOVE_REFUSED' });
    expect((await stored('corte-de-caja'))?.state).toBe('archived');
    expect(opened.knowledge.answer('corte de caja').links).toEqual([]);
    await agree();
  });
});

describe('entries from before the log', () => {
  const old = (id: string, state: string) => {
    const at = new Date('2026-10-01T10:00:00Z');
    const { id: _id, ...fields } = buildEntry({ url: `https://exsim.example/faq/${id}` });
    const times = { createdAt: at, updatedAt: at, order: `${at.toISOString()}|${id}` };
    return { _id: `exsim:${id}`, org: 'exsim', entry: id, ...fields, language: 'es', state, author: 'beto', ...times };
  };

  it('are taken over as they are, also when the taking over is cut off', async () => {
    const { collection } = opened.models.entries;
    await opened.models.counters.collection.deleteMany({});
    await collection.insertMany([old('a', 'draft'), old('b', 'published'), old('c', 'archived')] as never);
    const cut = opened.models.entries as unknown as { bulkWrite: unknown };
    const whole = cut.bulkWrite;
    cut.bulkWrite = () => Promise.reject(new Error('killed here'));
    await expect(opened.another().load()).rejects.toThrow('killed here');
    cut.bulkWrite = whole;
    const next = opened.another();
    await next.load();
    await agree();
    for (const [id, state, version] of [
      ['a', 'draft', 1],
      ['b', 'published', 2],
      ['c', 'archived', 3],
    ] as const) {
      const view = await next.entries.get(id);
      expect(view).toMatchObject({ state, version, author: 'beto', tags: ['corte', 'arqueo'], body: '' });
      expect(view.createdAt).toEqual(new Date('2026-10-01T10:00:00Z'));
    }
    expect((await all()).every(({ how, agentId }) => how === 'seed' && agentId === 'beto')).toBe(true);
    expect(next.answer('corte de caja').links).toHaveLength(1);
    await next.entries.edit('a', { summary: 'con versión' }, ana);
    expect((await next.entries.get('a')).version).toBe(2);
  });
});
