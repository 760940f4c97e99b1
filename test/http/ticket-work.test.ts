import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { AgentProfile } from '../../src/contracts/agent-desk.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { openTicketWorld, type TicketWorld } from '../builders/ticket-world.ts';
import { type Console, createWorld, signIn, type World } from './world/world.ts';

let stored: TicketWorld;
let world: World;
let ana: Console;
const kept = new Map<string, Uint8Array>();
const policy = loadPolicy('confa');
const profile = (id: string, ...posts: string[]): AgentProfile => ({
  ...{ id, organisation: 'confa', name: id, email: null, roles: ['agent'], areas: [], posts, skills: [] },
});

beforeAll(async () => {
  stored = await openTicketWorld();
  const services = { policy } as never;
  world = await createWorld({
    tickets: stored.tickets,
    organisations: { codes: ['confa'], of: (code) => (code === 'confa' ? services : null) },
    files: {
      async put(content, { name, mediaType }) {
        const fileId = String(kept.size).padStart(64, '0');
        kept.set(fileId, content);
        return { fileId, name, mediaType, size: content.length, review: 'clean' };
      },
      get: async (id) => kept.get(id) ?? null,
    },
    agentDesk: {
      profiles: async () => [profile('sol', 'documentador_subsidios'), profile('dora', 'documentador')],
      add: async () => profile('x'),
      change: async () => profile('x'),
    },
  });
  world.desk.add({ id: 'ana', roles: ['agent'], organisation: 'confa' });
  ana = await signIn(world, 'ana');
});
afterAll(async () => {
  await world.close();
  await stored.close();
});

const post = (path: string, body: object) => request(world.url).post(path).set(ana.headers).send(body);
const get = (path: string) => request(world.url).get(path).set(ana.headers);
const upload = (id: string, query: Record<string, string>, content = 'scan') =>
  request(world.url)
    .post(`/api/tickets/${id}/files`)
    .query({ key: `key-${Object.values(query).join('-')}`, ...query })
    .set(ana.headers)
    .set('Content-Type', 'application/octet-stream')
    .send(content);

describe('the work on a case', () => {
  it('CON-20 the technician sees the case and the documenter responsible for its service', async () => {
    const responsible = async (service: string) => {
      const { id } = await stored.open('confa', { facts: { type: 'queja', service } });
      return (await get(`/api/tickets/${id}`)).body.responsible;
    };
    const label = 'Documentador';
    expect(await responsible('subsidios')).toEqual([
      { role: 'documentador', label, isListed: true, people: [{ id: 'sol', name: 'sol' }] },
    ]);
    expect(await responsible('vivienda')).toEqual([
      { role: 'documentador', label, isListed: false, people: [{ id: 'dora', name: 'dora' }] },
    ]);
  });

  it('CON-06 the classes are offered with their words, and confirmed over the API', async () => {
    const { body: rules } = await get('/api/policy');
    const asked = rules.dimensions.filter(({ by }: { by: string }) => by === 'person');
    expect(asked.map(({ label }: { label: string }) => label)).toEqual([
      ...['Servicio al que pertenece', 'Atributo de calidad', 'Tipo de la superintendencia'],
    ]);
    const { id } = await stored.open('confa', { facts: { type: 'queja' } });
    const path = `/api/tickets/${id}/classification`;
    expect((await post(path, { classes: { service: 'salud' } })).body.error.code).toBe('TICKET_NEEDS_MISSING');
    const done = await post(path, { classes: { service: 'salud', attribute: 'trato' } });
    expect(done.body).toMatchObject({ facts: { service: 'salud', authorityType: 'queja' }, marks: ['classified'] });
  });

  it('CON-28 a step is handed in with its file; the same send twice is one, and says who did it', async () => {
    const { id } = await stored.open('confa', { facts: { type: 'queja' } });
    const about = { name: 'plan.pdf', type: 'application/pdf', mark: 'documentacion' };
    for (const _ of [1, 2]) expect((await upload(id, about)).status).toBe(200);
    const { body } = await get(`/api/tickets/${id}`);
    const step = body.steps.find(({ mark }: { mark: string }) => mark === 'documentacion');
    expect(step).toMatchObject({ label: 'Documentación', brings: 'words', done: { by: 'ana' } });
    expect(body.ticket.attachments).toMatchObject([{ name: 'plan.pdf', size: 4 }]);
    const file = await get(`/api/tickets/${id}/files/${body.ticket.attachments[0].fileId}`).buffer();
    expect(file.body.toString()).toBe('scan');
  });

  it('CON-16 a scan is put on its case for the desk alone; what is too large or of another kind is refused', async () => {
    const { id } = await stored.open('confa', { facts: { channel: 'box' } });
    expect((await upload(id, { name: 'formulario.pdf' })).body.attachments).toMatchObject([{ name: 'formulario.pdf' }]);
    const { body } = await get(`/api/tickets/${id}`);
    expect(body.events.at(-1)).toMatchObject({
      type: 'attached',
      internal: true,
      attachments: [{ name: 'formulario.pdf' }],
    });
    expect((await post(`/api/tickets/${id}/files?name=a.pdf&key=key-other`, {})).status).toBe(415);
    expect((await upload(id, { name: 'grande.pdf' }, 'x'.repeat(10 * 1024 * 1024 + 1))).body.error.code).toBe(
      'FILE_TOO_LARGE',
    );
  });

  it('CON-26 what only the legal path needs is asked for on it alone', async () => {
    const { id } = await stored.open('confa', { facts: { type: 'peticion' } });
    const marks = async () => (await get(`/api/tickets/${id}`)).body.steps.map(({ mark }: { mark: string }) => mark);
    expect(await marks()).toEqual(['documentacion', 'plan_accion']);
    await post(`/api/tickets/${id}/classification`, { classes: { service: 'salud', attribute: 'trato' } });
    await post(`/api/tickets/${id}/move`, { to: 'con_juridica' });
    expect(await marks()).toEqual(['documentacion', 'plan_accion', 'copia_respuesta']);
  });
});
