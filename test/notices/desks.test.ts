import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Policy } from '../../src/contracts/policy.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildClock } from '../builders/clock.ts';
import { agent, lead, runTickets, text } from '../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';
import { buildPerson, tellOf } from '../builders/told.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());
beforeEach(async () => {
  for (const model of [store.models.jobs, store.models.notices, store.models.ticketNotices])
    await (model as typeof store.models.jobs).deleteMany({});
});

// Thursday, 9:00 in Mexico City.
const t0 = new Date('2026-10-08T15:00:00Z');
const HOUR = 3_600_000;
const later = (hours: number) => new Date(t0.getTime() + hours * HOUR);
const inChat = { contactId: 'p1', conversationId: 'conv' };

function desk(policy: string | Policy, posts: readonly string[] = []) {
  const rules = typeof policy === 'string' ? loadPolicy(policy) : policy;
  const running = runTickets(store, [rules], { clock: buildClock(t0) });
  const people = posts.map((post) => buildPerson(post, { posts: [post] }));
  const told = tellOf(store, running, { people: [...people, buildPerson('luz', { roles: ['lead'] })] });
  const move = (id: string, ...steps: [to: string, note?: string, more?: object][]) =>
    steps.reduce<Promise<unknown>>(
      (before, [to, note, more]) =>
        before.then(() => {
          const deed = { type: 'move', to, ...(note && { note: text(note) }), ...more } as const;
          return running.tickets.act(id, deed, { actor: lead, at: running.clock.now() });
        }),
      Promise.resolve(),
    );
  const markAs = (id: string, mark: string) => {
    const deed = { type: 'mark', mark, note: text('Lo que se supo') } as const;
    return running.tickets.act(id, deed, { actor: lead, at: running.clock.now() });
  };
  /** ICE-26. */
  const analyse = async (id: string) => {
    await move(id, ['en_analisis']);
    await markAs(id, 'complejidad');
  };
  return { ...running, ...told, move, markAs, analyse };
}

describe('the service desk', () => {
  it('MAS-09 what the first level solves on the spot is told with the question whether it helped', async () => {
    const { open, settle, said, move } = desk('masnegocio');
    const id = await open({}, inChat);
    await move(id, ['solucionado', 'Se reinició su sesión', { solutionType: 'definitiva' }]);
    await settle();
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toContain('Se reinició su sesión');
    expect(said[0]?.text).toContain('¿Quedó resuelto?');
  });

  it('MAS-76 the list of technical escalation of a contract holds for its customer alone', async () => {
    const masnegocio = loadPolicy('masnegocio');
    const fallas = { name: 'fallas', label: 'Fallas técnicas', trigger: 'manual', levels: [{ role: 'Jefe de Nube' }] };
    const contract = {
      code: 'nube',
      companies: ['Empresa Nube'],
      facts: {},
      services: [],
      overrides: { escalations: [fallas] },
    };
    const { open, settle, tickets, console: read } = desk({ ...masnegocio, contracts: [contract] }, ['jefe_de_nube']);
    const climb = { type: 'escalate', ladder: 'fallas' } as const;
    const doing = { actor: agent, at: t0 };
    const other = await open({ company: 'Otra' });
    await expect(tickets.act(other, climb, doing)).rejects.toMatchObject({ code: 'TICKET_VALUE_UNKNOWN' });
    await tickets.act(await open({ company: 'Empresa Nube' }), climb, doing);
    await settle();
    expect(await read('jefe_de_nube')).toEqual(['ticket.escalated']);
  });
});

describe('the federation', () => {
  it('ALI-33 what the federation still needs is asked of the co-operative at once, with an answer at hand', async () => {
    const { open, settle, said, mails, move } = desk('alianza');
    const id = await open({}, inChat);
    await settle();
    mails.length = 0;
    await move(id, ['espera_solicitante', 'Envíe a la brevedad el anexo del oficio']);
    await settle();
    expect(said.at(-1)?.text).toContain('Envíe a la brevedad el anexo del oficio');
    expect(mails[0]?.text).toContain('Envíe a la brevedad el anexo del oficio');
  });
});

