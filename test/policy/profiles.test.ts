import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createCalendars } from '../../src/calendar/calendars.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { TicketFacts } from '../../src/contracts/ticket.ts';
import { can } from '../../src/desk/permissions.ts';
import { listPolicies, loadPolicy } from '../../src/policy/load.ts';
import { priorityOf } from '../../src/policy/priority.ts';
import { areaFor } from '../../src/policy/routing.ts';
import { createClockReader } from '../../src/tickets/clocks/derive.ts';
import type { ClockEvent } from '../../src/tickets/clocks/triggers.ts';

const mas = loadPolicy('masnegocio');
const ali = loadPolicy('alianza');
const con = loadPolicy('confa');
const ice = loadPolicy('icetex');

/** October 2026 in Mexico City (UTC-6), without its holidays: the vectors of the catalogue know none. */
const at = (day: number, time: string) => new Date(`2026-10-${String(day).padStart(2, '0')}T${time}:00-06:00`);
const opened = (when: Date): ClockEvent => ({ at: when, type: 'opened', to: 'abierto', facts: {} });

function dueOf(policy: Policy, clock: string, facts: TicketFacts, events: ClockEvent[]): Date | null | undefined {
  const calendars = createCalendars({
    ...policy,
    calendar: { ...policy.calendar, holidays: { country: null, extra: [], removed: [] } },
  });
  const last = events.at(-1)?.at ?? new Date(0);
  return createClockReader(policy, calendars)
    .clocksOf(events, facts, last)
    .find(({ name }) => name === clock)?.dueAt;
}

