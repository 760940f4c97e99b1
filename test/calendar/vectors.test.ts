import { describe, expect, it } from '@jest/globals';
import { policyDue } from '../../src/cli/commands/policy-due.ts';
import type { CliIo } from '../../src/cli/io.ts';
import type { TicketEvent } from '../../src/contracts/ticket.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { dueAtOf } from '../../src/tickets/deadline.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { type StandingSubject, standingOf } from '../../src/tickets/standing.ts';

/** 5 October 2026 is a Monday; the two weeks that follow hold no public holiday of Mexico. */
const days = { mon: 5, tue: 6, wed: 7, thu: 8, fri: 9, sat: 10, sun: 11 } as const;
const at = (day: keyof typeof days, time: string, weeks = 0, zone = '-06:00') =>
  `2026-10-${String(days[day] + weeks * 7).padStart(2, '0')}T${time}:00${zone}`;
const utc = (instant: string) => new Date(instant).toISOString();

type Flags = Omit<Parameters<typeof policyDue>[1], 'policy' | 'clock' | 'start' | 'fact'> & { fact?: string[] };

/** `ventanilla policy due … --json`, in this process. */
async function due(policy: string, clock: string, start: string, flags: Flags = {}) {
  let out = '';
  const write = (text: string) => {
    out += text;
    return true;
  };
  const stdout = { write } as unknown as NodeJS.WriteStream;
  const io = { stdin: process.stdin, stdout, stderr: stdout, env: {} } as CliIo;
  await policyDue(io, { fact: [], ...flags, policy, clock, start, json: true });
  return JSON.parse(out) as { due: string | null; warnAt: string | null; calendar: string };
}

/** When a ticket that entered a state at an instant closes by itself. */
function closesAt(organisation: string, state: string, entered: string): string | undefined {
  const policy = loadPolicy(organisation);
  const rules = createTicketRules(() => policy)(organisation, null);
  const now = new Date(entered);
  const phase = policy.tickets.states.find(({ code }) => code === state)?.phase ?? '';
  const subject = { facts: {}, priority: null, area: '', subarea: null, state, phase, diagnosis: {}, complexity: null };
  const log: Pick<TicketEvent, 'at' | 'type' | 'to'>[] = [
    { at: now, type: 'opened', to: policy.tickets.initial },
    { at: now, type: 'moved', to: state },
  ];
  const whole = { ...subject, openedAt: now, agreedAt: null, dueAt: null } as StandingSubject;
  return standingOf(whole, log, rules, now).autoCloseAt?.toISOString();
}

