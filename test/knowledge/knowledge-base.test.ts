import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readEntryFile } from '../../knowledge/entries/entry-file.ts';
import type { EntryActor } from '../../src/contracts/knowledge-entries.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { buildEntry, openKnowledge } from '../builders/knowledge.ts';
import { buildPolicy } from '../builders/policy.ts';
import { samplesFile } from './samples.ts';

type Opened = Awaited<ReturnType<typeof openKnowledge>>;
let opened: Opened;
beforeEach(async () => {
  opened = await openKnowledge();
});
afterEach(() => opened.destroy());

const asked = 'hacer el corte de caja';
const byAgent = { author: 'agent-1' };
const ana: EntryActor = { agentId: 'agent-1', how: 'console' };

describe('answers', () => {
  it('EXS-35 P8 are links of published entries: title, address and nothing else', async () => {
    await opened.knowledge.importEntries([buildEntry()], byAgent);
    expect(opened.knowledge.answer(asked)).toEqual({
      band: 'send',
      links: [
        {
          entryId: 'corte-de-caja',
          title: 'Corte de caja paso a paso',
          url: 'https://exsim.example/faq/corte-de-caja',
        },
      ],
    });
  });

  it('EXS-34 are there at once after an import, at any hour', async () => {
    expect(opened.knowledge.answer(asked)).toEqual({ band: 'none', links: [] });
    opened.pass(60 * 12);
    await opened.knowledge.importEntries([buildEntry()], byAgent);
    expect(opened.knowledge.answer(asked).band).toBe('send');
  });

  it('P8 never hold an entry that is not published', async () => {
    await opened.knowledge.importEntries([buildEntry()], { ...byAgent, state: 'draft' });
    expect(opened.knowledge.answer(asked).links).toEqual([]);
    await opened.entries.publish('corte-de-caja', ana);
    expect(opened.knowledge.answer(asked).links).toHaveLength(1);
    const archiving = opened.entries.archive('corte-de-caja', ana);
    expect(opened.knowledge.answer(asked).links).toEqual([]);
    await archiving;
    expect(opened.knowledge.answer(asked).links).toEqual([]);
    await opened.knowledge.load();
    expect(opened.knowledge.answer(asked).links).toEqual([]);
  });

  it('P8 drop the link at once when a published entry is imported again as a draft', async () => {
    await opened.knowledge.importEntries([buildEntry()], byAgent);
    await opened.knowledge.importEntries([buildEntry()], { ...byAgent, state: 'draft' });
    expect(opened.knowledge.answer(asked).links).toEqual([]);
  });

  it('P8 kept since an earlier turn are checked again: withdrawn ones fall out, changed ones read as they are now', async () => {
    await opened.knowledge.importEntries([buildEntry(), buildEntry({ id: 'b' })], byAgent);
    const { links } = opened.knowledge.answer(asked);
    expect(links).toHaveLength(2);
    await opened.entries.archive('b', ana);
    await opened.knowledge.importEntries([buildEntry({ title: 'Cierre de caja' })], byAgent);
    expect(opened.knowledge.current(links)).toEqual([
      { entryId: 'corte-de-caja', title: 'Cierre de caja', url: 'https://exsim.example/faq/corte-de-caja' },
    ]);
  });

  it('EXS-36 P8 leave out entries whose host the policy no longer allows', async () => {
    await opened.knowledge.importEntries([buildEntry()], byAgent);
    const stricter = opened.another(buildPolicy({ knowledge: { allowedHosts: ['www.youtube.com'] } }));
    await stricter.load();
    expect(stricter.answer(asked)).toEqual({ band: 'none', links: [] });
    await opened.entries.archive('corte-de-caja', ana);
    await expect(stricter.entries.publish('corte-de-caja', ana)).rejects.toMatchObject({ code: 'ENTRY_HOST_REFUSED' });
  });

  it('hold at most three links', async () => {
    const many = Array.from({ length: 6 }, (_, at) =>
      buildEntry({ id: `corte-${at}`, url: `https://exsim.example/faq/corte-${at}` }),
    );
    await opened.knowledge.importEntries(many, byAgent);
    expect(opened.knowledge.answer(asked).links).toHaveLength(3);
  });
});

