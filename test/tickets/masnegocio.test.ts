import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketView } from '../../src/contracts/ticket.ts';
import type { TicketDeed } from '../../src/contracts/ticket-deeds.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { escalationBy } from '../../src/policy/requester-moves.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
});
afterAll(() => world.close());

const { agent, requester, system } = who;
const solved = moveTo('solucionado', { note: said('Se reinició el servicio'), solutionType: 'definitiva' });
const open = (draft = {}) => world.open('masnegocio', draft);
const asked = (ticket: TicketView, deed: ReturnType<typeof moveTo>, by: (typeof who)[keyof typeof who] = agent) =>
  world.refusal(ticket.id, by, deed);

describe('a service desk by contract', () => {
  it('MAS-08 the folio is the incident number: one sequence, with the prefix of the desk', async () => {
    const [one, two] = [await open(), await open()];
    expect(one.folio).toMatch(/^MN-\d{6}$/);
    expect(Number(two.folio.slice(3))).toBe(Number(one.folio.slice(3)) + 1);
  });

  it('MAS-144 a request of a customer with a TAM is channelled by the TAM, and on to the specialised consultants', async () => {
    const request = { facts: { recordKind: 'solicitud', tam: 'yes' } };
    const ticket = await open(request);
    expect(ticket.area).toBe('tam');
    expect((await open({ ...request, facts: { recordKind: 'solicitud' } })).area).toBe('mesa');
    expect((await open({ ...request, facts: { recordKind: 'incidente', tam: 'yes' } })).area).toBe('mesa');
    const passed = await world.act(ticket.id, who.lead, { type: 'route', area: 'consultoria' });
    expect(passed.area).toBe('consultoria');
  });

  it('MAS-60 a mail to the automatic mailbox begins as Nuevo', async () => {
    const ticket = await open({ reason: 'mail', facts: { channel: 'email', mailbox: 'automatico' } });
    expect([ticket.state, ticket.agentLabel]).toEqual(['nuevo', 'Nuevo']);
  });

  it('MAS-61 a registered case begins as Abierto', async () => {
    expect((await open({ facts: { channel: 'webchat' } })).agentLabel).toBe('Abierto');
  });

  it('MAS-62, MAS-63, MAS-64, MAS-65 goes through Asignado, En Proceso and the two Pendientes and back', async () => {
    const { id } = await open();
    const labels: string[] = [];
    for (const state of [
      'asignado',
      'en_proceso',
      'pendiente_usuario',
      'en_proceso',
      'pendiente_proveedor',
      'en_proceso',
    ])
      labels.push((await world.act(id, agent, moveTo(state))).agentLabel);
    const pending = ['Pendiente por usuario', 'En Proceso', 'Pendiente por proveedor', 'En Proceso'];
    expect(labels).toEqual(['Asignado', 'En Proceso', ...pending]);
  });

  it('MAS-66 Solucionado needs the solution written down', async () => {
    const ticket = await open();
    expect(await asked(ticket, moveTo('solucionado', { solutionType: 'definitiva' }))).toContain('solution');
    expect(await asked(ticket, solved)).toBeNull();
  });

  it('MAS-70 asks for one of the two types of solution, and for no other', async () => {
    const ticket = await open();
    const without = moveTo('solucionado', { note: said('Listo') });
    expect(await asked(ticket, without)).toMatch(/^TICKET_NEEDS_MISSING.*solutionType/);
    expect(await asked(ticket, { ...without, solutionType: 'magia' } as never)).toContain('definitiva, workaround');
    const done = await world.act(
      ticket.id,
      agent,
      moveTo('solucionado', { note: said('Listo'), solutionType: 'workaround', until: new Date('2027-01-01') }),
    );
    expect(done.solutionType).toBe('workaround');
  });

  it('MAS-67 Cerrado comes after the solution only, with its closing code', async () => {
    const ticket = await open();
    expect(await asked(ticket, moveTo('cerrado', { closingCode: 'aprobado' }))).toContain('TICKET_MOVE_REFUSED');
    await world.act(ticket.id, agent, solved);
    expect(await asked(ticket, moveTo('cerrado'))).toContain('closingCode');
    const closed = await world.act(ticket.id, agent, moveTo('cerrado', { closingCode: 'aprobado' }));
    expect([closed.phase, closed.closingCode, closed.closedAt]).toEqual(['closed', 'aprobado', world.clock.now()]);
  });

  it('MAS-68 Rechazado needs its reason and takes the code Inválido', async () => {
    const ticket = await open();
    expect(await asked(ticket, moveTo('rechazado'))).toContain('reason');
    const rejected = await world.act(ticket.id, agent, moveTo('rechazado', { note: said('Faltan parámetros') }));
    expect([rejected.phase, rejected.closingCode]).toEqual(['rejected', 'invalido']);
  });

  it('MAS-69 Cancelado needs its reason, and the requester may ask for it', async () => {
    const ticket = await open();
    expect(await asked(ticket, moveTo('cancelado'), requester)).toContain('reason');
    const cancelled = await world.act(ticket.id, requester, moveTo('cancelado', { note: said('Ya no hace falta') }));
    expect([cancelled.phase, cancelled.closingCode]).toEqual(['cancelled', 'cancelado']);
  });

  it('MAS-80 each closing code closes its own states only', async () => {
    const ticket = await open();
    const wrong = moveTo('rechazado', { note: said('No aplica'), closingCode: 'aprobado' });
    expect(await asked(ticket, wrong)).toMatch(/^TICKET_VALUE_UNKNOWN.*invalido/);
  });

  it('MAS-78 a requester who is not satisfied sends it back to Asignado', async () => {
    const { id } = await open();
    await world.act(id, agent, solved);
    const back = await world.act(id, requester, moveTo('asignado', { note: said('Sigue sin abrir') }));
    expect([back.state, back.solutionType]).toEqual(['asignado', null]);
  });

  it('MAS-79 a solved ticket closes by itself three natural days later, not before', async () => {
    const { id } = await open();
    const before = world.clock.now().getTime();
    const ticket = await world.act(id, agent, solved);
    expect(ticket.autoCloseAt?.getTime()).toBe(before + 60_000 + 72 * 3_600_000);
    const again = await world.act(id, requester, { type: 'requesterReply', text: said('Lo estoy probando') });
    expect(again.autoCloseAt?.getTime()).toBe(world.clock.now().getTime() + 72 * 3_600_000);
    const closed = await world.act(id, system, moveTo('cerrado', { closingCode: 'sin_validacion' }));
    expect(closed.autoCloseAt).toBeNull();
  });

  it('MAS-36 the priority follows urgency and impact, also when they are corrected, unless a person set it', async () => {
    const ticket = await open({ facts: { urgency: 'baja', impact: 'usuario' } });
    expect(ticket.priority).toBe('baja');
    const raised = await world.act(ticket.id, agent, {
      type: 'setFacts',
      facts: { urgency: 'critica', impact: 'compania' },
    });
    expect([raised.priority, raised.clocks.find(({ name }) => name === 'reaccion')?.status]).toEqual([
      'critica',
      'running',
    ]);
    const byHand = { type: 'prioritise', priority: 'media', reason: said('Hay una alternativa') } as const;
    expect((await world.act(ticket.id, agent, byHand)).priority).toBe('media');
    expect((await world.act(ticket.id, agent, { type: 'setFacts', facts: { impact: 'usuario' } })).priority).toBe(
      'media',
    );
  });

  it('MAS-35 the desk corrects a priority only with a reason, and never to one that is not there', async () => {
    const ticket = await open({ facts: { urgency: 'baja', impact: 'usuario' } });
    const wrong = { type: 'prioritise', priority: 'urgentisima', reason: said('x') } as const;
    expect(await world.refusal(ticket.id, agent, wrong)).toContain('critica, alta, media, baja');
    expect(await world.refusal(ticket.id, agent, { ...wrong, priority: 'alta', reason: said(' ') })).toContain(
      'reason',
    );
    expect(await world.refusal(ticket.id, requester, { ...wrong, priority: 'alta' })).toContain(
      'TICKET_PRIORITY_REFUSED',
    );
  });

  it('MAS-56, MAS-57 reaction and attention run by themselves and stop when each is noted', async () => {
    const ticket = await open({
      facts: { urgency: 'critica', impact: 'compania', line: 'funcional', recordKind: 'incidente' },
    });
    const status = (view: TicketView) => Object.fromEntries(view.clocks.map(({ name, status: is }) => [name, is]));
    expect(status(ticket)).toMatchObject({ reaccion: 'running', atencion: 'running' });
    const reacted = await world.act(ticket.id, agent, { type: 'mark', mark: 'reaccion' });
    expect(status(reacted)).toMatchObject({ reaccion: 'met', atencion: 'running' });
    world.clock.advance({ hours: 3 });
    expect(status((await world.tickets.get(ticket.id)).ticket)).toMatchObject({ atencion: 'breached' });
    expect(status(await world.act(ticket.id, agent, { type: 'mark', mark: 'atencion' }))).toMatchObject({
      atencion: 'late',
    });
  });

  it('MAS-20 a customer with a contract is served by its rules, and others by the common ones', async () => {
    const rules = world.rulesOf('masnegocio', null).policy.contracts;
    const company = rules[0]?.companies[0] ?? '';
    expect((await open({ company })).contract).toBe(rules[0]?.code);
    expect((await open({ company: 'Otra empresa' })).contract).toBeNull();
  });

  it('MAS-143 each ticket has an identifier of its own, found as people write it', async () => {
    const tickets = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(new Set(tickets.map(({ folio }) => folio)).size).toBe(8);
    const [first] = tickets as [TicketView];
    expect((await world.tickets.byFolio('masnegocio', first.folio.toLowerCase()))?.id).toBe(first.id);
    expect(await world.tickets.byFolio('exsim', first.folio)).toBeNull();
  });

  it('MAS-147 somebody of another company who names a folio gets nothing of the case', async () => {
    const ofA = await world.open('masnegocio', { company: 'Empresa A' }, 'persona-a');
    const ofB = await world.open('masnegocio', { company: 'Empresa B' }, 'persona-b');
    const asked = async (person: string, folio?: string) =>
      (await world.tickets.findForContact('masnegocio', person, folio)).map(({ id, company }) => [id, company]);
    // A user of one company, who has a case there, asks for the number of the other's.
    expect(await asked('persona-b', ofA.folio)).toEqual([]);
    expect(await asked('persona-a', ofB.folio)).toEqual([]);
    expect(await asked('persona-b')).toEqual([[ofB.id, 'Empresa B']]);
    expect(await asked('persona-a', ofA.folio)).toEqual([[ofA.id, 'Empresa A']]);
  });

  it('MAS-72 a ticket stays on the list of the desk until it is closed, whoever has it', async () => {
    const { id } = await open();
    const isListed = async () => {
      const { items } = await world.tickets.list({ organisation: 'masnegocio', open: true, limit: 200 });
      return items.some((one) => one.id === id);
    };
    const stations = [
      { type: 'route', area: 'tecnologico' },
      { type: 'assign', assignee: 'tec' },
      { type: 'escalate', ladder: 'mesa', level: 2 },
      moveTo('pendiente_proveedor'),
      solved,
    ] as const;
    for (const deed of stations) {
      await world.act(id, agent, deed);
      expect(await isListed()).toBe(true);
    }
    await world.act(id, agent, moveTo('cerrado', { closingCode: 'aprobado' }));
    expect(await isListed()).toBe(false);
  });

  it('MAS-73 what the first level cannot solve goes to the experts of its line', async () => {
    expect((await open({ facts: { line: 'tecnico', recordKind: 'solicitud' } })).area).toBe('tecnico');
    expect((await open({ facts: { line: 'tecnologico', recordKind: 'incidente' } })).area).toBe('tecnologico');
    const first = await open({ facts: { line: 'funcional', recordKind: 'incidente' } });
    expect(first.area).toBe('mesa');
    const second = await world.act(first.id, agent, { type: 'route', area: 'funcional', reason: said('Nivel 2') });
    expect([second.area, second.assignee]).toEqual(['funcional', null]);
  });

  it('MAS-84 a loss of availability that comes to light starts the protocol, with its steps and its clocks', async () => {
    const { id } = await open();
    const restored = { type: 'mark', mark: 'restaurado' } as const;
    const flagged = await world.act(id, agent, { type: 'setFacts', facts: { relevant: 'yes' } });
    expect(flagged.clocks.map(({ name }) => name)).toContain('rca');
    expect(await world.refusal(id, agent, restored)).toMatch(/^TICKET_STEPS_MISSING/);
    const plain = await open();
    expect(plain.clocks.map(({ name }) => name)).not.toContain('rca');
    expect(await world.refusal(plain.id, agent, restored)).toBeNull();
  });

  it('MAS-74 its requester climbs the matrix at any point of its life, the closed ticket included', async () => {
    const { id } = await open();
    const climb = escalationBy(loadPolicy('masnegocio'), said('No se respetaron los tiempos'));
    const reached: unknown[] = [];
    for (const deed of [null, moveTo('en_proceso'), solved, moveTo('cerrado', { closingCode: 'aprobado' })]) {
      if (deed !== null) await world.act(id, agent, deed);
      reached.push((await world.act(id, requester, climb as TicketDeed)).escalation?.level);
    }
    expect(reached).toEqual([0, 1, 2, 3]);
    expect(await world.refusal(id, requester, climb as TicketDeed)).toMatch(/^TICKET_LADDER_ENDED/);
  });

  it('MAS-06 the desk solves, escalates, follows up, tells the user, has the solution validated, and closes', async () => {
    const first = await open();
    await world.act(first.id, agent, moveTo('asignado'), moveTo('en_proceso'), solved);
    const rejected = await world.act(first.id, requester, moveTo('asignado', { note: said('Sigue igual') }));
    expect([rejected.state, rejected.phase]).toEqual(['asignado', 'assigned']);
    const escalated = await world.act(first.id, agent, { type: 'route', area: 'tecnico', reason: said('No alcanzo') });
    expect(escalated.area).toBe('tecnico');
    await world.act(first.id, agent, { type: 'note', text: said('Lo revisa el área técnica'), internal: false });
    const { events } = await world.tickets.get(first.id);
    expect(events.at(-1)).toMatchObject({ type: 'noted', note: 'Lo revisa el área técnica' });
    await world.act(first.id, agent, moveTo('en_proceso'), solved);
    const closed = await world.act(first.id, requester, moveTo('cerrado', { closingCode: 'aprobado' }));
    expect([closed.phase, closed.closingCode]).toEqual(['closed', 'aprobado']);
  });

  it('MAS-139 a ticket carries its kind and its flags, and a problem the incidents that it causes', async () => {
    const [incident, problem] = [
      await open({ facts: { recordKind: 'incidente' } }),
      await open({ facts: { recordKind: 'problema' } }),
    ];
    expect([incident.facts.recordKind, problem.facts.recordKind]).toEqual(['incidente', 'problema']);
    const flags = { majorIncident: 'yes', relevant: 'yes' };
    expect((await world.act(incident.id, agent, { type: 'setFacts', facts: flags })).facts).toMatchObject(flags);
    await world.act(incident.id, agent, { type: 'relate', relation: 'causedBy', ticket: problem.id });
    await world.tickets.idle();
    const { ticket } = await world.tickets.get(problem.id);
    expect(ticket.relations).toEqual([{ relation: 'causes', ticket: incident.id, folio: incident.folio }]);
  });
});
