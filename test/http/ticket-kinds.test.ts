import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createTicketKinds } from '../../src/tickets/kinds/look.ts';
import type { TicketKindStanding } from '../../web/shared/wire/ticket.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';
import { type Console, createWorld, signIn, type World } from './world/world.ts';

let stored: TicketWorld;
let world: World;
let [ana, beto]: Console[] = [];
beforeAll(async () => {
  stored = await openTicketWorld();
  stored.posts.set('beto', ['bpo']).set('aura', ['auditoria']).set('cora', ['comercial']);
  world = await createWorld({ tickets: stored.tickets, ticketKinds: createTicketKinds(stored) });
  for (const id of ['ana', 'beto']) world.desk.add({ id, roles: ['agent'], organisation: 'masnegocio' });
  world.desk.add({ id: 'otra', roles: ['agent'], organisation: 'exsim' });
  ana = await signIn(world, 'ana');
  beto = await signIn(world, 'beto');
});
afterAll(async () => {
  await world.close();
  await stored.close();
});

const as = (one: Console | undefined) => one?.headers ?? {};
const post = (one: Console | undefined, path: string, body: object) =>
  request(world.url).post(path).set(as(one)).send(body);
const kindOf = async (one: Console | undefined, id: string): Promise<TicketKindStanding> =>
  (await request(world.url).get(`/api/tickets/${id}/kind`).set(as(one))).body.kind;

const named = (name: string, digit: string) => ({
  ...{ fileId: digit.repeat(64), name, mediaType: 'application/octet-stream', size: 10 },
});
const [form, pdf, sheet] = [named('solicitud.xlsx', 'a'), named('bitacora.pdf', 'b'), named('datos.csv', 'c')];
const audit = async (facts = {}) =>
  stored.open('masnegocio', {
    ...{ attachments: [form], company: 'Comercializadora Ejemplo' },
    facts: { recordKind: 'auditoria', auditEnvironment: 'productivo', ...facts },
  });
async function ready(): Promise<string> {
  const { id, facts } = await audit();
  const agent = (one: string) => ({ role: 'agent', id: one }) as const;
  // All these tests have one customer, and a year one audit.
  if (facts.overYearLimit === 'yes') await stored.act(id, agent('cora'), { type: 'mark', mark: 'cotizacion' });
  const registered = { type: 'mark', mark: 'registro_conjunto' } as const;
  await stored.act(id, agent('aura'), registered, moveTo('asignado'), moveTo('en_proceso'));
  const files = { internal: true, attachments: [pdf, sheet] };
  await stored.act(id, agent('aura'), { type: 'note', text: said('Evidencia'), ...files });
  return id;
}
const confirmed = ['alcance', 'confidencial', 'resumenes', 'servicios'];