describe('importing', () => {
  it.each([
    'https://evil.example/faq',
    'https://exsim.example.evil.example/faq',
    'https://exsim.example@evil.example/faq',
    'https://user:pass@exsim.example/faq',
    'https://exsim.example:8443/faq',
    'https://sub.exsim.example/faq',
  ])('EXS-36 refuses %s', async (url) => {
    await expect(opened.knowledge.importEntries([buildEntry({ url })], byAgent)).rejects.toMatchObject({
      code: 'ENTRY_HOST_REFUSED',
    });
    expect(opened.knowledge.status().entries).toBe(0);
  });

  it.each(['http://exsim.example/faq', 'javascript:alert(1)', 'data:text/html,x', '/faq', '', undefined])(
    'EXS-35 EXS-36 refuses the address %s',
    async (url) => {
      await expect(opened.knowledge.importEntries([buildEntry({ url })], byAgent)).rejects.toMatchObject({
        code: 'ENTRY_INVALID',
        details: { path: 'entries[0].url' },
      });
    },
  );

  it('EXS-36 takes YouTube, the site and its sections', async () => {
    const urls = ['https://www.youtube.com/watch?v=exsimPUN001', 'https://exsim.example/folletos/crm'];
    const report = await opened.knowledge.importEntries(
      urls.map((url, at) => buildEntry({ id: `e-${at}`, url })),
      byAgent,
    );
    expect(report.created).toBe(2);
  });

  it('EXS-37 asks for the audience', async () => {
    const wrong = opened.knowledge.importEntries([buildEntry({ audience: 'everybody' })], byAgent);
    await expect(wrong).rejects.toMatchObject({ code: 'ENTRY_INVALID', details: { path: 'entries[0].audience' } });
  });

  it('EXS-38 asks for one of the five types', async () => {
    for (const type of ['solucion', 'video_folleto', 'caso_de_uso', 'material_de_venta', 'recomendacion']) {
      await opened.knowledge.importEntries([buildEntry({ type })], byAgent);
    }
    for (const type of ['noticia', undefined]) {
      const wrong = opened.knowledge.importEntries([buildEntry({ type })], byAgent);
      await expect(wrong).rejects.toMatchObject({ code: 'ENTRY_INVALID', details: { path: 'entries[0].type' } });
    }
  });

  it('stores all entries or none', async () => {
    const bad = opened.knowledge.importEntries([buildEntry(), buildEntry({ id: 'b', title: '' })], byAgent);
    await expect(bad).rejects.toMatchObject({ code: 'ENTRY_INVALID', details: { path: 'entries[1].title' } });
    const twice = opened.knowledge.importEntries([buildEntry(), buildEntry()], byAgent);
    await expect(twice).rejects.toMatchObject({ code: 'ENTRY_INVALID', details: { path: 'entries[1].id' } });
    expect((await opened.knowledge.admin.list({ limit: 10 })).items).toEqual([]);
  });

  it('leaves alone what says the same, keeps author and date of what changed, and the revision only grows', async () => {
    const first = await opened.knowledge.importEntries([buildEntry()], byAgent);
    const { createdAt } = await opened.entries.get('corte-de-caja');
    opened.pass(5);
    const same = await opened.knowledge.importEntries([buildEntry()], { author: 'agent-2' });
    expect(same).toEqual({ created: 0, updated: 0, unchanged: 1, revision: first.revision });
    const changed = await opened.knowledge.importEntries([buildEntry({ title: 'Cierre de caja' })], {
      author: 'agent-2',
    });
    expect(changed).toEqual({ created: 0, updated: 1, unchanged: 0, revision: first.revision + 1 });
    const stored = await opened.entries.get('corte-de-caja');
    expect(stored).toMatchObject({ title: 'Cierre de caja', author: 'agent-1', createdAt });
    expect(stored.updatedAt.getTime()).toBe(createdAt.getTime() + 5 * 60_000);
    expect((await opened.entries.archive('corte-de-caja', ana)).state).toBe('archived');
    expect(opened.knowledge.status().revision).toBe(first.revision + 2);
  });

  it('seeds an empty store once with the samples', async () => {
    const samples = () => readEntryFile(samplesFile.pathname);
    expect(await opened.knowledge.seedIfEmpty(samples)).toBeGreaterThanOrEqual(80);
    expect(await opened.knowledge.seedIfEmpty(samples)).toBe(0);
    expect(opened.knowledge.answer('estado de cuenta de un cliente').links[0]?.entryId).toBe('cxc-estado');
  });

  it('does not seed again when every sample was archived', async () => {
    await opened.knowledge.importEntries([buildEntry()], byAgent);
    await opened.entries.archive('corte-de-caja', ana);
    expect(await opened.knowledge.seedIfEmpty(() => [buildEntry({ id: 'x' })])).toBe(0);
  });

  it('keeps every change when many come at once', async () => {
    const entries = Array.from({ length: 8 }, (_, at) => buildEntry({ id: `e-${at}`, title: `Corte de caja ${at}` }));
    await Promise.all(entries.map((entry) => opened.knowledge.importEntries([entry], byAgent)));
    expect(opened.knowledge.status()).toEqual({ revision: 8, entries: 8 });
  });

  it('says that an entry does not exist', async () => {
    for (const act of ['get', 'publish', 'archive'] as const) {
      await expect(opened.entries[act]('nothing', ana)).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' });
    }
  });
});

