import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Policy, policySchema } from '../../../src/contracts/policy.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { buildClock } from '../../builders/clock.ts';
import { buildPolicy } from '../../builders/policy.ts';
import { agent, lead, requester, runTickets, text } from '../../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../../builders/stored-desk.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());
beforeEach(async () => {
  await store.models.jobs.deleteMany({});
});

// 9 October 2026 is a Friday; 12 October is a holiday in Colombia and a working day in Mexico. Mexico City is UTC-6.
const mexico = (day: number, time: string) => new Date(`2026-10-${String(day).padStart(2, '0')}T${time}:00-06:00`);

/** A desk on one of the product's policies, at an instant. */
function desk(policy: Policy, at: Date, name: string) {
  const own = policySchema.parse({ ...policy, organisation: { ...policy.organisation, code: name } });
  return { ...runTickets(store, [own], { clock: buildClock(at) }), policy: own };
}

const masnegocio = loadPolicy('masnegocio');
const alianza = loadPolicy('alianza');
const solution = { type: 'move', to: 'solucionado', note: text('Reinstale'), solutionType: 'definitiva' } as const;

/** Two plain clocks: one hour with a warning and a reminder before it. */
const plain = buildPolicy({
  tickets: { totalHours: null, simpleBugHours: null },
  clocks: [
    {
      ...{ name: 'respuesta', label: 'Respuesta', start: 'opened', stop: ['mark:respuesta'], calendar: 'natural' },
      ...{ startsIn: [], limits: [{ amount: 60, unit: 'minutes' }], dueBy: 'limits', pause: ['phase:waiting_user'] },
      ...{ ends: 'sameTime', notAfter: null, warnBefore: { amount: 10, unit: 'minutes' } },
      notify: { warning: [], breach: [] },
    },
  ],
  reminders: [{ name: 'aviso', clock: 'respuesta', before: { amount: 30, unit: 'minutes' }, to: ['assignee'] }],
});
const t0 = mexico(6, '10:00');
const later = (minutes: number) => new Date(t0.getTime() + minutes * 60_000);

describe('bells', () => {
  it('CON-10 a reminder, a warning and a breach ring once each, at their minute and not before', async () => {
    const { open, runUntil, log } = desk(plain, t0, 'one');
    const id = await open();
    const seen = async (minute: number) => {
      await runUntil(later(minute));
      return (await log(id)).slice(1);
    };
    expect(await seen(29)).toEqual([]);
    expect(await seen(30)).toEqual(['warned aviso']);
    expect(await seen(49)).toEqual(['warned aviso']);
    expect(await seen(50)).toEqual(['warned aviso', 'warned respuesta']);
    expect(await seen(59)).toHaveLength(2);
    expect(await seen(60)).toEqual(['warned aviso', 'warned respuesta', 'breached respuesta']);
    expect(await seen(6000)).toHaveLength(3);
  });

  it('what stops a clock silences it, and a pause moves its bells', async () => {
    const { tickets, open, runUntil, log, settle } = desk(plain, t0, 'two');
    const stopped = await open();
    const paused = await open();
    await tickets.act(stopped, { type: 'mark', mark: 'respuesta' }, { actor: agent, at: later(5) });
    await tickets.move(paused, 'espera_solicitante', agent, later(10));
    await settle();
    await runUntil(later(70));
    expect(await log(stopped)).toEqual(['opened registrado', 'marked']);
    expect(await log(paused)).toEqual(['opened registrado', 'moved espera_solicitante']);
    await tickets.move(paused, 'en_atencion', agent, later(70));
    await runUntil(later(119));
    expect((await log(paused)).slice(3)).toEqual(['warned aviso', 'warned respuesta']);
    await runUntil(later(120));
    expect((await log(paused)).at(-1)).toBe('breached respuesta');
  });

  it('a job that comes late tells of the breach only, and one that runs twice adds nothing', async () => {
    const { tickets, timers, jobs, open, runUntil, log } = desk(plain, t0, 'three');
    const id = await open();
    await runUntil(later(600));
    expect(await log(id)).toEqual(['opened registrado', 'breached respuesta']);
    for (let again = 0; again < 2; again += 1) {
      await jobs.schedule({ key: `ticket:${id}`, type: 'ticket', runAt: later(1), data: { ticket: id } });
      await timers.sweep();
      await jobs.runDue();
    }
    expect((await tickets.get(id)).ticket.version).toBe(2);
    expect(await store.models.jobs.countDocuments({ _id: `ticket:${id}` })).toBe(0);
  });

  it('one job stands for each ticket, with ids only', async () => {
    const { tickets, open, settle } = desk(plain, t0, 'four');
    const id = await open({ subject: text('algo privado') });
    await tickets.act(id, { type: 'watch', watcher: 'luz', on: true }, { actor: agent, at: t0 });
    await settle();
    const jobs = await store.models.jobs.find({ type: 'ticket' }).lean();
    expect(jobs).toMatchObject([{ _id: `ticket:${id}`, data: { ticket: id }, runAt: later(30) }]);
    expect(JSON.stringify(jobs)).not.toContain('privado');
  });

  it('a ladder climbs by itself after the time of its level, up to the last one', async () => {
    const climbing = policySchema.parse({
      ...plain,
      reminders: [],
      clocks: [],
      escalations: [
        {
          ...{ name: 'guardia', label: 'Guardia', trigger: 'outage' },
          levels: [
            { role: 'Turno', after: { amount: 15, unit: 'minutes' } },
            { role: 'Supervisor', after: { amount: 1, unit: 'hours' } },
            { role: 'Dirección' },
          ],
        },
      ],
    });
    const { tickets, open, runUntil, log } = desk(climbing, t0, 'climb');
    const id = await open();
    await tickets.act(id, { type: 'escalate', ladder: 'guardia' }, { actor: agent, at: t0 });
    await runUntil(later(14));
    expect((await log(id)).slice(1)).toEqual(['escalated 0']);
    await runUntil(later(15));
    await runUntil(later(74));
    expect((await log(id)).slice(1)).toEqual(['escalated 0', 'escalated 1']);
    await runUntil(later(75));
    await runUntil(later(9000));
    expect((await log(id)).slice(1)).toEqual(['escalated 0', 'escalated 1', 'escalated 2']);
  });
});

