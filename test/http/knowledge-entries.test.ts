import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildEntry, openKnowledge } from '../builders/knowledge.ts';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

let world: World;
let kb: Awaited<ReturnType<typeof openKnowledge>>;
let console: Record<string, string>;
beforeAll(async () => {
  kb = await openKnowledge();
  const { explainer, transfer } = kb.knowledge;
  world = await createWorld({ entries: kb.entries, transfer, explainer, probe: (url) => kb.knowledge.probe(url) });
  world.desk.add({ id: 'ana' });
  console = { ...(await signIn(world, 'ana')).headers };
}, 60_000);
afterAll(async () => {
  await world.close();
  await kb.destroy();
});

async function call(method: string, path: string, body?: object, headers = console) {
  const answer = await fetch(`${world.url}/api/knowledge${path}`, {
    method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> & { items: { id: string }[] } };
}

describe('the life of an entry over the API', () => {
  it('is written, published, changed, compared, brought back and archived, each deed under the name of the agent', async () => {
    const draft = await call('POST', '/entries', buildEntry({ id: 'corte' }));
    expect([draft.status, draft.body]).toEqual([
      200,
      expect.objectContaining({ state: 'draft', version: 1, author: 'ana' }),
    ]);
    expect((await call('POST', '/entries', buildEntry({ id: 'corte' }))).status).toBe(409);
    const published = await call('POST', '/entries/corte/publish', {});
    expect(published.body).toMatchObject({ state: 'published', version: 2 });
    expect(kb.knowledge.answer('corte de caja').links).toHaveLength(1);
    const edited = await call('POST', '/entries/corte/edit', { version: 2, change: { summary: 'Otro resumen' } });
    expect(edited.body).toMatchObject({ version: 3, summary: 'Otro resumen' });
    const stale = await call('POST', '/entries/corte/edit', { version: 2, change: { summary: 'tarde' } });
    expect([stale.status, stale.body.error]).toEqual([409, expect.objectContaining({ code: 'ENTRY_CHANGED' })]);
    const diff = await call('GET', '/entries/corte/diff?from=2&to=3');
    expect(diff.body.items).toEqual([expect.objectContaining({ field: 'summary', after: 'Otro resumen' })]);
    const restored = await call('POST', '/entries/corte/restore', { to: 1 });
    expect(restored.body).toMatchObject({ version: 4, state: 'published', summary: buildEntry().summary });
    expect((await call('GET', '/entries/corte/history')).body.items).toHaveLength(4);
    expect((await call('POST', '/entries/corte/archive', {})).body).toMatchObject({ state: 'archived' });
    expect(kb.knowledge.answer('corte de caja').links).toEqual([]);
    expect((await call('POST', '/entries/corte/archive', {})).body.error).toMatchObject({ code: 'ENTRY_MOVE_REFUSED' });
    const events = await kb.log.events({ organisation: 'exsim', limit: 99 });
    expect(new Set(events.map(({ agentId, how }) => `${agentId} ${how}`))).toEqual(new Set(['ana console']));
  });

  it('EXS-38 is refused without its type, EXS-36 and with a link to elsewhere', async () => {
    const { type: _type, ...without } = buildEntry({ id: 'x' });
    const refused = await call('POST', '/entries', without);
    expect([refused.status, refused.body.error]).toEqual([400, expect.objectContaining({ code: 'INPUT_INVALID' })]);
    const elsewhere = await call('POST', '/entries', buildEntry({ id: 'x', url: 'https://evil.example/x' }));
    expect(elsewhere.body.error).toMatchObject({ code: 'ENTRY_HOST_REFUSED' });
  });

  it('a near-duplicate is refused with the list until it is confirmed', async () => {
    await call(
      'POST',
      '/entries',
      buildEntry({ id: 'uno', title: 'Alta de clientes', url: 'https://exsim.example/alta' }),
    );
    await call('POST', '/entries/uno/publish', {});
    await call('POST', '/entries');
    await call(
      'POST',
      '/entries',
      buildEntry({ id: 'tres', title: 'alta de CLIENTES', url: 'https://exsim.example/tres' }),
    );
    const refused = await call('POST', '/entries/tres/publish', {});
    expect([refused.status, refused.body.error]).toEqual([
      409,
      expect.objectContaining({ code: 'ENTRY_DUPLICATE', message: expect.stringContaining('uno (title)') }),
    ]);
    expect((await call('GET', '/entries/tres/similar')).body.items).toEqual([
      { id: 'uno', title: 'Alta de clientes', state: 'published', why: 'title', likeness: 1 },
    ]);
    expect((await call('POST', '/entries/tres/publish', { confirmDuplicates: true })).body).toMatchObject({
      state: 'published',
    });
    expect((await kb.log.events({ organisation: 'exsim', limit: 99 })).at(-1)).toMatchObject({ duplicateOf: 'uno' });
  });

  it('EXS-43 what is due for review is listed until somebody looked', async () => {
    await call('POST', '/entries/uno/review', { reviewOn: '2026-11-01' });
    expect((await call('GET', '/reviews')).body.items.map(({ id }) => id)).toEqual(['uno']);
    await call('POST', '/entries/uno/review', { reviewOn: '2027-11-01' });
    expect((await call('GET', '/reviews')).body.items).toEqual([]);
    expect((await call('GET', '/links')).body.items).toEqual([]);
  });

  it('files come and go; a dry run changes nothing', async () => {
    const { body: out } = await call('GET', '/export?format=csv');
    const { files } = out as unknown as { files: { name: string; base64: string }[] };
    expect(Buffer.from(files[0]?.base64 ?? '', 'base64').toString()).toContain('Alta de clientes');
    const again = await call('POST', '/import', { format: 'csv', files, dryRun: true });
    expect(again.body).toMatchObject({ dryRun: true, counts: { refused: 0, create: 0, update: 0 } });
    const bad = await call('POST', '/import', { format: 'csv', files: [{ name: 'x.csv', base64: 'Y29sb3I=' }] });
    expect(bad.body.error).toMatchObject({ code: 'IMPORT_UNREADABLE' });
  });

  it('the operator is told apart in the log, and an unknown entry is a 404', async () => {
    const operator = { authorization: `Bearer ${operatorToken}` };
    await call('POST', '/entries', buildEntry({ id: 'op', url: null }), operator);
    expect((await kb.log.events({ organisation: 'exsim', limit: 99 })).at(-1)).toMatchObject({
      agentId: 'operator',
      how: 'api',
    });
    expect((await call('GET', '/entries/nada')).status).toBe(404);
    expect((await call('GET', '/entries/op:x')).status).toBe(404);
  });
});

describe('what whoever writes an entry asks while typing', () => {
  it('finds entries by words of the title without accents, by state and by author, page by page', async () => {
    const titled = [
      ['nota-credito', 'Nota de crédito (egreso)'],
      ['nota-cargo', 'NOTA de cargo'],
      ['poliza', 'Póliza de egresos'],
    ] as const;
    for (const [id, title] of titled) {
      const made = buildEntry({ id, title, url: `https://exsim.example/${id}`, summary: `Sobre ${title}` });
      expect((await call('POST', '/entries', made)).status).toBe(200);
    }
    await call('POST', '/entries/poliza/publish', { confirmDuplicates: true });
    const ids = async (filter: object) =>
      (await call('POST', '/entries/search', filter)).body.items.map(({ id }) => id).sort();
    expect(await ids({ text: 'nota de cred' })).toEqual(['nota-credito']);
    expect(await ids({ text: 'POLIZA' })).toEqual(['poliza']);
    expect(await ids({ text: '(egreso' })).toEqual(['nota-credito']);
    expect(await ids({ text: 'nota', state: 'published' })).toEqual([]);
    expect(await ids({ text: 'nota', author: 'beto' })).toEqual([]);
    const first = await call('POST', '/entries/search', { text: 'nota', limit: 1 });
    const second = await call('POST', '/entries/search', { text: 'nota', limit: 1, after: first.body.next });
    expect([first.body.items[0]?.id, second.body.items[0]?.id].sort()).toEqual(['nota-cargo', 'nota-credito']);
  });

  it('hears of an entry that says the same before anything is stored; an entry is not its own double', async () => {
    const draft = { title: 'poliza de EGRESOS' };
    expect((await call('POST', '/entries/similar', draft)).body.items).toEqual([
      expect.objectContaining({ id: 'poliza', why: 'title', likeness: 1 }),
    ]);
    expect((await call('POST', '/entries/similar', { ...draft, id: 'poliza' })).body.items).toEqual([]);
  });

  it('EXS-36 hears whether the host may be sent; nobody is asked where the policy asks for no looks', async () => {
    const look = async (url: string) => (await call('POST', '/links/check', { url })).body;
    expect(await look('https://exsim.example/x')).toEqual({
      ...{ isAllowed: true, state: 'unchecked', status: null, problem: null },
    });
    expect(await look('https://evil.example/x')).toMatchObject({ isAllowed: false, state: 'unchecked' });
  });

  it('is told what the bot would answer and why, best first, also when it would send nothing', async () => {
    const { body } = await call('POST', '/explain', { question: '¿cómo registro una póliza de egresos?' });
    const explained = body as unknown as { links: { entryId: string }[]; candidates: { words: string[] }[] };
    expect(explained.candidates[0]).toMatchObject({ entryId: 'poliza', share: 1 });
    expect(explained.candidates[0]?.words).toEqual(expect.arrayContaining(['póliza', 'egresos']));
    const chat = (await call('POST', '/explain', { question: 'hola' })).body;
    expect(chat).toMatchObject({ band: 'none', links: [], confidence: 0 });
  });
});
