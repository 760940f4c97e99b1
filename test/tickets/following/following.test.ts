import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Policy } from '../../../src/contracts/policy.ts';
import { isAppError } from '../../../src/errors/app-error.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { createIncidentWord } from '../../../src/tickets/following/incidents.ts';
import { createLadders } from '../../../src/tickets/following/ladders.ts';
import { createLetterLateness } from '../../../src/tickets/following/letters.ts';
import { buildClock } from '../../builders/clock.ts';
import { agent, requester, runTickets, text } from '../../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../../builders/stored-desk.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());

// Thursday, 9:00 in Mexico City.
const t0 = new Date('2026-10-08T15:00:00Z');
const masnegocio = loadPolicy('masnegocio');
const doing = { actor: agent, at: t0 };

function desk(policy: Policy) {
  const running = runTickets(store, [policy], { clock: buildClock(t0) });
  const { tickets, rulesOf, effects } = running;
  effects.push(createLadders(tickets, rulesOf), createIncidentWord(tickets), createLetterLateness(tickets, rulesOf));
  return running;
}

const solution = { type: 'move', to: 'solucionado', note: text('Listo'), solutionType: 'definitiva' } as const;

describe('ladders that climb of their own accord', () => {
  it('MAS-78 a requester who is not satisfied gets the ticket back into work and up the ladder, each time one level', async () => {
    const { open, tickets, settle } = desk(masnegocio);
    const id = await open();
    for (const level of [0, 1]) {
      await tickets.act(id, solution, doing);
      await tickets.act(id, { type: 'move', to: 'asignado', note: text('Sigue igual') }, { actor: requester, at: t0 });
      await settle();
      const { ticket } = await tickets.get(id);
      expect(ticket).toMatchObject({ state: 'asignado', escalation: { ladder: 'mesa', level } });
    }
  });

  it('MAS-120, AMB-21 a complaint is told to the first row of its direction', async () => {
    const { open, tickets, settle } = desk(masnegocio);
    const plain = await open({ facts: { recordKind: 'queja' } });
    const operations = await open({ facts: { recordKind: 'queja', direction: 'operaciones' } });
    const none = await open({ facts: { recordKind: 'incidente' } });
    await settle();
    const roleOf = async (id: string) =>
      (await tickets.get(id)).events.find(({ type }) => type === 'escalated')?.facts?.role;
    expect(await roleOf(plain)).toBe('Gerente Mesa de Servicio');
    expect(await roleOf(operations)).toBe('Subdirector Productos Oracle');
    expect(await roleOf(none)).toBeUndefined();
  });

  it('MAS-120 what a complaint is, is the policy to say', async () => {
    const escalations = masnegocio.escalations.map((one) =>
      one.trigger === 'complaint' ? { ...one, when: { type: ['inconformidad'] } } : one,
    );
    const { open, tickets, settle } = desk({ ...masnegocio, escalations });
    const [known, other] = [
      await open({ facts: { type: 'inconformidad' } }),
      await open({ facts: { recordKind: 'queja' } }),
    ];
    await settle();
    expect((await tickets.get(known)).ticket.escalation?.ladder).toBe('quejas');
    expect((await tickets.get(other)).ticket.escalation).toBeNull();
  });

  it('MAS-119 the register of complaints keeps every deed on them', async () => {
    const { open, tickets, settle } = desk(masnegocio);
    const id = await open({ facts: { recordKind: 'queja' } });
    await tickets.act(id, { type: 'note', text: text('Se habló con el cliente'), internal: true }, doing);
    await settle();
    const { events } = await tickets.get(id);
    expect(events.map(({ type }) => type).sort()).toEqual(['escalated', 'noted', 'opened']);
  });

  it('P5 an event that is applied again climbs no second level', async () => {
    const running = desk(masnegocio);
    const id = await running.open({ facts: { recordKind: 'queja' } });
    await running.settle();
    const { ticket, events } = await running.tickets.get(id);
    const [, , ladders] = [null, null, createLadders(running.tickets, running.rulesOf)];
    for (const event of events) await ladders.apply({ ticket, event });
    expect((await running.tickets.get(id)).ticket.escalation?.level).toBe(0);
  });
});