describe('another process', () => {
  it('reads a change when the revision has grown, and only then', async () => {
    const other = opened.another();
    await other.load();
    expect(await other.refresh()).toBe(false);
    await opened.knowledge.importEntries([buildEntry()], byAgent);
    expect(await other.refresh()).toBe(true);
    expect(other.answer(asked).band).toBe('send');
    expect(await other.refresh()).toBe(false);
  });
});

describe('lists and records', () => {
  const about = (at: string) => ({ organisation: 'exsim', conversationId: 'c-1', at: new Date(at) });
  const question = (text: string) => text as Redacted;

  it('EXS-43 list entries newest change first, with their date, page by page', async () => {
    for (const id of ['a', 'b', 'c']) {
      opened.pass(1);
      await opened.knowledge.importEntries([buildEntry({ id })], byAgent);
    }
    const page = await opened.knowledge.admin.list({ limit: 2 });
    expect(page.items.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(page.items[0]?.updatedAt).toBeInstanceOf(Date);
    const rest = await opened.knowledge.admin.list({ limit: 2, after: page.next ?? '' });
    expect(rest.items.map(({ id }) => id)).toEqual(['a']);
    expect(rest.next).toBeNull();
  });

  it('EXS-42 count the same question once more each time somebody else asks it', async () => {
    const { recorder, admin } = opened.knowledge;
    await recorder.unanswered('turn-1', question('¿Tienen nómina para Colombia?'), about('2026-11-23T10:00:00Z'));
    await recorder.unanswered('turn-2', question('tienen nomina para colombia'), about('2026-11-23T11:00:00Z'));
    await recorder.unanswered('turn-3', question('¿hay versión para Mac?'), about('2026-11-23T10:30:00Z'));
    const { items } = await admin.unanswered({ limit: 10 });
    expect(items.map(({ question: text, times }) => [text, times])).toEqual([
      ['¿Tienen nómina para Colombia?', 2],
      ['¿hay versión para Mac?', 1],
    ]);
    expect(items[0]?.lastAt).toEqual(new Date('2026-11-23T11:00:00Z'));
  });

  it('P2 a repeated turn counts once, also when it runs twice at the same time', async () => {
    const { recorder, admin } = opened.knowledge;
    const ask = (key: string) =>
      recorder.unanswered(key, question('nómina en Colombia'), about('2026-11-23T10:00:00Z'));
    await Promise.all([ask('turn-1'), ask('turn-1'), ask('turn-2')]);
    await ask('turn-1');
    expect((await admin.unanswered({ limit: 10 })).items[0]?.times).toBe(2);
  });

  it('P2 keep whether links solved it, once per turn', async () => {
    const { recorder } = opened.knowledge;
    await recorder.feedback('turn-1', ['corte-de-caja'], true, about('2026-11-23T10:00:00Z'));
    await recorder.feedback('turn-1', ['corte-de-caja'], true, about('2026-11-23T10:00:00Z'));
    await recorder.feedback('turn-2', ['corte-de-caja', 'b'], false, about('2026-11-23T10:01:00Z'));
    expect(await opened.repository.feedbackOn('exsim', 'corte-de-caja')).toEqual({ solved: 1, unsolved: 1 });
  });
});