describe('the clock vectors of requirements 2.6, with the real profiles', () => {
  it('MAS-56 no. 1: reaction of a critical ticket, Friday 18:30, is due on Monday 09:10', async () => {
    const answer = await due('masnegocio', 'reaccion', at('fri', '18:30'), { priority: 'critica', line: 'funcional' });
    expect(answer).toEqual({
      due: utc(at('mon', '09:10', 1)),
      warnAt: utc(at('mon', '09:00', 1)),
      calendar: 'default',
    });
  });

  it('MAS-56 no. 2: reaction of a medium ticket, Friday 18:00, is due on Monday 10:00', async () => {
    const answer = await due('masnegocio', 'reaccion', at('fri', '18:00'), { priority: 'media', line: 'tecnico' });
    expect(answer.due).toBe(utc(at('mon', '10:00', 1)));
  });

  it.each(['tecnico', 'funcional'])(
    'MAS-58 no. 3: attention of a critical ticket, line %s, Friday 18:30, is due on Monday 11:30',
    async (line) => {
      const answer = await due('masnegocio', 'atencion', at('fri', '18:30'), { priority: 'critica', line });
      expect(answer.due).toBe(utc(at('mon', '11:30', 1)));
    },
  );

  it('MAS-58 no. 4: attention of a high ticket, Monday 15:00, is due on Tuesday 15:00', async () => {
    const answer = await due('masnegocio', 'atencion', at('mon', '15:00'), { priority: 'alta', line: 'tecnico' });
    expect(answer.due).toBe(utc(at('tue', '15:00')));
  });

  it('MAS-58 no. 5: attention of a medium ticket, Monday 15:00, is due on Wednesday 15:00', async () => {
    const answer = await due('masnegocio', 'atencion', at('mon', '15:00'), { priority: 'media', line: 'funcional' });
    expect(answer.due).toBe(utc(at('wed', '15:00')));
  });

  it('MAS-58 no. 6: attention of a high technological incident, Friday 22:00, is due on Saturday 02:00', async () => {
    const facts = { priority: 'alta', line: 'tecnologico', recordKind: 'incidente' };
    const answer = await due('masnegocio', 'atencion', at('fri', '22:00'), facts);
    expect(answer).toMatchObject({ due: utc(at('sat', '02:00')), calendar: 'natural' });
  });

  it('MAS-56 no. 7: a request raised on Saturday 20:00 waits for Monday: its reaction is due at 11:00', async () => {
    const facts = { priority: 'baja', line: 'funcional', recordKind: 'solicitud' };
    const answer = await due('masnegocio', 'reaccion', at('sat', '20:00'), facts);
    expect(answer.due).toBe(utc(at('mon', '11:00', 1)));
  });

  it('MAS-79 no. 8: solved on Friday 10:00, it closes by itself on Monday 10:00', () => {
    expect(closesAt('masnegocio', 'solucionado', at('fri', '10:00'))).toBe(utc(at('mon', '10:00', 1)));
  });

  it('MAS-106 no. 9: three working days from Friday 10:00 end on Wednesday 10:00', () => {
    const policy = loadPolicy('masnegocio');
    const { calendars } = createTicketRules(() => policy)('masnegocio', null);
    const end = calendars.get('default').add(new Date(at('fri', '10:00')), { amount: 3, unit: 'workingDays' });
    expect(end.toISOString()).toBe(utc(at('wed', '10:00', 1)));
  });

  it('MAS-87 no. 10: the root cause of an incident closed on Thursday 10:00 is due on Sunday 10:00', async () => {
    const answer = await due('masnegocio', 'rca', at('thu', '10:00'), { fact: ['relevant=yes'] });
    expect(answer.due).toBe(utc(at('sun', '10:00')));
  });

  it('MAS-88 no. 11: an outage since 09:00 asks for the recovery plan at 12:00', async () => {
    const answer = await due('masnegocio', 'drp', at('mon', '09:00'), { fact: ['relevant=yes', 'drp=yes'] });
    expect(answer.due).toBe(utc(at('mon', '12:00')));
  });

  it('MAS-100 no. 12: seven working days from Monday end on Wednesday of the next week', () => {
    const policy = loadPolicy('masnegocio');
    const { calendars } = createTicketRules(() => policy)('masnegocio', null);
    const end = calendars.get('default').add(new Date(at('mon', '10:00')), { amount: 7, unit: 'workingDays' });
    expect(end.toISOString()).toBe(utc(at('wed', '10:00', 1)));
  });

  it('ALI-23 no. 13: P1 received on Monday 16:00 is due on Tuesday 16:00', async () => {
    const answer = await due('alianza', 'solucion', at('mon', '16:00'), { priority: 'P1' });
    expect(answer).toEqual({ due: utc(at('tue', '16:00')), warnAt: utc(at('tue', '12:00')), calendar: 'natural' });
  });

  it('ALI-25 no. 14: P3 received on Monday is due on Monday of the next week', async () => {
    const answer = await due('alianza', 'solucion', at('mon', '16:00'), { priority: 'P3' });
    expect(answer.due).toBe(utc(at('mon', '16:00', 1)));
  });

  it('ALI-41 no. 15: six working days without an answer since Monday end with Tuesday of the next week', () => {
    expect(closesAt('alianza', 'espera_solicitante', at('mon', '16:00'))).toBe(utc(at('wed', '00:00', 1)));
  });

  it('ALI-44 no. 16: three working days solved since Thursday end with Tuesday', () => {
    expect(closesAt('alianza', 'resuelto', at('thu', '16:00'))).toBe(utc(at('wed', '00:00', 1)));
  });

  it('ALI-32 no. 17: an urgent letter of Friday is answered by Tuesday, an ordinary one by Friday', async () => {
    const letter = (kind: string) =>
      due('alianza', 'oficio', at('fri', '16:00'), { area: 'oficialia', fact: [`letter=${kind}`] });
    expect((await letter('urgente')).due).toBe(utc(at('tue', '16:00', 1)));
    expect((await letter('ordinario')).due).toBe(utc(at('fri', '16:00', 1)));
  });

  it('CON-10 no. 18: the reminder comes two natural days before the answer is due', async () => {
    const answer = await due('confa', 'respuesta', at('wed', '10:00', 0, '-05:00'), { type: 'queja' });
    const [end, warning] = [answer.due, answer.warnAt].map((instant) => new Date(instant ?? 0).getTime());
    expect((end ?? 0) - (warning ?? 0)).toBe(2 * 86_400_000);
  });

  it('ICE-05 no. 19: the message of 24 hours of Saturday 10:00 is due on Sunday 10:00', async () => {
    const answer = await due('icetex', 'mensaje_24h', at('sat', '10:00', 0, '-05:00'), { type: 'queja' });
    expect(answer.due).toBe(utc(at('sun', '10:00', 0, '-05:00')));
  });

  it('EXS-71 no. 20: three natural days from Monday 11:00 end on Thursday 11:00', () => {
    const end = dueAtOf(loadPolicy('exsim'), { diagnosis: {}, complexity: null }, new Date(at('mon', '11:00')));
    expect(end?.toISOString()).toBe(utc(at('thu', '11:00')));
  });
});

