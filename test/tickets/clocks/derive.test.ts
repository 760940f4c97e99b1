import { describe, expect, it } from '@jest/globals';
import { createCalendars } from '../../../src/calendar/calendars.ts';
import type { TicketClock } from '../../../src/contracts/clocks.ts';
import { policySchema } from '../../../src/contracts/policy.ts';
import type { TicketFacts } from '../../../src/contracts/ticket.ts';
import { createClockReader } from '../../../src/tickets/clocks/derive.ts';
import type { ClockEvent } from '../../../src/tickets/clocks/triggers.ts';
import { buildPolicy } from '../../builders/policy.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const closed = { country: null, extra: [], removed: [] };
type Clocks = (typeof policySchema)['_zod']['input']['clocks'];

/** Monday to Friday 9-19 in Mexico City, with the clocks of the case. */
function reader(clocks: Clocks) {
  const base = buildPolicy({
    calendar: { open: [{ days: [...weekdays], from: '09:00', to: '19:00' }], holidays: closed, mealMinutes: 0 },
  });
  const policy = policySchema.parse({ ...base, clocks });
  return createClockReader(policy, createCalendars(policy));
}

// 5 October 2026 is a Monday; Mexico City is UTC-6 all year.
const days = {
  mon: 5,
  tue: 6,
  wed: 7,
  thu: 8,
  fri: 9,
  sat: 10,
  sun: 11,
  nextMon: 12,
  nextTue: 13,
  nextWed: 14,
} as const;
const at = (day: keyof typeof days, time: string) =>
  new Date(`2026-10-${String(days[day]).padStart(2, '0')}T${time}:00-06:00`);
const opened = (when: Date, to = 'registrado'): ClockEvent => ({ at: when, type: 'opened', to });
const moved = (when: Date, to: string): ClockEvent => ({ at: when, type: 'moved', to });
const marked = (when: Date, mark: string): ClockEvent => ({ at: when, type: 'marked', mark });

const reaction = {
  name: 'reaction',
  label: 'Reacción',
  start: 'opened',
  stop: ['mark:reaction'],
  calendar: 'default',
  limits: [
    { when: { priority: ['critica'] }, amount: 40, unit: 'minutes' as const },
    { amount: 2, unit: 'hours' as const },
  ],
  warnBefore: { amount: 10, unit: 'minutes' as const },
};

function only(clocks: readonly TicketClock[]): TicketClock {
  const [clock] = clocks;
  if (clock === undefined || clocks.length > 1) throw new Error(`expected one clock, got ${clocks.length}`);
  return clock;
}

function derive(
  clock: NonNullable<Clocks>[number],
  events: ClockEvent[],
  now: Date,
  facts: TicketFacts = {},
): TicketClock {
  return only(reader([clock]).clocksOf(events, facts, now));
}

