import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { io } from 'socket.io-client';
import { buildEntry } from '../builders/knowledge.ts';
import { buildManyOrganisations, type ManyOrganisations } from '../builders/many-organisations.ts';

jest.setTimeout(60_000);

let world: ManyOrganisations;
let alianza: string;
beforeAll(async () => {
  world = await buildManyOrganisations();
  alianza = await world.administrator('alianza');
});
afterAll(() => world.destroy());

interface Page {
  items: { id: string; organisation: string; folio: string; text: string; title: string }[];
}
const page = async (path: string, as: Parameters<ManyOrganisations['ask']>[1]) =>
  ((await world.ask(path, as)).body as Page).items;

describe('a gateway that runs several organisations', () => {
  it('meets people by the account that they write to, as the organisation of that account', async () => {
    await world.say('exsim', 'p-1', 'Hola');
    await world.say('masnegocio', 'p-1', 'Hola');
    const names = world.channel.sent.map(({ conversation, from }) => [conversation.account, from.role, from.name]);
    expect(names).toContainEqual(['exsim', 'bot', 'ExsimBot']);
    expect(names).toContainEqual(['masnegocio', 'bot', 'Mesa de Servicio']);
  });

  it('knows the same sender of two organisations as two people', async () => {
    await world.say('exsim', 'p-2', 'Hola');
    await world.say('masnegocio', 'p-2', 'Hola');
    const found = await world.gateway.store.connection.collection('conversations').find({ address: 'p-2' }).toArray();
    expect(found.map(({ org }) => org).sort()).toEqual(['exsim', 'masnegocio']);
    expect(new Set(found.map(({ contact }) => contact)).size).toBe(2);
  });

  it('answers from its own knowledge base and no other', async () => {
    const entry = buildEntry({ id: 'solo-alianza', title: 'Consultar el estado de cuenta fiduciario' });
    const of = (code: string) => world.gateway.organisations.get(code);
    const { allowedHosts } = of('alianza')?.policy.knowledge ?? { allowedHosts: [] };
    const url = `https://${allowedHosts[0]}/estado`;
    await of('alianza')?.knowledge.importEntries([{ ...entry, url }], { author: 'lola', how: 'import' });
    const question = { body: { question: '¿cómo consulto el estado de cuenta fiduciario?' } };
    const links = async (organisation: string) =>
      ((await world.ask('/api/knowledge/search', { organisation, ...question })).body as { links: object[] }).links;
    expect(await links('alianza')).toMatchObject([{ entryId: 'solo-alianza' }]);
    expect(JSON.stringify(await links('exsim'))).not.toContain('solo-alianza');
    expect((await page('/api/knowledge', { cookie: alianza })).map(({ id }) => id)).toEqual(['solo-alianza']);
    const listed = await page('/api/knowledge/entries?limit=200', { organisation: 'exsim' });
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.map(({ id }) => id)).not.toContain('solo-alianza');
    const [other] = listed;
    expect((await world.ask(`/api/knowledge/entries/${other?.id}`, { cookie: alianza })).status).toBe(404);
  });

  it('shows an administrator how the installation is for their own organisation alone', async () => {
    const own = (await world.ask('/api/system', { cookie: alianza })) as { status: number; body: never };
    expect(own.status).toBe(200);
    expect(own.body).toMatchObject({ filesBytes: null, freeBytes: null, jobs: null });
    const checks = Object.keys((own.body as { checks: object }).checks);
    expect(checks.filter((name) => name.startsWith('knowledge'))).toEqual(['knowledge alianza']);
    const all = (await world.ask('/api/system')).body as { filesBytes: number; checks: object };
    expect(all.filesBytes).toEqual(expect.any(Number));
    expect(Object.keys(all.checks)).toEqual(expect.arrayContaining(['knowledge exsim', 'knowledge masnegocio']));
  });

  it('shows an agent nothing of another organisation: conversations, tickets, agents, searches, letters, people', async () => {
    await world.say('exsim', 'p-3', 'Hola');
    const [conversation] = await page('/api/conversations', { organisation: 'exsim' });
    const { contact } = (await world.ask(`/api/conversations/${conversation?.id}`)).body as { contact: { id: string } };
    const { tickets, clock, redactor } = world.gateway;
    const opened = await openTicket(world, 'exsim');
    await world.gateway.organisations
      .get('exsim')
      ?.knowledge.recorder.unanswered('q-1', redactor.redact('¿cómo exporto a Marte?').text, {
        organisation: 'exsim',
        conversationId: conversation?.id ?? '',
        at: clock.now(),
      });
    await letterOf(world, conversation?.id ?? '');
    for (const path of ['conversations', 'tickets', 'knowledge/unanswered', 'knowledge/demand', 'dead-letters'])
      expect([path, await page(`/api/${path}`, { cookie: alianza })]).toEqual([path, []]);
    expect((await page('/api/agents', { cookie: alianza })).map(({ id }) => id)).toEqual(['alianza-admin']);
    for (const path of [
      `conversations/${conversation?.id}`,
      `conversations/${conversation?.id}/messages`,
      `tickets/${opened.id}`,
    ])
      expect([path, (await world.ask(`/api/${path}`, { cookie: alianza })).status]).toEqual([path, 404]);
    expect((await tickets.get(opened.id)).ticket.folio).toMatch(/^EXS-/);
    const given = { organisation: 'alianza', body: { reason: 'lo pidió' } };
    expect((await world.ask(`/api/privacy/contacts/${contact.id}/export`, given)).status).toBe(404);
    expect((await world.ask('/api/dead-letters/letter-1/replay', { organisation: 'alianza', body: {} })).status).toBe(
      404,
    );
    // The letter is still there for those whose it is.
    expect((await page('/api/dead-letters', { organisation: 'exsim' })).map(({ id }) => id)).toEqual(['letter-1']);
  });

  it('tells a console live of its own organisation only', async () => {
    const socket = io(world.server.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: alianza, origin: world.server.url },
    });
    await new Promise<void>((done) => socket.once('connect', done));
    const heard: string[] = [];
    socket.onAny((_event, body: { conversationId?: string; conversation?: { id: string } }) => {
      heard.push(body.conversationId ?? body.conversation?.id ?? '');
    });
    await world.say('exsim', 'p-4', 'Hola');
    const own = new Promise<void>((done) => socket.once('conversation', () => done()));
    await world.say('alianza', 'p-5', 'Hola');
    await own;
    socket.disconnect();
    const stored = world.gateway.store.connection.collection('conversations');
    const [foreign, mine] = [await stored.findOne({ address: 'p-4' }), await stored.findOne({ address: 'p-5' })];
    expect(heard).not.toContain(String(foreign?._id));
    expect(heard).toContain(String(mine?._id));
  });

  it('asks the operator which organisation is meant, where it matters', async () => {
    expect(await world.ask('/api/policy')).toMatchObject({
      status: 400,
      body: { error: { code: 'ORGANISATION_UNNAMED', message: expect.stringContaining('exsim, masnegocio, alianza') } },
    });
    for (const organisation of ['exsim', 'masnegocio', 'alianza'])
      expect((await world.ask('/api/policy', { organisation })).body).toMatchObject({
        organisation: { code: organisation },
      });
    expect((await world.ask('/api/policy', { organisation: 'nadie' })).status).toBe(404);
    // An agent's is known, and no other can be asked for.
    expect((await world.ask('/api/policy', { cookie: alianza })).body).toMatchObject({
      organisation: { code: 'alianza' },
    });
    expect((await world.ask('/api/policy', { cookie: alianza, organisation: 'exsim' })).status).toBe(404);
    expect((await world.ask('/api/conversations')).status).toBe(200);
  });

  it('has a chat page for each: the default at /chat, the others by code or ?site=', async () => {
    const title = async (path: string) =>
      /<h1>([^<]*)/.exec(await (await fetch(`${world.server.url}${path}`)).text())?.[1];
    const name = (code: string) => world.gateway.policies.policyOf(code).organisation.name;
    expect(await title('/chat')).toBe(name('exsim'));
    expect(await title('/')).toBe(name('exsim'));
    for (const path of ['/chat/alianza', '/chat?site=alianza', '/?site=alianza'])
      expect(await title(path)).toBe(name('alianza'));
    expect(await title('/chat/exsim')).toBe(name('exsim'));
    expect((await fetch(`${world.server.url}/chat/nadie`)).status).toBe(404);
  });

  it('keeps the conversations of two sites apart', async () => {
    const open = async (site: string) => {
      const made = await post('/api/webchat/session', { site });
      const { conversationId, token } = (await made.json()) as { conversationId: string; token: string };
      await post('/v3/directline/conversations', {}, token);
      await world.gateway.pipeline.idle();
      return { conversationId, token };
    };
    const read = async (id: string, token: string) => {
      const url = `${world.server.url}/v3/directline/conversations/${id}/activities`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      return { status: answer.status, text: await answer.text() };
    };
    const [ours, theirs] = [await open('alianza'), await open('masnegocio')];
    expect((await read(ours.conversationId, ours.token)).text).toContain('Mesa de Ayuda');
    expect((await read(theirs.conversationId, theirs.token)).text).toContain('Mesa de Servicio');
    expect((await read(ours.conversationId, theirs.token)).status).toBe(403);
    const stored = await world.gateway.store.connection
      .collection('conversations')
      .findOne({ address: ours.conversationId });
    expect(stored).toMatchObject({ org: 'alianza', account: 'alianza' });
  });

  it('has a first administrator for each, and a readiness line', async () => {
    expect(await world.gateway.desk.ensureAdministrator('masnegocio')).toMatchObject({ organisation: 'masnegocio' });
    const { checks } = (await world.ask('/readyz')).body as { checks: Record<string, string> };
    expect(Object.keys(checks)).toEqual(
      expect.arrayContaining(['knowledge exsim', 'knowledge masnegocio', 'knowledge alianza']),
    );
  });

  it('refuses an account of an organisation whose channel is off', async () => {
    const { gateway } = world;
    const receipts = await gateway.pipeline.intake.accept([
      {
        channel: 'nothing',
        account: 'alianza',
        address: 'a',
        messageId: 'x1',
        sender: { id: 's' },
        sentAt: new Date(0),
        text: 'hola',
      },
    ]);
    expect(receipts).toMatchObject([{ status: 'rejected', code: 'CHANNEL_DISABLED' }]);
  });
});

function post(path: string, body: object, token?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return fetch(`${world.server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function openTicket({ gateway }: ManyOrganisations, organisation: string) {
  const text = gateway.redactor.redact('No abre el módulo').text;
  return gateway.tickets.open(
    `key-${organisation}`,
    { subject: text, description: text, reason: 'request', diagnosis: {}, complexity: null, area: 'dev' },
    {
      organisation,
      conversationId: null,
      contactId: null,
      at: gateway.clock.now(),
      actor: { role: 'bot', id: 'bot' },
    },
  );
}

async function letterOf({ gateway }: ManyOrganisations, conversation: string): Promise<void> {
  const entry = { id: 'letter-1', text: gateway.redactor.redact('Hola').text };
  const letter = {
    _id: 'letter-1',
    org: 'exsim',
    conversation,
    channel: 'terminal',
    entry,
    attempts: 12,
    failedAt: new Date(0),
    code: 'X',
  };
  await gateway.stores.deadLetterModel.collection.insertOne(letter as never);
}
