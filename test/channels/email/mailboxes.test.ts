import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TicketView } from '../../../src/contracts/ticket.ts';
import { buildLetter } from '../../builders/mail.ts';
import { buildMailWorld, type MailWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const LEAD = { role: 'lead', id: 'lead', name: 'Lead' } as const;

async function tickets({ gateway }: MailWorld): Promise<TicketView[]> {
  return (await gateway.tickets.list({ organisation: gateway.policies.codes[0] ?? '', limit: 200 })).items;
}

describe('the mailboxes of MásNegocio', () => {
  let world: MailWorld;
  beforeAll(async () => {
    world = await buildMailWorld({ policy: 'masnegocio', mailboxes: ['automatico', 'mesa'] });
    const { requesterDesk } = world.gateway;
    const by = { kind: 'agent', id: 'lead' } as const;
    await requesterDesk.saveCompany('masnegocio', { name: 'Cliente Uno' }, by);
    const draft = { name: 'Ana Ruiz', mail: 'ana@cliente.example', company: 'Cliente Uno' };
    await requesterDesk.add('masnegocio', draft, by);
  }, 60_000);
  beforeEach(() => world.fresh());
  afterAll(() => world.stop());

  it('MAS-25 MAS-60 a letter to the automatic mailbox is a ticket without an agent, in the state Nuevo', async () => {
    await world.take(buildLetter({ subject: 'Error al cerrar el mes', to: 'automatico@mesa.example' }), 'automatico');
    const [ticket] = await tickets(world);
    expect(ticket).toMatchObject({
      state: 'nuevo',
      reason: 'mail',
      subject: 'Error al cerrar el mes',
      assignee: null,
      facts: { channel: 'email', mailbox: 'automatico' },
    });
    const [answer] = await world.sent();
    expect(answer?.subject).toBe(`Re: [${ticket?.folio}] Error al cerrar el mes`);
    expect(answer?.text).toContain(ticket?.folio);
    expect(await world.conversations()).toMatchObject([{ mode: 'closed', tickets: [ticket?.folio] }]);
  });

  it('MAS-25 what is written in its thread goes to the ticket, and makes no second one', async () => {
    await world.take(buildLetter({ subject: 'Error al abrir', id: '<a1@cliente.example>' }), 'automatico');
    const before = await tickets(world);
    const headers = { 'In-Reply-To': '<a1@cliente.example>' };
    await world.take(
      buildLetter({ subject: 'Re: Error al abrir', text: 'Olvidé decir que es la sucursal 3.', headers }),
      'automatico',
    );
    const after = await tickets(world);
    expect(after).toHaveLength(before.length);
    const { events } = await world.gateway.tickets.get(after[0]?.id ?? '');
    expect(events.at(-1)).toMatchObject({ type: 'requesterReplied', note: 'Olvidé decir que es la sucursal 3.' });
    // Acknowledged once; then a person answers.
    expect(await world.sent()).toHaveLength(1);
  });

  it('MAS-01 a letter of somebody on no list makes no ticket; they are told kindly', async () => {
    const before = await tickets(world);
    await world.take(buildLetter({ from: 'Eva <eva@otra.example>' }), 'automatico');
    expect(await tickets(world)).toHaveLength(before.length);
    expect((await world.sent())[0]?.text).toMatch(/personas autorizadas/);
  });

  it('MAS-26 a letter to the second mailbox waits for an agent; the bot says so once and is silent', async () => {
    const before = await tickets(world);
    await world.take(buildLetter({ id: '<m1@cliente.example>', subject: 'Una duda' }), 'mesa');
    const headers = { 'In-Reply-To': '<m1@cliente.example>' };
    await world.take(buildLetter({ subject: 'Re: Una duda', text: 'Se me olvidó algo.', headers }), 'mesa');
    expect(await world.conversations()).toMatchObject([{ mode: 'waiting' }]);
    const sent = await world.sent();
    expect(sent.map(({ text }) => text?.split('\n')[0])).toEqual([
      'Recibimos su correo. Una persona del equipo le responderá por este medio.',
    ]);
    expect(await tickets(world)).toHaveLength(before.length);
  });

  it('MAS-26 additional information for a ticket that the letter names is added to it', async () => {
    await world.take(buildLetter({ subject: 'Error al timbrar' }), 'automatico');
    const [ticket] = await tickets(world);
    await world.take(buildLetter({ subject: `Datos de ${ticket?.folio}`, text: 'Es la versión 12.' }), 'mesa');
    const { events } = await world.gateway.tickets.get(ticket?.id ?? '');
    expect(events.at(-1)).toMatchObject({
      type: 'requesterReplied',
      note: expect.stringContaining('Es la versión 12.'),
    });
  });

  it('MAS-26 an answer of the agent goes out in the thread', async () => {
    await world.take(buildLetter({ id: '<m2@cliente.example>', subject: 'Otra duda' }), 'mesa');
    const [open] = await world.conversations();
    await world.gateway.pipeline.conversations.act(open?.id ?? '', { type: 'take' }, LEAD);
    await world.gateway.pipeline.conversations.act(
      open?.id ?? '',
      { type: 'reply', id: 'r', text: 'Así se hace.' },
      LEAD,
    );
    await world.gateway.pipeline.idle();
    expect((await world.sent()).at(-1)).toMatchObject({
      inReplyTo: '<m2@cliente.example>',
      from: { text: '"Lead · Mesa de ayuda" <mesa@mesa.example>' },
    });
  });
});

describe('the mailboxes of Confa', () => {
  let world: MailWorld;
  beforeAll(async () => {
    world = await buildMailWorld({ policy: 'confa', mailboxes: ['servicio', 'notificaciones'] });
  }, 60_000);
  beforeEach(() => world.fresh());
  afterAll(() => world.stop());

  it('CON-08 an official notification takes its own path, and no machine answers it', async () => {
    const from = 'Superintendencia <notifica@ssf.example>';
    await world.take(buildLetter({ from, subject: 'Requerimiento 2026-117' }), 'notificaciones');
    const [ticket] = await tickets(world);
    expect(ticket).toMatchObject({
      protocol: 'notificacion_oficial',
      area: 'secretaria',
      facts: { mailbox: 'notificaciones' },
      description: expect.stringContaining('Requerimiento 2026-117'),
    });
    expect(await world.sent()).toEqual([]);
  });

  it('CON-05 a case that comes by mail is registered with its text', async () => {
    const text = 'Quiero presentar una queja: la caja 3 cierra antes de la hora y nadie atiende.';
    await world.take(buildLetter({ subject: 'Queja por la caja 3', text }), 'servicio');
    const [asked] = await world.sent();
    const headers = { 'In-Reply-To': asked?.messageId ?? '' };
    const answer = { subject: asked?.subject ?? '', text: 'Es del servicio de recreación.', headers };
    await world.take(buildLetter(answer), 'servicio');
    const found = (await tickets(world)).find(({ facts }) => facts.mailbox === 'servicio');
    expect(found).toMatchObject({
      description: expect.stringContaining('la caja 3 cierra antes de la hora'),
      facts: { channel: 'email', mailbox: 'servicio', type: 'queja' },
    });
    expect((await world.sent()).at(-1)?.subject).toBe(`Re: [${found?.folio}] Queja por la caja 3`);
  });
});

describe('the mailbox of Alianza', () => {
  it('ALI-04 is for who has no user yet: an agent reads it; who has one is shown to the platform', async () => {
    const world = await buildMailWorld({ policy: 'alianza', mailboxes: ['mesa'] });
    const by = { kind: 'agent', id: 'lead' } as const;
    await world.gateway.requesterDesk.saveCompany('alianza', { name: 'Cooperativa Uno' }, by);
    const list = 'nombre,correo,empresa\nAna Ruiz,ana@cliente.example,Cooperativa Uno\n';
    const { added } = await world.gateway.requesterDesk.importPeople('alianza', list, { by, dryRun: false });
    expect(added).toBe(1);
    await world.take(buildLetter({ subject: 'No puedo entrar' }), 'mesa');
    expect((await world.sent())[0]?.text).toMatch(/registre su caso en la plataforma/);
    expect(await world.conversations()).toMatchObject([{ mode: 'closed', tickets: [] }]);
    await world.fresh();
    // Of the same co-operative, and without a user: a colleague's way is the platform too.
    await world.take(buildLetter({ from: 'Luz <luz@cliente.example>', subject: 'Quiero un usuario' }), 'mesa');
    expect((await world.sent()).at(-1)?.text).toMatch(/Su organización ya tiene usuarios activos/);
    await world.fresh();
    await world.take(buildLetter({ from: 'Eva <eva@nueva.example>', subject: 'Solicitud de usuarios' }), 'mesa');
    expect(await world.conversations()).toMatchObject([{ mode: 'waiting' }]);
    expect(await tickets(world)).toEqual([]);
    await world.stop();
  });
});

describe('MAS-21 the channels of a profile', () => {
  it('belong to the organisation whose policy names the mailbox, where a gateway runs several', async () => {
    const world = await buildMailWorld({ policy: 'exsim,confa', mailboxes: ['soporte', 'notificaciones'] });
    await world.take(buildLetter(), 'soporte');
    await world.take(buildLetter({ from: 'a@ssf.example' }), 'notificaciones');
    const { conversations } = world.gateway.pipeline;
    const of = async (organisation: string) => (await conversations.list({ organisation, limit: 10 })).items.length;
    expect([await of('exsim'), await of('confa')]).toEqual([1, 1]);
    await world.stop();
  }, 60_000);
});
