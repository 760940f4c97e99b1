import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CannedAuthor } from '../../src/contracts/canned-replies.ts';
import type { ConversationSummary } from '../../src/contracts/conversation.ts';
import { createCannedReplies } from '../../src/desk/canned-replies.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { defineCannedReplies } from '../../src/storage/models/canned-replies.ts';
import { CannedReplyRepository } from '../../src/storage/repositories/canned-replies.ts';
import { buildClock } from '../builders/clock.ts';
import { buildPolicy } from '../builders/policy.ts';

const ana: CannedAuthor = { organisation: 'exsim', id: 'ana', name: 'Ana', mayShare: false };
const beto: CannedAuthor = { ...ana, id: 'beto', name: 'Beto' };
const lead: CannedAuthor = { ...ana, id: 'ines', name: 'Inés', mayShare: true };
const stranger: CannedAuthor = { ...lead, organisation: 'confa', id: 'otra' };

let folder: string;
let store: StoreHandle;
let replies: ReturnType<typeof createCannedReplies>;
let model: ReturnType<typeof defineCannedReplies>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canned-'));
  store = await openStore({ dataDir: folder });
  model = defineCannedReplies(store.connection);
  await store.ready();
  const policy = {
    ...buildPolicy(),
    templates: { saludo: { title: 'Saludo', text: 'Hola, {{nombre}}', url: null } },
  };
  replies = createCannedReplies({
    ...{ replies: new CannedReplyRepository(model), redactor: createRedactor(), clock: buildClock() },
    policyOf: () => policy,
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const talk = (over: object = {}) =>
  ({
    contact: { name: 'Lía', organisation: null },
    ...{ work: { folio: null }, tickets: ['EXS-000007'], ...over },
  }) as unknown as ConversationSummary;
const titles = async (author: CannedAuthor) =>
  (await replies.list(author)).map(({ title, kind }) => `${kind} ${title}`);

describe('canned replies', () => {
  it('ICE-31 an advisor drafts by the protocol of the desk, as its policy words it', async () => {
    const { respuesta } = loadPolicy('icetex').templates;
    const protocol = createCannedReplies({
      ...{ replies: new CannedReplyRepository(model), redactor: createRedactor() },
      ...{ clock: buildClock(), policyOf: (code: string) => loadPolicy(code) },
    });
    const [given] = await protocol.list({ ...ana, organisation: 'icetex' });
    expect(given).toMatchObject({ kind: 'policy', title: 'Protocolo de respuesta', text: respuesta?.text });
    expect(given?.text).toContain('En respuesta a su solicitud');
  });

  it('are the policy’s, what a lead shares, and one’s own; nobody sees another’s', async () => {
    await replies.save('key-0001', { shared: false, title: 'Mía', text: 'Claro' }, ana);
    await replies.save('key-0002', { shared: true, title: 'De todos', text: 'Con gusto' }, lead);
    expect((await titles(ana)).sort()).toEqual(['own Mía', 'policy Saludo', 'shared De todos']);
    expect((await titles(beto)).sort()).toEqual(['policy Saludo', 'shared De todos']);
    expect(await titles(stranger)).toEqual(['policy Saludo']);
  });

  it('are shared, changed and deleted by those who may alone', async () => {
    const draft = { shared: true, title: 'De todos', text: 'Con gusto' };
    await expect(replies.save('key-0002', draft, ana)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await replies.save('key-0002', draft, lead);
    await expect(replies.save(id, { ...draft, shared: false }, ana)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(replies.remove(id, ana)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(replies.remove(id, stranger)).rejects.toMatchObject({ code: 'CANNED_REPLY_NOT_FOUND' });
    const own = await replies.save('key-0003', { ...draft, shared: false }, ana);
    await expect(replies.remove(own.id, beto)).rejects.toMatchObject({ code: 'CANNED_REPLY_NOT_FOUND' });
    await expect(replies.fill(own.id, talk(), beto)).rejects.toMatchObject({ code: 'CANNED_REPLY_NOT_FOUND' });
    await replies.remove(id, lead);
    expect(await titles(ana)).toEqual(['own De todos', 'policy Saludo']);
  });

  it('the same id again is the same reply, changed', async () => {
    await replies.save('key-0001', { shared: false, title: 'Uno', text: 'a' }, ana);
    await replies.save('key-0001', { shared: false, title: 'Dos', text: 'b' }, ana);
    expect((await titles(ana)).sort()).toEqual(['own Dos', 'policy Saludo']);
  });

  it('are filled from the conversation and the policy, and say what is missing', async () => {
    const text = '{{nombre}} de {{ empresa }}: {{folio}}, {{agente}}, {{organizacion}}, {{horario}}';
    const { id } = await replies.save('key-0001', { shared: false, title: 'Todo', text }, ana);
    const policy = buildPolicy();
    const filled = await replies.fill(id, talk(), ana);
    expect(filled.text).toContain(`Lía de {{ empresa }}: EXS-000007, Ana, ${policy.organisation.name}, `);
    expect(filled.text).toContain(`${policy.calendar.open[0]?.from}–${policy.calendar.open[0]?.to}`);
    expect(filled.missing).toEqual(['empresa']);
  });

  it('count their uses, the policy’s too, and the most used come first', async () => {
    const { id } = await replies.save('key-0001', { shared: false, title: 'A', text: 'a' }, ana);
    const given = (await replies.list(ana)).find(({ kind }) => kind === 'policy')?.id ?? '';
    await replies.fill(given, talk(), ana);
    await replies.fill(given, talk(), beto);
    await replies.fill(id, talk(), ana);
    expect((await replies.list(ana)).map(({ title, uses }) => [title, uses])).toEqual([
      ['Saludo', 2],
      ['A', 1],
    ]);
  });

  it('that name what cannot be filled are refused with what they may name', async () => {
    const draft = { shared: false, title: 'X', text: 'Hola {{telefono}}' };
    await expect(replies.save('key-0001', draft, ana)).rejects.toThrow('{{nombre}}');
  });

  it('P8 warn of links that the organisation does not allow', async () => {
    const allowed = buildPolicy().knowledge.allowedHosts[0];
    const text = `https://${allowed}/a y https://otro.example/b`;
    const saved = await replies.save('key-0001', { shared: false, title: 'X', text }, ana);
    expect(saved.foreignHosts).toEqual(['otro.example']);
    expect((await replies.fill(saved.id, talk(), ana)).foreignHosts).toEqual(['otro.example']);
  });

  it('P4 are redacted', async () => {
    const draft = { shared: false, title: 'Acceso', text: 'su contraseña es Tlax246x' };
    expect((await replies.save('key-0001', draft, ana)).text).not.toContain('Tlax246x');
  });
});