describe('the clocks of a ticket', () => {
  it('MAS-56 measures the reaction in working hours from opening to the first word that says so', () => {
    const start = opened(at('fri', '18:30'));
    const facts = { priority: 'critica' };
    const running = derive(reaction, [start], at('fri', '18:59'), facts);
    expect(running).toMatchObject({ status: 'running', dueAt: at('nextMon', '09:10'), warnAt: at('nextMon', '09:00') });
    expect(derive(reaction, [start], at('nextMon', '09:11'), facts).status).toBe('breached');
    const inTime = [start, marked(at('nextMon', '09:10'), 'reaction')];
    expect(derive(reaction, inTime, at('nextTue', '09:00'), facts).status).toBe('met');
    const late = [start, marked(at('nextMon', '09:11'), 'reaction')];
    expect(derive(reaction, late, at('nextTue', '09:00'), facts).status).toBe('late');
  });

  it('P5 a changed priority plans the clock anew from its first start', () => {
    const start = opened(at('mon', '15:00'));
    expect(derive(reaction, [start], at('mon', '15:10')).dueAt).toEqual(at('mon', '17:00'));
    expect(derive(reaction, [start], at('mon', '15:10'), { priority: 'critica' }).dueAt).toEqual(at('mon', '15:40'));
  });

  it('stands still while the requester is waited for, and gives the time back', () => {
    const clock = {
      name: 'total',
      label: 'Total',
      start: 'opened',
      stop: ['phase:solved'],
      limits: [{ amount: 72, unit: 'hours' as const }],
      pause: ['phase:waiting_user'],
    };
    const waiting = [opened(at('mon', '11:00')), moved(at('tue', '11:00'), 'espera_solicitante')];
    expect(derive(clock, waiting, at('wed', '11:00'))).toMatchObject({ status: 'paused', dueAt: null });
    const back = [...waiting, moved(at('wed', '17:00'), 'en_atencion')];
    expect(derive(clock, back, at('wed', '18:00'))).toMatchObject({ status: 'running', dueAt: at('fri', '17:00') });
  });

  it('runs on when a solved ticket is opened again; the time in between does not count', () => {
    const clock = {
      name: 'total',
      label: 'Total',
      start: 'opened',
      stop: ['phase:solved'],
      limits: [{ amount: 24, unit: 'hours' as const }],
    };
    const solved = [opened(at('mon', '10:00')), moved(at('mon', '20:00'), 'solucionado')];
    expect(derive(clock, solved, at('fri', '10:00'))).toMatchObject({ status: 'met', stoppedAt: at('mon', '20:00') });
    const again = [...solved, moved(at('tue', '20:00'), 'en_atencion')];
    expect(derive(clock, again, at('wed', '09:00'))).toMatchObject({ status: 'running', dueAt: at('wed', '10:00') });
    const closedNow = [...again, moved(at('wed', '11:00'), 'cerrado')];
    expect(derive(clock, closedNow, at('fri', '11:00'))).toMatchObject({
      status: 'late',
      stoppedAt: at('wed', '11:00'),
    });
  });

  it('MAS-87 counts 72 natural hours from the closing itself', () => {
    const rca = {
      name: 'rca',
      label: 'RCA',
      when: { relevant: ['yes'] },
      start: 'phase:closed',
      stop: ['mark:rca'],
      limits: [{ amount: 72, unit: 'hours' as const }],
    };
    const events = [opened(at('mon', '09:00')), moved(at('thu', '10:00'), 'cerrado')];
    const facts = { relevant: 'yes' };
    expect(derive(rca, events, at('fri', '10:00'), facts)).toMatchObject({
      status: 'running',
      dueAt: at('sun', '10:00'),
    });
    expect(derive(rca, events.slice(0, 1), at('fri', '10:00'), facts)).toMatchObject({
      status: 'waiting',
      dueAt: null,
    });
    expect(reader([rca]).clocksOf(events, {}, at('fri', '10:00'))).toEqual([]);
  });

  it('MAS-15 lets a clock of natural hours wait for the next opening, where the contract says so', () => {
    const attention = {
      name: 'attention',
      label: 'Atención',
      start: 'opened',
      stop: ['mark:attention'],
      limits: [{ amount: 4, unit: 'hours' as const }],
      startsIn: [{ when: { second_level: ['no'] }, calendar: 'default' }],
    };
    const events = [opened(at('sat', '20:00'))];
    const later = at('sat', '21:00');
    expect(derive(attention, events, later, { second_level: 'no' })).toMatchObject({
      startedAt: at('nextMon', '09:00'),
      dueAt: at('nextMon', '13:00'),
    });
    expect(derive(attention, events, later, { second_level: 'yes' }).dueAt).toEqual(at('sun', '00:00'));
  });

  it('ALI-19 the date is agreed within five working days, and never later than the priority allows', () => {
    const clocks: Clocks = [
      {
        name: 'date',
        label: 'Acuerdo',
        start: 'received',
        stop: ['mark:date'],
        calendar: 'default',
        notAfter: 'solution',
        limits: [{ amount: 5, unit: 'workingDays' }],
      },
      {
        name: 'solution',
        label: 'Solución',
        start: 'received',
        stop: ['phase:solved'],
        limits: [
          { when: { priority: ['p1'] }, amount: 24, unit: 'hours' },
          { amount: 7, unit: 'workingDays', calendar: 'default' },
        ],
      },
    ];
    const events: ClockEvent[] = [opened(at('mon', '09:00')), { at: at('mon', '16:00'), type: 'assigned', to: 'a1' }];
    const due = (facts: TicketFacts) =>
      reader(clocks)
        .clocksOf(events, facts, at('mon', '17:00'))
        .map((clock) => clock.dueAt);
    expect(due({ priority: 'p1' })).toEqual([at('tue', '16:00'), at('tue', '16:00')]);
    expect(due({})).toEqual([at('nextMon', '16:00'), at('nextWed', '16:00')]);
  });

  it('owes nothing any more for a ticket that was cancelled', () => {
    const policy = buildPolicy();
    const states = policy.tickets.states.map((state) =>
      state.code === 'oportunidad' ? { ...state, phase: 'cancelled' as const } : state,
    );
    const changed = policySchema.parse({ ...policy, tickets: { ...policy.tickets, states }, clocks: [reaction] });
    const events = [opened(at('mon', '10:00')), moved(at('tue', '10:00'), 'oportunidad')];
    const clock = only(createClockReader(changed, createCalendars(changed)).clocksOf(events, {}, at('fri', '10:00')));
    expect(clock.status).toBe('cancelled');
  });
});