describe('limits of the house at Exsim', () => {
  it('EXS-73 two days in Development alert the lead, and waiting for the requester does not count', async () => {
    const { open, runUntil, log, move } = desk('exsim');
    const [late, waiting] = [await open(), await open()];
    for (const id of [late, waiting]) await move(id, ['con_desarrollo']);
    await move(waiting, ['espera_solicitante', 'Falta la base']);
    await runUntil(later(47.9));
    expect(await log(late)).not.toContain('breached abierto_desarrollo');
    await runUntil(later(48.1));
    expect(await log(late)).toContain('breached abierto_desarrollo');
    expect(await log(waiting)).not.toContain('breached abierto_desarrollo');
  });

  it('EXS-75 a case that nobody diagnosed within a day alerts the lead, one that was taken up does not', async () => {
    const { open, runUntil, log, move, console: read } = desk('exsim');
    const [late, taken] = [await open({ area: 'soporte' }), await open({ area: 'soporte' })];
    await move(taken, ['en_atencion']);
    await runUntil(later(24.1));
    expect(await log(late)).toContain('breached diagnostico');
    expect(await log(taken)).not.toContain('breached diagnostico');
    expect(await read('luz')).toContain('ticket.breach diagnostico');
  });
});

describe('the citizens', () => {
  it('CON-07 the technician hears of a case that came by a social network, and of no other', async () => {
    const { open, settle, console: read } = desk('confa', ['tecnico_servicio']);
    await open({ facts: { type: 'queja', channel: 'webchat' } });
    await settle();
    expect(await read('tecnico_servicio')).toEqual([]);
    await open({ facts: { type: 'queja', channel: 'social' } });
    await settle();
    expect(await read('tecnico_servicio')).toEqual(['ticket.opened']);
  });

  it('CON-09 what the secretariat sends to the service goes in copy to the technician', async () => {
    const { open, settle, tickets, console: read } = desk('confa', ['tecnico_servicio', 'documentador']);
    const id = await open({ facts: { mailbox: 'notificaciones' } });
    await tickets.act(id, { type: 'mark', mark: 'enviado_servicio' }, { actor: lead, at: t0 });
    await settle();
    for (const post of ['tecnico_servicio', 'documentador']) expect(await read(post)).toEqual(['ticket.marked']);
  });

  it('CON-23 a compliment is told to the documenters and closes with the note why nothing is attached', async () => {
    const { open, settle, tickets, move, console: read } = desk('confa', ['documentador']);
    const id = await open({ facts: { type: 'felicitacion' } });
    await open({ facts: { type: 'peticion' } });
    await settle();
    expect(await read('documentador')).toEqual(['ticket.opened']);
    await move(id, ['cerrado', undefined, { closingCode: 'felicitacion' }]);
    const { ticket } = await tickets.get(id);
    const codes = loadPolicy('confa').tickets.closingCodes;
    expect(codes.find(({ code }) => code === ticket.closingCode)?.label).toContain('por ser felicitación');
  });

  it('CON-29 the answer goes to the customer in the conversation that the case came by', async () => {
    const { open, settle, said, move, tickets } = desk('confa');
    const id = await open({ facts: { type: 'peticion' } }, inChat);
    const classes = { service: 'salud', attribute: 'informacion' };
    await tickets.act(id, { type: 'classify', classes }, { actor: lead, at: t0 });
    await move(id, ['en_respuesta'], ['respondido', 'Puede afiliarse en cualquier sede']);
    await settle();
    expect(said.map(({ conversationId }) => conversationId)).toEqual(['conv']);
    expect(said[0]?.text).toContain('Puede afiliarse en cualquier sede');
  });

  it('ICE-32 the answer is mailed once it is approved, and a draft never', async () => {
    const { open, settle, mails, move, analyse, tickets } = desk('icetex');
    const id = await open({ facts: { type: 'queja' } }, inChat);
    const answers = () => mails.filter((mail) => mail.text.includes('Su crédito'));
    await analyse(id);
    await move(id, ['en_respuesta'], ['en_revision', 'Su crédito va', { internal: true }]);
    await settle();
    expect(answers()).toEqual([]);
    await move(id, ['respondido', 'Su crédito fue aprobado']);
    await tickets.act(id, { type: 'classify', classes: { tipificacion: 'queja' } }, { actor: lead, at: t0 });
    await move(id, ['enviado']);
    await settle();
    expect(answers().map(({ to }) => to)).toEqual(['ana.cliente@cliente.example']);
  });

  it('ICE-52 an official who does not supply the information in time is reported to the coordinator', async () => {
    const {
      open,
      runUntil,
      log,
      move,
      analyse,
      markAs,
      console: read,
    } = desk('icetex', ['coordinador', 'funcionario']);
    const [late, prompt] = [await open({ facts: { type: 'queja' } }), await open({ facts: { type: 'queja' } })];
    for (const id of [late, prompt]) {
      await analyse(id);
      await move(id, ['escalado', 'Requiere Cartera']);
    }
    await markAs(prompt, 'informacion');
    await move(prompt, ['en_respuesta']);
    await runUntil(later(24 * 10));
    expect(await log(late)).toContain('breached escalamiento');
    expect(await log(prompt)).not.toContain('breached escalamiento');
    expect(await read('coordinador')).toContain('ticket.breach escalamiento');
  });
});
