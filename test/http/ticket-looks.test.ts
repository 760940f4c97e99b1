import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { createTicketLadders } from '../../src/notices/ladders.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createRequesterEyes } from '../../src/requesters/portal-tickets.ts';
import { createFileStore } from '../../src/storage/files/file-store.ts';
import { openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';
import { buildPerson } from '../builders/told.ts';
import { type Console, createWorld, signIn, type World } from './world/world.ts';

let stored: TicketWorld;
let world: World;
let ana: Console;
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-ticket-files-'));
beforeAll(async () => {
  stored = await openTicketWorld();
  world = await createWorld({
    ...{ tickets: stored.tickets, ticketForesight: stored.tickets },
    requesterEyes: createRequesterEyes({ policyOf: loadPolicy }),
    files: createFileStore({ directory: folder, redactor: createRedactor({ salt: Buffer.alloc(32, 1) }) }),
    ticketLadders: createTicketLadders({
      policyOf: (organisation, company) => stored.rulesOf(organisation, company).policy,
      people: async () => [buildPerson('ana'), buildPerson('luis', { name: 'Luis Líder', roles: ['lead'] })],
    }),
  });
  for (const id of ['ana', 'beto']) world.desk.add({ id, roles: ['agent'], organisation: 'masnegocio' });
  world.desk.add({ id: 'alma', roles: ['agent'], organisation: 'alianza' });
  world.desk.add({ id: 'extra', roles: ['agent'], organisation: 'exsim' });
  ana = await signIn(world, 'ana');
});
afterAll(async () => {
  await world.close();
  await stored.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (path: string, body: object) => request(world.url).post(path).set(ana.headers).send(body);
const get = (path: string) => request(world.url).get(path).set(ana.headers);
const versionOf = async (id: string) => (await stored.tickets.get(id)).ticket.version;

describe('a ticket weighed before it is changed', () => {
  it('MAS-36 shows the priority and the limits that other facts would give, and changes nothing', async () => {
    const { id, version } = await stored.open('masnegocio', { facts: { urgency: 'baja', impact: 'usuario' } });
    const { body } = await post(`/api/tickets/${id}/foresee`, { facts: { urgency: 'critica', impact: 'compania' } });
    expect(body.priority).toBe('critica');
    const before = (await stored.tickets.get(id)).ticket;
    expect(before).toMatchObject({ version, priority: 'baja' });
    const limit = (clocks: readonly { name: string; dueAt: Date | string | null }[]) =>
      new Date(clocks.find(({ name }) => name === 'atencion')?.dueAt ?? '').getTime();
    expect(limit(body.clocks)).toBeLessThan(limit(before.clocks));
    const done = await post(`/api/tickets/${id}/facts`, { facts: { urgency: 'critica', impact: 'compania' } });
    expect(done.body.clocks).toEqual(body.clocks);
  });

  it('weighs a priority by hand as well, and refuses what is no code', async () => {
    const { id } = await stored.open('masnegocio');
    expect((await post(`/api/tickets/${id}/foresee`, { priority: 'alta' })).body.priority).toBe('alta');
    expect((await post(`/api/tickets/${id}/foresee`, { priority: 'enorme' })).body.error.code).toBe(
      'TICKET_VALUE_UNKNOWN',
    );
    expect((await post(`/api/tickets/${id}/foresee`, {})).status).toBe(400);
  });
});

describe('what the desk puts on a ticket', () => {
  const upload = (id: string, content: string | Buffer, about: Record<string, string>, headers = ana.headers) =>
    request(world.url)
      .post(`/api/tickets/${id}/files?${new URLSearchParams(about)}`)
      .set({ ...headers, 'content-type': 'application/octet-stream' })
      .send(content);

  it('P4 a file is redacted before it is kept, says so, and can be downloaded', async () => {
    const { id } = await stored.open('masnegocio');
    const { status, body } = await upload(id, 'usuario ana\nclave pelota99', { name: 'acceso.txt' });
    expect([status, body.attachments[0]]).toMatchObject([200, { name: 'acceso.txt', review: 'redacted' }]);
    const got = await get(`/api/tickets/${id}/files/${body.attachments[0].fileId}`);
    expect(got.body.toString()).not.toContain('pelota99');
    const again = await upload(id, 'usuario ana\nclave pelota99', { name: 'acceso.txt' });
    expect(again.body.version).toBe(body.version);
  });

  it('refuses an empty file, one that is too large, one that could run, and whoever may not change tickets', async () => {
    const { id } = await stored.open('masnegocio');
    const codes = [
      await upload(id, Buffer.alloc(0), { name: 'nada.txt' }),
      await upload(id, Buffer.alloc(10 * 1024 * 1024 + 1, 65), { name: 'todo.txt' }),
      await upload(id, '<html><script>1</script>', { name: 'hola.txt' }),
      await upload(id, 'hola', { name: 'hola.txt' }, { ...ana.headers, 'x-csrf-token': 'otro' }),
    ].map(({ body }) => body.error.code);
    expect(codes).toEqual(['INPUT_INVALID', 'FILE_TOO_LARGE', 'FILE_TYPE_REFUSED', 'CSRF_REFUSED']);
    const { ticket } = await stored.tickets.get(id);
    expect(ticket.attachments).toEqual([]);
  });

  it('P4 tags go through the redactor, and a note tells whom it names of the same organisation alone', async () => {
    const { id } = await stored.open('masnegocio');
    await post(`/api/tickets/${id}/tags`, { add: ['clave pelota99', 'cierre'] });
    await post(`/api/tickets/${id}/notes`, { text: '@beto y @nadie, vean @extra', internal: true });
    await post(`/api/tickets/${id}/notes`, { text: 'Se lo pasé a @beto', internal: false });
    const { ticket, events } = await stored.tickets.get(id);
    expect([ticket.tags.length, JSON.stringify(ticket.tags)]).toEqual([2, expect.not.stringContaining('pelota99')]);
    expect(events.filter(({ type }) => type === 'noted').map(({ facts }) => facts?.mentions)).toEqual([
      'beto',
      undefined,
    ]);
    expect((await post(`/api/tickets/${id}/tags`, {})).status).toBe(400);
  });

  it('MAS-75 says where a ticket can be escalated to and who would be told, and goes there', async () => {
    const { id } = await stored.open('masnegocio');
    const { body } = await get(`/api/tickets/${id}/ladders`);
    const [ladder] = body.items;
    expect(ladder).toMatchObject({ name: 'mesa', current: null });
    // Nobody fills the post: the lead is told.
    expect(ladder.levels[1]).toMatchObject({ level: 1, role: 'Supervisor Mesa de Ayuda', people: ['Luis Líder'] });
    await post(`/api/tickets/${id}/escalate`, { ladder: 'mesa', level: 1, reason: 'No responde' });
    expect((await get(`/api/tickets/${id}/ladders`)).body.items[0].current).toBe(1);
  });

  it('ALI-27 weighs the date agreed with the requester before it is kept: the limit follows it', async () => {
    const { id } = await stored.open('alianza', {}, 'pia');
    const dueAt = new Date(stored.clock.now().getTime() + 2 * 86_400_000).toISOString();
    const asAlianza = (await signIn(world, 'alma')).headers;
    const weigh = (at: string) =>
      request(world.url).post(`/api/tickets/${id}/foresee`).set(asAlianza).send({ dueAt: at });
    const weighed = await weigh(dueAt);
    const before = (await stored.tickets.get(id)).ticket;
    expect(before.agreedAt).toBeNull();
    const done = await request(world.url).post(`/api/tickets/${id}/date`).set(asAlianza).send({ dueAt });
    expect([weighed.status, done.body.agreedAt, weighed.body.clocks]).toEqual([200, dueAt, done.body.clocks]);
    expect((await weigh('2020-01-01T00:00:00.000Z')).status).toBe(400);
  });
});

describe('two agents at one ticket', () => {
  it('one wins, the other is told that it changed; the winner’s repeat is no second deed', async () => {
    const { id, version } = await stored.open('masnegocio');
    const move = (to: string, key: string) =>
      post(`/api/tickets/${id}/move`, { to, key, ifVersion: version, note: 'Lo veo' });
    const first = await move('en_proceso', 'key-first');
    expect(first.status).toBe(200);
    const second = await move('asignado', 'key-second');
    expect([second.status, second.body.error.code]).toEqual([409, 'TICKET_CHANGED']);
    const again = await move('en_proceso', 'key-first');
    expect([again.status, again.body.state]).toEqual([200, 'en_proceso']);
    expect(await versionOf(id)).toBe(version + 1);
  });
});

describe('several tickets at once', () => {
  it('says of each what came of it; the same key again does nothing twice', async () => {
    const one = await stored.open('masnegocio');
    const two = await stored.open('masnegocio');
    await stored.act(two.id, who.agent, { type: 'move', to: 'cancelado', note: said('No'), closingCode: 'cancelado' });
    const foreign = await stored.open('exsim');
    const body = {
      ...{ key: 'bulk-key-1', tickets: [one.id, two.id, foreign.id, 'nobody'] },
      action: { type: 'move', to: 'en_proceso', note: 'mi clave pelota99' },
    };
    const { body: answer } = await post('/api/tickets/bulk', body);
    const codes = answer.items.map(({ ok, problem }: { ok: boolean; problem: { code: string } | null }) =>
      ok ? 'done' : problem?.code,
    );
    expect(codes).toEqual(['done', 'TICKET_MOVE_REFUSED', 'TICKET_NOT_FOUND', 'TICKET_NOT_FOUND']);
    const version = await versionOf(one.id);
    await post('/api/tickets/bulk', body);
    expect(await versionOf(one.id)).toBe(version);
    expect((await stored.tickets.get(foreign.id)).ticket.state).toBe('registrado');
    // P4
    expect(JSON.stringify((await stored.tickets.get(one.id)).events)).not.toContain('pelota99');
  });

  it('gives, prioritises and passes on; to nobody who is not there', async () => {
    const { id } = await stored.open('masnegocio');
    const bulk = (key: string, action: object) => post('/api/tickets/bulk', { key, tickets: [id], action });
    expect((await bulk('bulk-key-2', { type: 'assign', assignee: 'beto' })).body.items[0].ok).toBe(true);
    expect((await bulk('bulk-key-3', { type: 'assign', assignee: 'fantasma' })).body.items[0].problem.code).toBe(
      'AGENT_NOT_FOUND',
    );
    await bulk('bulk-key-4', { type: 'priority', priority: 'critica', reason: 'Lo pide la dirección' });
    expect((await stored.tickets.get(id)).ticket).toMatchObject({ assignee: 'beto', priority: 'critica' });
  });
});

describe('the requester’s view', () => {
  it('is what “Mis tickets” shows: no internal note, no assignee, no priority, the label of the requester', async () => {
    const { id } = await stored.open('masnegocio', { description: 'No abre' as Redacted }, 'pia');
    await stored.act(
      id,
      who.agent,
      { type: 'note', text: said('secreto de la mesa'), internal: true },
      { type: 'assign', assignee: 'ana' },
      { type: 'note', text: said('Ya lo revisamos'), internal: false },
      { type: 'move', to: 'pendiente_usuario', note: said('¿En qué equipo?') },
    );
    const { body } = await get(`/api/tickets/${id}/requester-view`);
    expect(body).toMatchObject({ isTold: true, label: 'Pendiente por usuario', tone: 'awaited', may: ['reply'] });
    expect(body.history.map(({ kind, text }: { kind: string; text: string }) => `${kind} ${text}`)).toEqual([
      'opened No abre',
      'comment Ya lo revisamos',
      'state ¿En qué equipo?',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/secreto|"ana"/);
  });

  it('of another organisation is not there', async () => {
    const { id } = await stored.open('exsim');
    expect((await get(`/api/tickets/${id}/requester-view`)).status).toBe(404);
    expect((await get(`/api/tickets/${id}/files/abc`)).status).toBe(404);
  });
});