describe('whose hours count', () => {
  const reaction = (start: string, flags: Flags) =>
    due('masnegocio', 'reaccion', start, { priority: 'alta', ...flags });
  const saturday = at('sat', '20:00');

  it('MAS-11 a functional incident runs on Monday to Friday from 9 to 19', async () => {
    const functional = { line: 'funcional', recordKind: 'incidente' };
    expect((await reaction(at('fri', '18:30'), functional)).due).toBe(utc(at('mon', '09:30', 1)));
    expect((await reaction(saturday, functional)).due).toBe(utc(at('mon', '10:00', 1)));
    expect((await reaction(at('mon', '08:00'), functional)).due).toBe(utc(at('mon', '10:00')));
    expect((await reaction(at('mon', '18:00'), functional)).due).toBe(utc(at('mon', '19:00')));
  });

  it('MAS-12 a technological incident runs at any time, holidays too', async () => {
    const technological = { line: 'tecnologico', recordKind: 'incidente' };
    expect((await reaction(saturday, technological)).due).toBe(utc(at('sat', '21:00')));
    expect((await reaction('2026-12-25T03:00:00-06:00', technological)).due).toBe(utc('2026-12-25T04:00:00-06:00'));
  });

  it.each(['funcional', 'tecnico', 'tecnologico'])(
    'MAS-13 a request of the line %s runs on Monday to Friday from 9 to 19',
    async (line) => {
      expect((await reaction(saturday, { line, recordKind: 'solicitud' })).due).toBe(utc(at('mon', '10:00', 1)));
    },
  );

  it("ALI-46 the Federation's own free days move its deadlines, natural hours do not", async () => {
    const start = '2030-09-30T10:00:00-06:00';
    const days5 = (await due('alianza', 'solucion', start, { priority: 'P3' })).due;
    // Tuesday 1 October 2030 is one of its extra days.
    expect(days5).toBe(utc('2030-10-08T10:00:00-06:00'));
    expect((await due('alianza', 'solucion', start, { priority: 'P1' })).due).toBe(utc('2030-10-01T10:00:00-06:00'));
  });

  it("MAS-14 a customer with extended hours is served in them: Saturday evening counts for that company's incident", async () => {
    const functional = { line: 'funcional', recordKind: 'incidente' };
    const [plain, extended] = await Promise.all([
      reaction(saturday, functional),
      reaction(saturday, { ...functional, company: 'Comercializadora Ejemplo' }),
    ]);
    expect(plain.due).toBe(utc(at('mon', '10:00', 1)));
    expect(new Date(extended.due ?? '').getTime()).toBeLessThan(new Date(utc(at('mon', '09:00', 1))).getTime());
  });
});
