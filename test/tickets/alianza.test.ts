import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
});
afterAll(() => world.close());

const { agent, lead, requester, system } = who;
const open = (draft = {}) => world.open('alianza', draft);
const reply = { type: 'requesterReply', text: said('Aquí va lo que pidió') } as const;
const HOUR = 3_600_000;

describe('a federation that serves its co-operatives', () => {
  it('ALI-17 every ticket gets a folio of the federation', async () => {
    expect((await open()).folio).toMatch(/^[A-Z]{2,6}-\d{6}$/);
  });

  it('ALI-36 a new ticket is Abierto for the agent and En proceso de atención for the requester', async () => {
    const { agentLabel, requesterLabel } = await open();
    expect([agentLabel, requesterLabel]).toEqual(['Abierto', 'En proceso de atención']);
  });

  it('ALI-37, ALI-38, ALI-39 waits for the requester or the supplier, and is solved', async () => {
    const { id } = await open();
    const states = [];
    for (const to of ['espera_proveedor', 'abierto', 'espera_solicitante', 'resuelto'])
      states.push((await world.act(id, agent, moveTo(to))).phase);
    expect(states).toEqual(['waiting_supplier', 'open', 'waiting_user', 'solved']);
  });

  it('ALI-37 what the requester answers sets a waiting ticket going again', async () => {
    const { id } = await open();
    await world.act(id, agent, moveTo('espera_solicitante'));
    const going = await world.act(id, requester, reply);
    expect([going.state, going.autoCloseAt]).toEqual(['abierto', null]);
  });

  it('ALI-40, ALI-43 only the requester, or time, closes what is solved', async () => {
    const { id } = await open();
    await world.act(id, agent, moveTo('resuelto'));
    expect(await world.refusal(id, agent, moveTo('cerrado'))).toContain('TICKET_MOVE_REFUSED');
    expect((await world.act(id, requester, moveTo('cerrado'))).phase).toBe('closed');
  });

  it('ALI-42 a reply after the automatic close opens a new ticket that points at the old one, once', async () => {
    const old = await open();
    await world.act(old.id, agent, moveTo('espera_solicitante'));
    await world.act(old.id, system, moveTo('cerrado'));
    const doing = { actor: requester, at: world.clock.now(), key: 'mail-7' };
    const fresh = await world.tickets.act(old.id, reply, doing);
    expect([fresh.id === old.id, fresh.reason, fresh.state]).toEqual([false, 'followUp', 'abierto']);
    expect(fresh.relations).toEqual([{ relation: 'follows', ticket: old.id, folio: old.folio }]);
    expect((await world.tickets.act(old.id, reply, doing)).id).toBe(fresh.id);
    await world.tickets.idle();
    const { ticket } = await world.tickets.get(old.id);
    expect([ticket.phase, ticket.relations]).toEqual([
      'closed',
      [{ relation: 'followedBy', ticket: fresh.id, folio: fresh.folio }],
    ]);
  });

  it('ALI-45 a requester who is not satisfied sends it back to the agent', async () => {
    const { id } = await open();
    await world.act(id, agent, { type: 'assign', assignee: 'ana' }, moveTo('resuelto'));
    const back = await world.act(id, requester, moveTo('abierto', { note: said('Sigue igual') }));
    expect([back.state, back.assignee]).toEqual(['abierto', 'ana']);
  });

  it('ALI-49 who has no right to reassign takes a free ticket, and none from a colleague', async () => {
    const { id } = await open();
    await world.act(id, agent, { type: 'assign', assignee: 'ana' });
    const take = { type: 'assign', assignee: 'beto' } as const;
    expect(await world.refusal(id, agent, take)).toMatch(/^TICKET_REASSIGN_REFUSED.*lead, admin/);
    expect(await world.refusal(id, agent, { type: 'route', area: 'marketing' })).toContain('TICKET_REASSIGN_REFUSED');
    expect((await world.act(id, lead, take)).assignee).toBe('beto');
  });

  it('ALI-21 the clock starts when an agent receives it, and a reassignment does not start it again', async () => {
    const ticket = await open({ facts: { priority: 'P1' } });
    const clock = (view: typeof ticket) => view.clocks.find(({ name }) => name === 'solucion');
    expect([ticket.priority, clock(ticket)?.status]).toEqual(['P1', 'waiting']);
    const received = await world.act(ticket.id, agent, { type: 'assign', assignee: 'ana' });
    const dueAt = new Date(world.clock.now().getTime() + 24 * HOUR);
    expect(clock(received)?.dueAt).toEqual(dueAt);
    world.clock.advance({ hours: 2 });
    const again = await world.act(ticket.id, lead, { type: 'assign', assignee: 'beto' });
    expect(clock(again)?.dueAt).toEqual(dueAt);
  });

  it('ALI-28 an agreed date moves only with its reason, and a date that has passed cannot be agreed', async () => {
    const { id } = await open();
    await world.act(id, agent, { type: 'assign', assignee: 'ana' });
    const on = (days: number) => new Date(world.clock.now().getTime() + days * 24 * HOUR);
    expect(await world.refusal(id, agent, { type: 'agreeDate', dueAt: on(-1) })).toContain('ahead');
    const agreed = await world.act(id, agent, { type: 'agreeDate', dueAt: on(3) });
    expect(agreed.clocks.find(({ name }) => name === 'acordada')?.dueAt).toEqual(agreed.agreedAt);
    expect(await world.refusal(id, agent, { type: 'agreeDate', dueAt: on(6) })).toContain('reason');
    const moved = { type: 'agreeDate', dueAt: on(6), reason: said('Falta el visto bueno de la cooperativa') } as const;
    const { agreedAt, clocks } = await world.act(id, agent, moved);
    expect([agreedAt, clocks.find(({ name }) => name === 'acordada')?.dueAt]).toEqual([moved.dueAt, moved.dueAt]);
  });

  it('ALI-27 agreeing the date stops the clock of the agreement', async () => {
    const { id } = await open();
    await world.act(id, agent, { type: 'assign', assignee: 'ana' });
    const dueAt = new Date(world.clock.now().getTime() + 48 * HOUR);
    const { clocks } = await world.act(id, agent, { type: 'agreeDate', dueAt });
    expect(clocks.find(({ name }) => name === 'fecha')?.status).toBe('met');
  });

  it('ALI-50 the requester may evaluate once there is an answer, on the scale of the policy', async () => {
    const { id } = await open();
    expect(await world.refusal(id, requester, { type: 'evaluate', score: 5 })).toContain('no answer');
    await world.act(id, agent, moveTo('resuelto'));
    expect(await world.refusal(id, requester, { type: 'evaluate', score: 9 })).toContain('1 to 5');
    expect((await world.act(id, requester, { type: 'evaluate', score: 4 })).evaluation?.score).toBe(4);
    await world.act(id, requester, moveTo('cerrado'));
    expect(await world.refusal(id, requester, { type: 'evaluate', score: 1 })).toContain('TICKET_EVALUATION_REFUSED');
  });
});
