import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Company } from '../../src/contracts/requesters.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildClock } from '../builders/clock.ts';
import { agent, buildDraft, lead, requester, runTickets, text } from '../builders/running-tickets.ts';
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
const later = (minutes: number) => new Date(t0.getTime() + minutes * 60_000);
const masnegocio = loadPolicy('masnegocio');
const alianza = loadPolicy('alianza');
const icetex = loadPolicy('icetex');
const confa = loadPolicy('confa');

function desk(policy: Policy, options: Parameters<typeof tellOf>[2] = {}) {
  const running = runTickets(store, [policy], { clock: buildClock(t0) });
  return { ...running, ...tellOf(store, running, options) };
}

const contact = { contactId: 'p1' };
const requesterMail = 'ana.cliente@cliente.example';
const solution = {
  type: 'move',
  to: 'solucionado',
  note: text('Reinstale el cliente'),
  solutionType: 'definitiva',
} as const;
const coop: Company = {
  ...{ id: 'c1', organisation: 'alianza', name: 'Caja Ejemplo', tellDirector: true },
  director: { name: 'Dirección', email: 'direccion@caja.example' },
  partner: null,
};

describe('who is named in a note of the desk', () => {
  it('reads it in the console once, gets no mail, and nobody else hears of the note', async () => {
    const running = desk(masnegocio, { people: [buildPerson('ana'), buildPerson('beto'), buildPerson('caro')] });
    const id = await running.open({}, contact);
    await running.settle();
    const mailed = running.mails.length;
    const note = { type: 'note', text: text('@beto mira esto'), internal: true, mentions: ['beto', agent.id] } as const;
    await running.tickets.act(id, note, { actor: agent, at: t0, key: 'note-1' });
    await running.tickets.act(id, note, { actor: agent, at: t0, key: 'note-1' });
    await running.settle();
    expect(await running.console('beto')).toEqual(['ticket.mentioned']);
    expect(await running.console('caro')).toEqual([]);
    expect(running.mails).toHaveLength(mailed);
    const outside = { type: 'note', text: text('@caro'), internal: false, mentions: ['caro'] } as const;
    await running.tickets.act(id, outside, { actor: agent, at: t0 });
    await running.settle();
    expect(await running.console('caro')).toEqual([]);
  });
});

