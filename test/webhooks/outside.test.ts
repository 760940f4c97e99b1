import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { webhookEventTypes } from '../../src/contracts/webhooks.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { CaseSystem } from './case-system.ts';
import { Receiver } from './receiver.ts';
import { createRestTickets } from './rest-adapter.ts';
import { ana, openWebhookWorld, text, type WebhookWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});
async function receiver(): Promise<Receiver> {
  const outside = await Receiver.open();
  opened.push(outside);
  return outside;
}
async function worldOf(policy: string): Promise<WebhookWorld> {
  const world = await openWebhookWorld({ policy: loadPolicy(policy) });
  opened.push(world);
  return world;
}
const by = (world: WebhookWorld) => ({ actor: ana, at: world.clock.now() });
/** As a person of the desk confirms it before a case goes on (CON-06). */
const classify = (world: WebhookWorld, id: string) => {
  const classes = { service: 'salud', attribute: 'trato', authorityType: 'peticion' };
  return world.tickets.act(id, { type: 'classify', classes }, by(world));
};
const move = (world: WebhookWorld, id: string, to: string, more: { note?: string; closingCode?: string } = {}) =>
  world.tickets.act(
    id,
    {
      type: 'move',
      to,
      ...(more.note ? { note: text(more.note) } : {}),
      ...(more.closingCode ? { closingCode: more.closingCode } : {}),
    },
    { actor: ana, at: world.clock.now() },
  );

describe('the outside system that is called', () => {
  it('CON-05 a case is registered there with its text, and its number there comes back to the ticket', async () => {
    const [world, outside] = [await worldOf('confa'), await receiver()];
    outside.answer = ({ payload }) => ({
      status: 200,
      body: payload.type === 'ticket.opened' ? { reference: 'ALM-77' } : {},
    });
    await world.endpoint(outside.url(), { system: 'registro' });
    const { id } = await world.open('chat', { description: text('El servicio de recreación no me atendió') });
    await world.settle();
    expect(outside.calls[0]?.payload.data.ticket.description).toBe('El servicio de recreación no me atendió');
    expect(await world.references.of(id)).toEqual([{ system: 'registro', id: 'ALM-77' }]);
    await world.note(id, 'se llamó a la persona');
    await world.settle();
    expect(outside.calls.at(-1)?.payload.data.ticket.references).toEqual([{ system: 'registro', id: 'ALM-77' }]);
  });

  it('CON-13 it is told of the end of the case, once, with how it was closed, after everything else', async () => {
    const [world, outside] = [await worldOf('confa'), await receiver()];
    await world.endpoint(outside.url());
    const { id } = await world.open('ssf', { facts: { mailbox: 'notificaciones' }, area: 'secretaria' });
    await classify(world, id);
    const file = {
      fileId: 'c1',
      name: 'constancia.pdf',
      mediaType: 'application/pdf',
      size: 4,
      review: 'clean',
    } as const;
    for (const mark of ['enviado_servicio', 'respuesta', 'certificado'])
      await world.tickets.act(id, { type: 'mark', mark, attachments: [file] }, by(world));
    await move(world, id, 'en_respuesta');
    await move(world, id, 'respondido', { note: 'Respuesta cargada, constancia guardada' });
    await move(world, id, 'cerrado', { closingCode: 'respondido' });
    await world.settle();
    const told = outside.calls.map(({ payload }) => payload.type);
    expect(told.filter((type) => type !== 'ticket.changed' && type !== 'ticket.marked')).toEqual([
      ...['ticket.opened', 'ticket.moved', 'ticket.moved', 'ticket.closed'],
    ]);
    expect(outside.calls.at(-1)?.payload.data).toMatchObject({
      ticket: { state: 'cerrado', phase: 'closed', closingCode: 'respondido' },
      event: { from: 'respondido', to: 'cerrado' },
    });
  });

  it('ICE-30 an escalated case is passed on in the outside system at once, to the area that has it', async () => {
    const [world, outside] = [await worldOf('icetex'), await receiver()];
    await world.endpoint(outside.url(), { events: ['ticket.moved', 'ticket.escalated', 'ticket.routed'] });
    const areas = world.policy.areas.map(({ code }) => code);
    const { id, state } = await world.open('queja');
    const into = world.policy.tickets.states.find(({ next }) => next.some(({ to }) => to === 'escalado'))?.code ?? '';
    if (into !== state) await move(world, id, into, { note: 'se revisa' });
    const area = areas.at(-1) ?? '';
    await world.tickets.act(id, { type: 'route', area }, { actor: ana, at: world.clock.now() });
    const analysed = { type: 'mark', mark: 'complejidad', note: 'compete a otra área' as Redacted } as const;
    await world.tickets.act(id, analysed, by(world));
    await move(world, id, 'escalado', { note: 'compete a otra área' });
    await world.settle();
    const last = outside.calls.at(-1)?.payload;
    expect([last?.data.event.to, last?.data.ticket.area]).toEqual(['escalado', area]);
    expect(outside.calls.some(({ payload }) => payload.type === 'ticket.routed')).toBe(true);
  });
});