describe('the page of a ticket of a kind', () => {
  it('MAS-92 says what is missing and what that bars; an ordinary ticket asks for nothing', async () => {
    const { id } = await stored.open('masnegocio', { facts: { recordKind: 'auditoria' } });
    const { label, checks } = await kindOf(ana, id);
    expect(label).toBe('Auditoría externa');
    const [first] = checks;
    expect(first).toMatchObject({ code: 'formato_auditoria', isDone: false, formats: ['xlsx'], may: true });
    expect(first?.before).toEqual(['Asignado', 'En Proceso', 'Solucionado']);
    const refused = await post(ana, `/api/tickets/${id}/move`, { to: 'asignado' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'TICKET_CHECKS_MISSING']);
    expect(await kindOf(ana, (await stored.open('masnegocio')).id)).toBeNull();
  });

  it('MAS-99 asks which environment it is and offers the choices; the alternate one is evaluated by BPO', async () => {
    const { id } = await audit({ auditEnvironment: null });
    const choice = (await kindOf(ana, id)).checks.find(({ code }) => code === 'ambiente');
    expect(choice?.choices.map(({ value }) => value)).toEqual(['productivo', 'alterno']);
    await post(ana, `/api/tickets/${id}/facts`, { facts: { auditEnvironment: 'alterno' } });
    const evaluated = { code: 'ambiente_evaluado', isDone: false };
    expect((await kindOf(ana, id)).checks).toContainEqual(expect.objectContaining({ ...evaluated, may: false }));
    expect((await kindOf(beto, id)).checks).toContainEqual(expect.objectContaining({ ...evaluated, may: true }));
    const refused = await post(ana, `/api/tickets/${id}/marks`, { mark: 'ambiente_evaluado' });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'TICKET_POST_REFUSED']);
    expect((await post(beto, `/api/tickets/${id}/marks`, { mark: 'ambiente_evaluado' })).status).toBe(200);
  });

  it('MAS-98 an agent without the post BPO, the operator and another organisation deliver nothing', async () => {
    const id = await ready();
    const body = { files: [pdf.fileId], text: 'Va', confirmed };
    expect((await kindOf(ana, id)).delivery).toMatchObject({ may: false, posts: 'BPO', missing: [] });
    const refused = await post(ana, `/api/tickets/${id}/evidence`, body);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'TICKET_POST_REFUSED']);
    const operator = request(world.url).post(`/api/tickets/${id}/evidence`).send(body);
    const asOperator = await operator.set('authorization', 'Bearer operator-token-of-the-test');
    expect([asOperator.status, asOperator.body.error?.code]).toEqual([403, 'TICKET_POST_REFUSED']);
    const other = await signIn(world, 'otra');
    expect((await post(other, `/api/tickets/${id}/evidence`, body)).status).toBe(404);
    expect((await request(world.url).get(`/api/tickets/${id}/kind`).set(as(other))).status).toBe(404);
    const done = await post(beto, `/api/tickets/${id}/evidence`, body);
    expect(done.body.marks).toContain('evidencia');
  });

  it('MAS-101 the disclaimer of the policy goes out and is recorded with an editable file, only when it was taken', async () => {
    const id = await ready();
    const body = { files: [sheet.fileId], text: 'Va', confirmed };
    const refused = await post(beto, `/api/tickets/${id}/evidence`, body);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'TICKET_DELIVERY_REFUSED']);
    const { disclaimer } = (await kindOf(beto, id)).delivery ?? {};
    expect((await post(beto, `/api/tickets/${id}/evidence`, { ...body, disclaimer: true })).status).toBe(200);
    const last = (await stored.tickets.get(id)).events.at(-1);
    expect([last?.facts?.disclaimer, last?.note?.includes(disclaimer ?? '?')]).toEqual([true, true]);
  });

  it('MAS-96, MAS-97, MAS-103 shows each rule to be confirmed, and what the customer contracted', async () => {
    const id = await ready();
    const { delivery, services } = await kindOf(beto, id);
    const words = delivery?.confirm.map(({ label }) => label).join(' ');
    for (const rule of [/imágenes parciales/, /resúmenes autorizados por BPO/, /servicios contratados/])
      expect(words).toMatch(rule);
    expect(services).toContain('Administración de bases de datos');
    const refused = await post(beto, `/api/tickets/${id}/evidence`, { files: [pdf.fileId], text: 'Va' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'TICKET_CHECKS_MISSING']);
  });

  it('MAS-94 asks the desk to tell the requester once the delivery is at risk, with its date, until they did', async () => {
    const { id } = await audit();
    const action = async () => (await kindOf(ana, id)).actions.find(({ code }) => code === 'aviso_entrega');
    expect((await action())?.isDue).toBe(false);
    const { warnAt, dueAt } =
      (await stored.tickets.get(id)).ticket.clocks.find(({ name }) => name === 'entrega_auditoria') ?? {};
    stored.clock.set(new Date((warnAt as Date).getTime() + 60_000));
    expect(await action()).toMatchObject({ isDue: true, tells: 'requester' });
    const day = new Intl.DateTimeFormat('es-MX', { timeZone: 'America/Mexico_City', dateStyle: 'long' });
    expect((await action())?.text).toContain(day.format(dueAt as Date));
    const at = stored.clock.now();
    const deed = { type: 'mark', mark: 'aviso_entrega', note: said('La entrega está en riesgo') } as const;
    await stored.tickets.act(id, deed, { actor: who.agent, at });
    expect(await action()).toMatchObject({ isDue: false, isDone: true });
    expect((await stored.tickets.get(id)).events.at(-1)).toMatchObject({ note: deed.note, internal: false });
  });

  it('MAS-95 a conference is asked for by BPO or Auditoría, as often as needed, with whom it is held', async () => {
    const { id } = await audit();
    const one = (await kindOf(beto, id)).actions.find(({ code }) => code === 'conferencia');
    expect(one?.may).toBe(true);
    for (const attendee of ['usted', 'auditor externo', 'equipo involucrado', 'auditor interno'])
      expect(one?.text).toContain(attendee);
    const ask = (by: Console | undefined) =>
      post(by, `/api/tickets/${id}/marks`, { mark: 'conferencia', note: one?.text ?? '' });
    expect((await ask(ana)).body.error.code).toBe('TICKET_POST_REFUSED');
    for (const _again of [1, 2]) expect((await ask(beto)).status).toBe(200);
    const asked = (await stored.tickets.get(id)).events.filter(({ mark }) => mark === 'conferencia');
    expect(asked.map(({ internal }) => internal)).toEqual([false, false]);
  });

  it('MAS-102 the desk opens a new ticket for what goes beyond; the same key again finds it', async () => {
    const id = await ready();
    const body = { text: 'Pide también los accesos de 2024', key: 'una-sola-vez' };
    const first = await post(ana, `/api/tickets/${id}/apart`, body);
    expect(first.body.relations).toMatchObject([{ relation: 'follows', ticket: id }]);
    expect((await post(ana, `/api/tickets/${id}/apart`, body)).body.id).toBe(first.body.id);
  });

  it('MAS-141 the page asks until when for a temporary solution, which the API takes', async () => {
    const { id } = await stored.open('masnegocio');
    const note = { to: 'solucionado', note: 'Se captura a mano', solutionType: 'workaround' };
    expect((await post(ana, `/api/tickets/${id}/move`, note)).body.error.code).toBe('TICKET_NEEDS_MISSING');
    const done = await post(ana, `/api/tickets/${id}/move`, { ...note, until: '2030-01-15T18:00:00.000Z' });
    expect(done.body.clocks).toContainEqual(
      expect.objectContaining({ name: 'workaround', dueAt: '2030-01-15T18:00:00.000Z' }),
    );
  });
});