describe('the relevant incident', () => {
  it('MAS-86 productive is restored before the alternate environment, and every step waits for the one before', async () => {
    const { open, tickets } = desk(masnegocio);
    const id = await open({ facts: { relevant: 'yes' } });
    const mark = (name: string) => tickets.act(id, { type: 'mark', mark: name }, doing);
    for (const done of ['relevante', 'comunicado']) await mark(done);
    const early = await mark('restaurado').catch((error: unknown) => error);
    expect(isAppError(early, 'TICKET_STEPS_MISSING')).toBe(true);
    await mark('productivo');
    expect((await mark('restaurado')).marks).toEqual(['relevante', 'comunicado', 'productivo', 'restaurado']);
  });

  it('MAS-90 what the desk tells one ticket of an incident is told to all of them, once', async () => {
    const { open, tickets, settle } = desk(masnegocio);
    const [one, two, three] = [await open(), await open(), await open()];
    for (const other of [two, three])
      await tickets.act(one, { type: 'relate', relation: 'sameIncident', ticket: other }, doing);
    await settle();
    await tickets.act(one, { type: 'note', text: text('Servicio al 80 %'), internal: false }, doing);
    await tickets.act(one, { type: 'note', text: text('Fue el disco'), internal: true }, doing);
    await settle();
    for (const id of [two, three]) {
      const notes = (await tickets.get(id)).events.filter(({ type }) => type === 'noted');
      expect(notes.map(({ note }) => note)).toEqual(['Servicio al 80 %']);
    }
    expect((await tickets.get(one)).events.filter(({ type }) => type === 'noted')).toHaveLength(2);
  });
});

describe('letters of an authority', () => {
  it.each([
    ['2026-10-08', 0, 'no'],
    ['2026-10-07', 1, 'no'],
    ['2026-10-06', 2, 'yes'],
    ['2026-10-02', 4, 'yes'],
  ])(
    'ALI-30 a letter of %s that comes on the 8th took %i working days, late: %s',
    async (letterReceived, letterDays, letterLate) => {
      const { open, tickets, settle } = desk(loadPolicy('alianza'));
      const id = await open({ area: 'oficialia', protocol: 'oficio_autoridad', facts: { letterReceived } });
      await tickets.act(id, { type: 'mark', mark: 'oficio' }, doing);
      await settle();
      expect((await tickets.get(id)).ticket.facts).toMatchObject({ letterDays, letterLate });
    },
  );
});

describe('the message of 24 hours', () => {
  it('ICE-06 a bare acknowledgement does not stop the clock; an answer, a date or an escalation does', async () => {
    const { open, tickets } = desk(loadPolicy('icetex'));
    const clockOf = async (id: string) =>
      (await tickets.get(id)).ticket.clocks.find(({ name }) => name === 'mensaje_24h')?.status;
    const facts = { type: 'solicitud' };
    const acknowledged = await open({ facts });
    await tickets.act(acknowledged, { type: 'note', text: text('Recibimos su mensaje'), internal: false }, doing);
    expect(await clockOf(acknowledged)).toBe('running');
    for (const mark of ['respuesta', 'escalamiento']) {
      const id = await open({ facts });
      await tickets.act(id, { type: 'mark', mark }, doing);
      expect(await clockOf(id)).toBe('met');
      expect((await tickets.get(id)).ticket.marks).toEqual([mark]);
    }
    const dated = await open({ facts });
    await tickets.act(dated, { type: 'agreeDate', dueAt: new Date('2026-10-12T15:00:00Z') }, doing);
    expect(await clockOf(dated)).toBe('met');
  });

  it('ICE-05 it is due 24 natural hours after registration, weekends too', async () => {
    const running = desk(loadPolicy('icetex'));
    running.clock.set(new Date('2026-10-10T15:00:00Z'));
    const id = await running.open({ facts: { type: 'queja' } });
    await running.runUntil(new Date('2026-10-11T14:59:00Z'));
    expect(await running.log(id)).not.toContain('breached mensaje_24h');
    await running.runUntil(new Date('2026-10-11T15:00:00Z'));
    expect(await running.log(id)).toContain('breached mensaje_24h');
  });
});