describe('automatic closing', () => {
  it('MAS-79 closes a solved ticket after three natural days, not a minute before, with the code of the policy', async () => {
    const { tickets, open, runUntil } = desk(masnegocio, mexico(9, '09:00'), 'mas');
    const id = await open({ facts: { priority: 'alta' } });
    await tickets.act(id, solution, { actor: agent, at: mexico(9, '10:00') });
    await runUntil(mexico(12, '09:59'));
    expect((await tickets.get(id)).ticket.phase).toBe('solved');
    await runUntil(mexico(12, '10:00'));
    const { ticket, events } = await tickets.get(id);
    expect(ticket).toMatchObject({ state: 'cerrado', closingCode: 'sin_validacion', closedAt: mexico(12, '10:00') });
    expect(events.at(-1)?.actor).toEqual({ role: 'system', id: 'timers' });
  });

  it('MAS-79 a reply on the second day stops it', async () => {
    const { tickets, open, runUntil } = desk(masnegocio, mexico(9, '09:00'), 'masdos');
    const id = await open();
    await tickets.act(id, solution, { actor: agent, at: mexico(9, '10:00') });
    await runUntil(mexico(10, '18:00'));
    const reply = { type: 'requesterReply', text: text('Sigue fallando') } as const;
    await tickets.act(id, reply, { actor: requester, at: mexico(10, '18:00') });
    await runUntil(mexico(12, '10:00'));
    expect((await tickets.get(id)).ticket.phase).not.toBe('closed');
  });

  it('ALI-41 waits for the requester until the end of working day 6; ALI-44 for three', async () => {
    const { tickets, open, runUntil } = desk(alianza, mexico(1, '10:00'), 'ali');
    const waiting = await open();
    const answered = await open();
    const solved = await open();
    for (const id of [waiting, answered])
      await tickets.act(
        id,
        { type: 'move', to: 'espera_solicitante', note: text('¿Qué pantalla?') },
        { actor: agent, at: mexico(1, '10:00') },
      );
    await tickets.act(
      solved,
      { type: 'move', to: 'resuelto', note: text('Listo') },
      { actor: agent, at: mexico(1, '10:00') },
    );
    // Thursday 1: working days 2, 5, 6, 7, 8, 9.
    await runUntil(mexico(6, '23:59'));
    expect((await tickets.get(solved)).ticket.state).toBe('resuelto');
    await runUntil(mexico(7, '00:00'));
    expect((await tickets.get(solved)).ticket.state).toBe('cerrado');
    await runUntil(mexico(9, '18:00'));
    const reply = { type: 'requesterReply', text: text('La de cobranza') } as const;
    await tickets.act(answered, reply, { actor: requester, at: mexico(9, '18:00') });
    await runUntil(mexico(9, '23:59'));
    expect((await tickets.get(waiting)).ticket.state).toBe('espera_solicitante');
    await runUntil(mexico(10, '00:00'));
    expect((await tickets.get(waiting)).ticket.state).toBe('cerrado');
    expect((await tickets.get(answered)).ticket.state).toBe('abierto');
  });

  it('AMB-52 the requester is warned before, once, where the policy says so', async () => {
    const rule = masnegocio.tickets.autoClose.find(({ when }) => when === undefined);
    const warning = policySchema.parse({
      ...masnegocio,
      clocks: [],
      tickets: { ...masnegocio.tickets, autoClose: [{ ...rule, warnBefore: { amount: 1, unit: 'days' } }] },
    });
    const { tickets, open, runUntil, log } = desk(warning, mexico(9, '09:00'), 'aviso');
    const id = await open();
    await tickets.act(id, solution, { actor: agent, at: mexico(9, '10:00') });
    await runUntil(mexico(11, '10:00'));
    await runUntil(mexico(12, '10:00'));
    expect((await log(id)).slice(2)).toEqual(['warned autoClose', 'moved cerrado']);
  });

  it('a requester who was faster than the bell wins', async () => {
    const { tickets, open, clock, settle } = desk(masnegocio, mexico(9, '09:00'), 'veloz');
    const id = await open();
    await tickets.act(id, solution, { actor: agent, at: mexico(9, '10:00') });
    await settle();
    const { version } = (await tickets.get(id)).ticket;
    clock.set(mexico(12, '10:00'));
    await tickets.act(id, { type: 'requesterReply', text: text('Espere') }, { actor: requester, at: clock.now() });
    const close = { type: 'move', to: 'cerrado', closingCode: 'sin_validacion' } as const;
    await tickets.act(id, close, { actor: { role: 'system', id: 'timers' }, at: clock.now(), ifVersion: version });
    expect((await tickets.get(id)).ticket.state).toBe('solucionado');
  });
});