describe('the five profiles', () => {
  it('come with the product, each valid', () => {
    expect(listPolicies()).toEqual(['alianza', 'confa', 'exsim', 'icetex', 'masnegocio']);
  });

  it('name no person: nothing in them looks like a phone or a mail address', () => {
    for (const name of listPolicies()) {
      const text = readFileSync(`policies/${name}.yaml`, 'utf8');
      expect(text).not.toMatch(/[\w.]+@[\w.]+|\+?\d[\d ()-]{8,}\d(?!")/);
    }
  });
});

describe("MásNegocio's priorities and clocks", () => {
  // Urgency, then impact: compañía, organización, departamento, usuario.
  const matrix: [ids: string, urgency: string, expected: string[]][] = [
    ['MAS-39', 'critica', ['critica', 'critica', 'alta', 'alta']],
    ['MAS-43', 'alta', ['critica', 'alta', 'alta', 'media']],
    ['MAS-47', 'media', ['alta', 'alta', 'media', 'media']],
    ['MAS-51', 'baja', ['media', 'media', 'baja', 'baja']],
  ];
  const impacts = ['compania', 'organizacion', 'departamento', 'usuario'];
  const cells = matrix.flatMap(([first, urgency, row]) =>
    impacts.map((impact, index) => {
      const id = `MAS-${Number(first.slice(4)) + index}`;
      return [id, urgency, impact, row[index] ?? ''] as const;
    }),
  );

  it.each(cells)('%s urgency %s with impact %s gives priority %s', (_id, urgency, impact, priority) => {
    expect(priorityOf(mas, { urgency, impact })).toBe(priority);
  });

  it('MAS-36 has four priorities, and none while impact or urgency is unknown', () => {
    expect(mas.priority).toMatchObject({
      values: [{ code: 'critica' }, { code: 'alta' }, { code: 'media' }, { code: 'baja' }],
    });
    expect(priorityOf(mas, { urgency: 'critica', impact: null })).toBeNull();
  });

  // Friday the 9th, 18:30, and Monday the 5th, 15:00: the examples of MAS-58.
  it.each([
    ['reaccion', { priority: 'critica', line: 'funcional' }, at(9, '18:30'), at(12, '09:10')],
    ['atencion', { priority: 'critica', line: 'funcional' }, at(9, '18:30'), at(12, '11:30')],
    ['atencion', { priority: 'critica', line: 'tecnologico', recordKind: 'incidente' }, at(9, '18:30'), at(9, '19:30')],
    ['reaccion', { priority: 'media', line: 'tecnico' }, at(5, '15:00'), at(5, '17:00')],
    ['atencion', { priority: 'media', line: 'tecnico' }, at(5, '15:00'), at(7, '15:00')],
    ['atencion', { priority: 'media', line: 'tecnologico', recordKind: 'incidente' }, at(5, '15:00'), at(5, '23:00')],
    ['atencion', { priority: 'alta', line: 'tecnologico', recordKind: 'incidente' }, at(9, '22:00'), at(10, '02:00')],
    [
      'reaccion',
      { priority: 'critica', line: 'tecnologico', recordKind: 'incidente' },
      at(10, '22:00'),
      at(10, '22:40'),
    ],
    ['reaccion', { priority: 'baja', line: 'funcional', recordKind: 'solicitud' }, at(10, '20:00'), at(12, '11:00')],
  ] as const)('MAS-58 clock %s for %j opened at %s is due at %s', (clock, facts, start, due) => {
    expect(dueOf(mas, clock, facts, [opened(start)])).toEqual(due);
  });

  it('MAS-57 the attention clock stops when the consultant contacts the customer, whatever the reaction did', () => {
    const events: ClockEvent[] = [opened(at(5, '10:00')), { at: at(5, '10:20'), type: 'marked', mark: 'reaccion' }];
    const clocks = createClockReader(mas, createCalendars(mas)).clocksOf(
      events,
      { priority: 'alta', line: 'tecnico' },
      at(5, '11:00'),
    );
    expect(clocks.map(({ name, status }) => [name, status])).toEqual([
      ['reaccion', 'met'],
      ['atencion', 'running'],
    ]);
  });

  it('MAS-59 has ten states, MAS-70 two solution types and MAS-80 four closing codes', () => {
    expect(mas.tickets.states.map(({ agentLabel }) => agentLabel)).toEqual([
      'Nuevo',
      'Abierto',
      'Asignado',
      'En Proceso',
      'Pendiente por usuario',
      'Pendiente por proveedor',
      'Solucionado',
      'Cerrado',
      'Rechazado',
      'Cancelado',
    ]);
    expect(mas.tickets.solutionTypes.map(({ label }) => label)).toEqual(['Solución definitiva', 'Solución Workaround']);
    expect(mas.tickets.closingCodes.map(({ label }) => label).sort()).toEqual(
      ['Aprobado por el cliente', 'Cancelado', 'Inválido', 'Sin validación del usuario'].sort(),
    );
  });

  it('MAS-75 holds the four levels of the desk, and MAS-120 the eleven rows for complaints', () => {
    const levels = (trigger: string) => mas.escalations.find((one) => one.trigger === trigger)?.levels ?? [];
    expect(levels('dissatisfied').map(({ role }) => role)).toEqual([
      'Mesa de Servicio y Servicio al Cliente',
      'Supervisor Mesa de Ayuda',
      'Gerente Mesa de Servicio',
      'Director de Mesa de Servicio y Servicio al Cliente',
    ]);
    expect(levels('complaint')).toHaveLength(11);
    expect(levels('dissatisfied').every(({ contact }) => contact !== undefined)).toBe(true);
  });

  it('MAS-21 has five channels, each with its own rules', () => {
    const { phone, email, webchat, whatsapp } = mas.channels;
    // The terminal is for whoever runs the gateway.
    expect(Object.keys(mas.channels).filter((name) => name !== 'terminal' && name !== 'phone')).toHaveLength(3);
    expect(phone).toMatchObject({ enabled: true, handLogged: true, identity: 'none', disclose: 'nothing' });
    expect(Object.values(email?.mailboxes ?? {}).map(({ mode }) => mode)).toEqual(['ticket', 'agent']);
    expect(webchat).toMatchObject({ enabled: true, identity: 'none', disclose: 'state' });
    expect(mas.requesters.rule).toBe('list');
    expect(whatsapp).toMatchObject({ enabled: true, optIn: true, optInFact: 'whatsapp' });
    expect(whatsapp?.disclaimer).toContain('certificaciones');
    // The portal: its own entry, for who signed in.
    expect(mas.portal).not.toBeNull();
  });
});

describe("Alianza's areas and times", () => {
  const received = (when: Date): ClockEvent[] => [opened(when), { at: when, type: 'assigned', to: 'a1' }];

  it.each([
    ['ALI-23', 'P1', at(5, '16:00'), at(6, '16:00')],
    ['ALI-24', 'P2', at(5, '16:00'), at(8, '16:00')],
    ['ALI-25', 'P3', at(5, '16:00'), at(12, '16:00')],
    ['ALI-26', 'P4', at(5, '16:00'), at(14, '16:00')],
  ] as const)('%s a ticket of priority %s received at %s is due at %s', (_id, priority, start, due) => {
    expect(priorityOf(ali, { priority })).toBe(priority);
    expect(dueOf(ali, 'solucion', { priority }, received(start))).toEqual(due);
  });

  it('ALI-21 the clock starts when an agent receives the ticket, and keeps its first start', () => {
    expect(dueOf(ali, 'solucion', { priority: 'P1' }, [opened(at(5, '10:00'))])).toBeNull();
    const moved = [...received(at(5, '16:00')), { at: at(6, '09:00'), type: 'assigned', to: 'a2' } as const];
    expect(dueOf(ali, 'solucion', { priority: 'P1' }, moved)).toEqual(at(6, '16:00'));
  });

  it.each([
    ['ALI-52', 'Asistencia Técnica'],
    ['ALI-53', 'Tecnologías de la Información'],
    ['ALI-54', 'Administración y Finanzas'],
    ['ALI-55', 'Medios Electrónicos de pago/Omnicanalidad'],
    ['ALI-56', 'Proyectos'],
    ['ALI-57', 'Marketing'],
    ['ALI-58', 'Capital Humano'],
    ['ALI-59', 'Procesos y Mejora continua'],
    ['ALI-60', 'Inteligencia de Negocios'],
    ['ALI-61', 'Oficialía de partes'],
  ])('%s what is read as %s goes to that area', (_id, name) => {
    const area = areaFor(ali, { area: name });
    expect(ali.areas.find(({ code }) => code === area)?.name).toBe(name);
  });

  it('ALI-62 has ten areas and the sub-areas of the annex', () => {
    expect(ali.areas).toHaveLength(10);
    expect(ali.areas.map(({ subareas }) => subareas.length)).toEqual([6, 7, 4, 0, 0, 0, 0, 0, 0, 3]);
  });

  it('ALI-35 shows the requester another name for an open ticket', () => {
    expect(ali.tickets.states.find(({ code }) => code === 'abierto')).toMatchObject({
      agentLabel: 'Abierto',
      requesterLabel: 'En proceso de atención',
    });
    expect(ali.tickets.states).toHaveLength(5);
  });
});

describe("Confa's and ICETEX's registers", () => {
  it('CON-03 has five types; ICE-01 four, with a suggestion among the complaints', () => {
    const types = (policy: Policy) => policy.diagnosis.questions[0]?.choices.map(({ value }) => value);
    expect(types(con)).toEqual(['peticion', 'queja', 'reclamo', 'sugerencia', 'felicitacion']);
    expect(types(ice)).toEqual(['solicitud', 'queja', 'reclamo', 'felicitacion']);
    expect(ice.diagnosis.values.type).toMatchObject({ sugerencia: 'queja' });
  });

  it('ICE-05 the message of 24 hours is due on the next day, Sundays too; ICE-06 an acknowledgement does not stop it', () => {
    const start = new Date('2026-10-10T10:00:00-05:00');
    const facts = { type: 'queja' };
    const events: ClockEvent[] = [
      { at: start, type: 'opened', to: 'registrado' },
      { at: start, type: 'marked', mark: 'acuse' },
    ];
    expect(dueOf(ice, 'mensaje_24h', facts, events)).toEqual(new Date('2026-10-11T10:00:00-05:00'));
    const reader = createClockReader(ice, createCalendars(ice));
    const soon = new Date(start.getTime() + 3_600_000);
    const date = { dueAt: '2026-10-20T17:00:00.000Z' };
    const stopped: ClockEvent[] = [...events, { at: soon, type: 'dateAgreed', facts: date }];
    const status = (log: ClockEvent[]) =>
      reader.clocksOf(log, facts, start).find(({ name }) => name === 'mensaje_24h')?.status;
    expect([status(events), status(stopped)]).toEqual(['running', 'met']);
  });

  it('CON-10 warns two natural days before the answer is due', () => {
    const events: ClockEvent[] = [{ at: new Date('2026-10-05T10:00:00-05:00'), type: 'opened', to: 'registrado' }];
    const clocks = createClockReader(con, createCalendars(con)).clocksOf(
      events,
      { type: 'queja' },
      new Date('2026-10-06T10:00:00-05:00'),
    );
    const [clock] = clocks;
    expect(clock?.dueAt && clock.warnAt && clock.dueAt.getTime() - clock.warnAt.getTime()).toBe(2 * 86_400_000);
  });

  it('ICE-13 follow-up, control and reports are the user-attention group’s: its posts may, and its reports go to it', () => {
    const group = ice.roles.filter(({ code }) => code === 'coordinador' || code === 'agente_calidad');
    expect(group).toHaveLength(2);
    const followUp = ['tickets.read', 'quality.review', 'surveys.read', 'reports.read', 'reports.manage'] as const;
    for (const { desk } of group)
      for (const permission of followUp) expect(desk.some((role) => can(role, permission))).toBe(true);
    const advisor = ice.roles.find(({ code }) => code === 'asesor')?.desk ?? [];
    expect(advisor.some((role) => can(role, 'reports.read'))).toBe(false);
    const own = ice.reports.filter(({ to }) => to.includes('coordinador')).map(({ name }) => name);
    expect(own).toEqual(['atencion_virtual', 'fallas']);
    const told = ice.clocks.flatMap(({ notify }) => notify.breach);
    expect(told).toContain('coordinador');
  });

  it('ICE-11 knows the seven areas that can receive an escalation', () => {
    expect(ice.areas.filter(({ code }) => code !== 'atencion')).toHaveLength(7);
  });
});