describe('what the requester is told', () => {
  it('MAS-33 a copy of the new ticket goes by mail to the registered address, with folio and link', async () => {
    const { open, settle, mails, tickets } = desk(masnegocio);
    const id = await open({}, contact);
    await settle();
    const { folio } = (await tickets.get(id)).ticket;
    expect(mails).toMatchObject([{ to: 'ana.cliente@cliente.example', subject: `[${folio}] Recibimos su solicitud` }]);
    expect(mails[0]?.text).toContain(`https://mesa.example/mis-tickets/${folio}`);
    expect(mails[0]?.html).toContain(`<a href="https://mesa.example/mis-tickets/${folio}">`);
  });

  it('MAS-71, MAS-77 the solution goes by mail and into the conversation, with what was done and the question whether it helped', async () => {
    const { open, settle, mails, said, tickets } = desk(masnegocio);
    const id = await open({}, { ...contact, conversationId: 'conv' });
    await tickets.act(id, solution, { actor: agent, at: t0 });
    await settle();
    const [, solved] = mails;
    expect(mails).toHaveLength(2);
    expect(solved?.subject).toContain('Su solicitud fue solucionada');
    expect(solved?.text).toContain('Reinstale el cliente');
    expect(solved?.text).toContain('¿Quedó resuelto?');
    expect(said).toMatchObject([{ conversationId: 'conv' }]);
    expect(said[0]?.text).toContain('Reinstale el cliente');
  });

  it('nothing internal reaches a requester', async () => {
    const { open, settle, mails, said, tickets } = desk(masnegocio);
    const id = await open({}, { ...contact, conversationId: 'conv' });
    await settle();
    mails.length = 0;
    const doing = { actor: agent, at: t0 };
    await tickets.act(id, { type: 'note', text: text('Cliente difícil'), internal: true }, doing);
    await tickets.act(id, { type: 'escalate', ladder: 'mesa', reason: text('Se queja siempre') }, doing);
    await tickets.act(id, { ...solution, note: text('Secreto de la mesa'), internal: true }, doing);
    await settle();
    const all = [
      ...mails.filter(({ to }) => to.includes('cliente')).map(({ text: one }) => one),
      ...said.map((one) => one.text),
    ];
    expect(all.length).toBeGreaterThan(0);
    for (const hidden of ['difícil', 'siempre', 'Secreto']) expect(all.join()).not.toContain(hidden);
  });

  it('who talks with us at that very mail address is told there only, and nobody of their own deeds', async () => {
    const { open, settle, mails, said, tickets } = desk(masnegocio, {
      conversationAddress: 'Ana.Cliente@cliente.example',
    });
    const id = await open({}, { ...contact, conversationId: 'conv' });
    await tickets.act(id, solution, { actor: agent, at: t0 });
    await tickets.act(id, { type: 'move', to: 'cerrado', closingCode: 'aprobado' }, { actor: requester, at: t0 });
    await settle();
    expect(mails).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('MAS-79 the requester hears that the ticket closed by itself', async () => {
    const policy = { ...masnegocio, notices: [{ event: 'closed', to: ['requester'], optional: false }] } as Policy;
    const { open, runUntil, said, tickets } = desk(policy);
    const id = await open({}, { ...contact, conversationId: 'conv' });
    await tickets.act(id, solution, { actor: agent, at: t0 });
    await runUntil(later(3 * 24 * 60));
    expect(said.at(-1)?.text).toContain('quedó cerrada');
    expect(said).toHaveLength(2);
  });

  it('ICE-29 on escalation the user is told by both ways who answers and by when at the latest', async () => {
    const { open, settle, mails, said, tickets } = desk(icetex);
    const id = await open({ facts: { type: 'solicitud' } }, { ...contact, conversationId: 'conv' });
    await settle();
    mails.length = 0;
    const { ticket } = await tickets.get(id);
    const path = pathTo(icetex, ticket.state, 'escalado');
    await tickets.act(id, complexity, { actor: lead, at: t0 });
    for (const to of path)
      await tickets.act(id, { type: 'move', to, note: text('Turno'), internal: true }, { actor: lead, at: t0 });
    await settle();
    const toUser = mails.filter(({ to }) => to === 'ana.cliente@cliente.example');
    expect(toUser).toHaveLength(1);
    expect(said).toHaveLength(1);
    for (const one of [toUser[0]?.text, said[0]?.text]) expect(one).toContain('Fecha máxima de respuesta');
  });
});

describe('the relevant incident', () => {
  it('MAS-89, MAS-90 the customer is told of the protocol, of its duties and of how the restoration goes, where they write with us', async () => {
    const { open, settle, said, tickets } = desk(masnegocio);
    const id = await open({ facts: { relevant: 'yes' } }, { ...contact, conversationId: 'conv' });
    const plain = await open({}, { ...contact, conversationId: 'other' });
    for (const mark of ['relevante', 'comunicado', 'productivo', 'restaurado']) {
      await tickets.act(id, { type: 'mark', mark }, { actor: agent, at: t0 });
      if (mark === 'relevante') await tickets.act(plain, { type: 'mark', mark }, { actor: agent, at: t0 });
    }
    await settle();
    const told = said.filter(({ conversationId }) => conversationId === 'conv').map(({ text: one }) => one);
    expect(told).toHaveLength(3);
    for (const duty of ['afectación', 'validar', 'RCA']) expect(told[0]).toContain(duty);
    expect(told[1]).toContain('Restaurar el ambiente productivo');
    expect(said.filter(({ conversationId }) => conversationId === 'other')).toEqual([]);
  });
});

/** The shortest way from a state to another by the desk's moves. */
/** ICE-26: what the policy wants before a case is escalated. */
const complexity = { type: 'mark', mark: 'complejidad', note: text('De otra área') } as const;

function pathTo(policy: Policy, from: string, to: string): string[] {
  const ways: string[][] = [[from]];
  for (const way of ways) {
    const last = way.at(-1);
    if (last === to) return way.slice(1);
    const next = policy.tickets.states.find(({ code }) => code === last)?.next ?? [];
    for (const move of next.filter(({ by }) => by.includes('lead')))
      if (!way.includes(move.to)) ways.push([...way, move.to]);
  }
  throw new Error(`no way from ${from} to ${to}`);
}

describe('what people outside are told', () => {
  it.each([
    [true, ['direccion@caja.example']],
    [false, []],
  ])(
    'ALI-20 the director hears of each new ticket only if the co-operative asked for it (%s)',
    async (tellDirector, to) => {
      const { open, settle, mails } = desk(alianza, { company: { ...coop, tellDirector }, mailOf: () => null });
      await open({ company: coop.name }, contact);
      await open({ company: 'Otra caja' }, contact);
      await settle();
      expect(mails.map((mail) => mail.to)).toEqual(to);
    },
  );

  it('EXS-17 the partner is told of the status when one is known and the policy says so', async () => {
    const exsim = loadPolicy('exsim');
    const company = { ...coop, partner: { name: 'Socio', email: 'socio@partner.example' } };
    const { open, settle, mails, tickets } = desk(exsim, { company });
    const id = await open({ company: company.name }, contact);
    await tickets.act(id, { type: 'move', to: 'solucionado', note: text('Listo') }, { actor: agent, at: t0 });
    await tickets.act(id, { type: 'move', to: 'cerrado' }, { actor: lead, at: t0 });
    await settle();
    expect(mails.map(({ to }) => to)).toEqual([requesterMail, requesterMail, 'socio@partner.example']);
    expect(mails.at(-1)?.subject).toContain('La solicitud quedó cerrada');
  });
});

describe('what the desk is told', () => {
  const people = [
    buildPerson('ana'),
    buildPerson('luz', { roles: ['lead'] }),
    buildPerson('sup', { posts: ['supervisor'] }),
    buildPerson('ger', { posts: ['Gerente Mesa de Servicio'], email: null }),
    buildPerson('mesa', { areas: ['mesa'] }),
  ];

  it('MAS-56 a clock warns those and tells those of its breach whom the policy names, in the console and by mail', async () => {
    const { open, runUntil, console: read, mails } = desk(masnegocio, { people });
    await open();
    await runUntil(later(110));
    expect(await read('mesa')).toEqual(['ticket.warning reaccion']);
    await runUntil(later(120));
    expect(await read('sup')).toEqual(['ticket.breach reaccion']);
    expect(mails.filter(({ to }) => to === 'sup@mesa.example')).toMatchObject([
      { subject: expect.stringContaining('Venció el reloj «Tiempo de reacción»') },
    ]);
  });

  it('CON-10 the documenter is reminded two days before the answer is due', async () => {
    const {
      open,
      runUntil,
      console: read,
      tickets,
    } = desk(confa, { people: [buildPerson('doc', { posts: ['documentador'] })] });
    const id = await open({ facts: { type: 'queja' } });
    const due = (await tickets.get(id)).ticket.clocks[0]?.dueAt as Date;
    await runUntil(new Date(due.getTime() - 2 * 24 * 3_600_000 - 60_000));
    expect(await read('doc')).toEqual([]);
    await runUntil(new Date(due.getTime() - 2 * 24 * 3_600_000));
    expect(await read('doc')).toContain('ticket.reminder respuesta');
  });

  it('MAS-75 the level of the ladder is told by the role that it names', async () => {
    const { open, settle, console: read, tickets } = desk(masnegocio, { people });
    const id = await open();
    for (const level of [1, 2])
      await tickets.act(id, { type: 'escalate', ladder: 'mesa', level }, { actor: agent, at: t0 });
    await settle();
    expect(await read('ger')).toEqual(['ticket.escalated']);
  });

  it('ICE-51 an escalation leaves a notice in the console of who must answer, at once', async () => {
    const {
      open,
      settle,
      console: read,
      tickets,
    } = desk(icetex, { people: [buildPerson('fun', { posts: ['funcionario'] })] });
    const id = await open({ facts: { type: 'solicitud' } });
    const { ticket } = await tickets.get(id);
    await tickets.act(id, complexity, { actor: lead, at: t0 });
    for (const to of pathTo(icetex, ticket.state, 'escalado'))
      await tickets.act(id, { type: 'move', to, note: text('Turno') }, { actor: lead, at: t0 });
    await settle();
    expect(await read('fun')).toHaveLength(1);
  });

  it('who gets a ticket and who loses it are told, and who follows it of what happens; nobody of their own deed', async () => {
    const { open, settle, console: read, tickets } = desk(masnegocio, { people });
    const id = await open();
    await tickets.act(id, { type: 'watch', watcher: 'ger', on: true }, { actor: agent, at: t0 });
    await tickets.act(id, { type: 'assign', assignee: 'ana' }, { actor: agent, at: t0 });
    await tickets.act(id, { type: 'assign', assignee: 'mesa' }, { actor: lead, at: t0 });
    await tickets.act(id, { type: 'move', to: 'en_proceso' }, { actor: lead, at: t0 });
    await tickets.act(id, { type: 'requesterReply', text: text('¿Novedades?') }, { actor: requester, at: t0 });
    await settle();
    expect(await read('ana')).toEqual(['ticket.reassigned']);
    expect((await read('mesa')).sort()).toEqual(['ticket.assigned', 'ticket.replied']);
    expect((await read('ger')).sort()).toEqual(['ticket.moved', 'ticket.replied']);
    expect(await read('luz')).toEqual([]);
  });

  it('a role that nobody fills falls to the leads', async () => {
    const { open, runUntil, console: read } = desk(masnegocio, { people: people.filter(({ id }) => id !== 'sup') });
    await open();
    await runUntil(later(120));
    expect(await read('luz')).toEqual(['ticket.breach reaccion']);
  });

  it('CON-14 closing an official notification is told to service and secretariat, and to nobody for other mailboxes', async () => {
    const both = [buildPerson('doc', { posts: ['documentador'] }), buildPerson('jur', { posts: ['juridico'] })];
    const certificate = {
      fileId: 'c1',
      name: 'constancia.pdf',
      mediaType: 'application/pdf',
      size: 4,
      review: 'clean',
    } as const;
    const files = { get: async () => new TextEncoder().encode('pdf!') };
    const { open, settle, mails, tickets } = desk(confa, { people: both, files, mailOf: () => null });
    for (const mailbox of ['notificaciones', 'atencion']) {
      const id = await open({ facts: { mailbox } });
      const { ticket } = await tickets.get(id);
      const handIn = { type: 'mark', attachments: [certificate] } as const;
      for (const mark of ['enviado_servicio', 'respuesta', 'certificado'])
        await tickets.act(id, { ...handIn, mark }, { actor: lead, at: t0 });
      const closed = confa.tickets.states.find(({ phase }) => phase === 'closed')?.code as string;
      for (const to of pathTo(confa, ticket.state, closed)) {
        await tickets.act(id, { type: 'mark', mark: 'approval' }, { actor: lead, at: t0 });
        await tickets.act(id, { type: 'move', to, note: text('Constancia'), ...codesFor(to) }, { actor: lead, at: t0 });
      }
    }
    await settle();
    const closing = mails.filter(({ subject }) => subject.includes('cerrado'));
    expect(closing.map(({ to }) => to).sort()).toEqual(['doc@mesa.example', 'jur@mesa.example']);
    for (const { files: sent } of closing) expect(sent?.map(({ name }) => name)).toContain('constancia.pdf');
  });

  function codesFor(state: string) {
    const code = confa.tickets.closingCodes.find(({ states }) => states.includes(state))?.code;
    const needsType = confa.tickets.states.find((one) => one.code === state)?.needs.includes('solutionType');
    const solutionType = needsType ? confa.tickets.solutionTypes[0]?.code : undefined;
    return { ...(code !== undefined && { closingCode: code }), ...(solutionType !== undefined && { solutionType }) };
  }
});

describe('notices that fail or are repeated', () => {
  it('P5 a notice is stored before it is sent, tried again, and sent once', async () => {
    const failing = { mails: 2 };
    const running = desk(masnegocio, { failing });
    await running.open({}, contact);
    await running.settle();
    expect(running.mails).toEqual([]);
    await store.models.jobs.deleteMany({});
    expect(await running.notices.recover()).toBe(1);
    for (const minute of [1, 2, 3]) await running.runUntil(later(minute));
    expect(running.mails).toHaveLength(1);
    expect(await running.notices.recover()).toBe(0);
  });

  it('P5 an event whose effects are applied again tells nobody twice', async () => {
    const running = desk(masnegocio);
    const id = await running.open({}, contact);
    await running.settle();
    const { ticket, events } = await running.tickets.get(id);
    for (const event of events) await running.notices.effect.apply({ ticket, event });
    await running.settle();
    expect(running.mails).toHaveLength(1);
  });

  it('P4 what is stored of a notice names nobody and quotes nothing', async () => {
    const running = desk(masnegocio);
    await running.open(buildDraft({ subject: text('Nómina de Ana') }), contact);
    await running.settle();
    const stored = JSON.stringify(await store.models.ticketNotices.find({}).lean());
    expect(stored).not.toMatch(/Ana|cliente\.example/);
  });
});