describe('references', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await worldOf('confa');
  });

  it('CON-13 survive whatever happens to the ticket, and lead to it', async () => {
    const { id, organisation } = await world.open('one');
    await world.references.set({ id, organisation }, { system: 'registro', id: ' ALM-77 ' });
    await classify(world, id);
    await move(world, id, 'en_respuesta');
    await world.tickets.act(id, { type: 'route', area: 'secretaria' }, { actor: ana, at: world.clock.now() });
    await move(world, id, 'respondido', { note: 'respondido' });
    await move(world, id, 'cerrado', { closingCode: 'respondido' });
    expect(await world.references.of(id)).toEqual([{ system: 'registro', id: 'ALM-77' }]);
    expect(await world.references.find(organisation, 'alm-77')).toEqual([id]);
    expect(await world.references.find(organisation, 'alm-77', 'registro')).toEqual([id]);
    expect(await world.references.find(organisation, 'alm-77', 'otro')).toEqual([]);
    expect(await world.references.find('otra', 'alm-77')).toEqual([]);
  });

  it('belong to one ticket of a system: of two that ask at once, one gets it', async () => {
    const [one, two] = [await world.open('one'), await world.open('two')];
    const reference = { system: 'registro', id: 'ALM-1' };
    const tries = await Promise.allSettled([one, two].map((ticket) => world.references.set(ticket, reference)));
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await world.references.set(one, { system: 'crm', id: 'ALM-1' });
    expect(await world.references.find('confa', 'ALM-1', 'crm')).toEqual([one.id]);
  });

  it('a receiver that names a number of another ticket is told yes, and the number stays where it was', async () => {
    const outside = await receiver();
    outside.answer = () => ({ status: 200, body: { reference: 'SAME' } });
    await world.endpoint(outside.url(), { system: 'registro' });
    const one = await world.open('one');
    await world.settle();
    await world.open('two');
    await world.settle();
    expect([outside.calls.length, await world.references.find('confa', 'same')]).toEqual([2, [one.id]]);
  });
});

describe('another adapter of the port: plain REST', () => {
  it('registers, moves, comments and asks, by the same durable queue; a repeat after an unknown outcome does it once', async () => {
    const cases = await CaseSystem.open();
    opened.push(cases);
    const outside = createRestTickets({ url: cases.url, token: 'x', system: 'casos' });
    const world = await openWebhookWorld({ adapters: new Map([['rest', () => outside]]) });
    opened.push(world);
    await world.endpoint(`${cases.url}/`, { kind: 'rest', system: 'casos', events: webhookEventTypes });
    cases.isFlaky = true;
    const { id, state } = await world.open('one');
    await world.note(id, 'ya lo vimos');
    await world.settle();
    cases.isFlaky = false;
    await world.later({ seconds: 10 });
    expect([cases.cases.size, await world.references.of(id)]).toEqual([1, [{ system: 'casos', id: 'C-1' }]]);
    expect(cases.cases.get('C-1')).toMatchObject({
      text: 'La factura marca error al timbrar',
      comments: ['ya lo vimos'],
    });
    const { to } = world.policy.tickets.states.find(({ code }) => code === state)?.next[0] ?? { to: '' };
    await world.tickets.act(id, { type: 'move', to }, { actor: { role: 'admin', id: 'adm' }, at: world.clock.now() });
    await world.settle();
    expect(await outside.fetch('C-1')).toMatchObject({ reference: 'C-1', state: to });
    expect(await outside.fetch('C-9')).toBeNull();
  });
});