describe('clocks of relevant incidents', () => {
  it('MAS-87 the RCA is warned of 48 hours after closing and due after 72 natural hours, on the closed ticket', async () => {
    const { tickets, open, runUntil, log } = desk(masnegocio, mexico(9, '09:00'), 'rca');
    const id = await open({ facts: { relevant: 'yes' } });
    await tickets.act(id, solution, { actor: agent, at: mexico(9, '10:00') });
    await tickets.act(
      id,
      { type: 'move', to: 'cerrado', closingCode: 'aprobado' },
      { actor: requester, at: mexico(9, '10:00') },
    );
    await runUntil(mexico(11, '09:59'));
    expect(await log(id)).not.toContain('warned rca');
    await runUntil(mexico(11, '10:00'));
    expect((await log(id)).at(-1)).toBe('warned rca');
    await runUntil(mexico(12, '10:00'));
    expect((await log(id)).at(-1)).toBe('breached rca');
  });

  it('MAS-88 after three hours without restoration the DRP bell rings for who contracted it, and for nobody else', async () => {
    const { tickets, open, runUntil, log } = desk(masnegocio, mexico(8, '09:00'), 'drp');
    const contracted = await open({ facts: { relevant: 'yes', drp: 'yes' } });
    const without = await open({ facts: { relevant: 'yes' } });
    const restored = await open({ facts: { relevant: 'yes', drp: 'yes' } });
    for (const id of [contracted, without, restored])
      await tickets.act(id, { type: 'mark', mark: 'relevante' }, { actor: agent, at: mexico(8, '09:00') });
    await runUntil(mexico(8, '11:00'));
    for (const mark of ['comunicado', 'productivo', 'restaurado'])
      await tickets.act(restored, { type: 'mark', mark }, { actor: agent, at: mexico(8, '11:00') });
    await runUntil(mexico(8, '11:59'));
    expect(await log(contracted)).not.toContain('breached drp');
    await runUntil(mexico(8, '12:00'));
    expect(await log(contracted)).toContain('breached drp');
    for (const id of [without, restored]) expect(await log(id)).not.toContain('breached drp');
  });
});

describe('changes of the rules', () => {
  it('P6 a changed limit holds for open tickets as soon as the policy changes', async () => {
    const { timers, tickets, open, runUntil, log, setPolicy, policy } = desk(plain, t0, 'rules');
    const id = await open();
    const shorter = policySchema.parse({
      ...policy,
      reminders: [],
      clocks: policy.clocks.map((clock) => ({ ...clock, limits: [{ amount: 20, unit: 'minutes' }] })),
    });
    setPolicy(shorter);
    expect(await timers.replanAll(shorter)).toBe(1);
    expect((await tickets.get(id)).ticket.nextAt).toEqual(later(10));
    await runUntil(later(20));
    expect((await log(id)).slice(1)).toEqual(['breached respuesta']);
  });

  it('P6 rules that changed while the gateway was away are found at the start, once', async () => {
    const { timers, tickets, open, policy, setPolicy, settle } = desk(plain, t0, 'away');
    const id = await open();
    await timers.recover([policy]);
    await settle();
    const longer = policySchema.parse({ ...policy, reminders: [] });
    setPolicy(longer);
    await timers.recover([longer]);
    await settle();
    expect((await tickets.get(id)).ticket.nextAt).toEqual(later(50));
    const { version } = (await tickets.get(id)).ticket;
    await timers.recover([longer]);
    await settle();
    expect((await tickets.get(id)).ticket.version).toBe(version);
  });

  it('a change of priority moves the bells', async () => {
    const { tickets, open, settle } = desk(masnegocio, mexico(8, '09:00'), 'prio');
    const id = await open();
    await tickets.act(
      id,
      { type: 'prioritise', priority: 'critica', reason: text('Todo parado') },
      { actor: lead, at: mexico(8, '09:00') },
    );
    await settle();
    const job = await store.models.jobs.findById(`ticket:${id}`).lean();
    expect(job?.runAt).toEqual(mexico(8, '09:30'));
  });
});
