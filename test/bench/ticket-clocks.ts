import { DateTime } from 'luxon';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { type ReplayedTicket, replayTicket } from '../../src/tickets/replay.ts';
import { createTicketRules, type TicketRulesOf } from '../../src/tickets/rules.ts';
import { type Standing, type StandingSubject, standingOf } from '../../src/tickets/standing.ts';
import { isOver } from '../../src/tickets/state-machine.ts';
import { heapMb, rssMb } from './measure.ts';
import { createTicketLogs, type TicketLog } from './ticket-logs.ts';

/** How many tickets are made and let go of before the next: memory must not grow with their number. */
const BATCH = 1_000;
const WARM = 5_000;
/** One ticket in so many is derived after each of its events, as the service does; the others after the last one. */
const STEPWISE = 10;

/** Deadlines per second on the real calendar of a desk, beside plain date arithmetic that walks from day to day. */
export function deadlineSpeed(): object {
  const { organisation, calendar: hours } = loadPolicy('masnegocio');
  const calendar = createCalendar(organisation, hours);
  const startOf = (n: number) => new Date(Date.UTC(2026, 0, 1) + ((n * 7_919) % 525_600) * 60_000);
  const minutesOf = (n: number) => 40 + (n % 30) * 40;
  const ours = perSecond(400_000, (n) => calendar.addWorkingMinutes(startOf(n), minutesOf(n)).getTime());
  const days = perSecond(200_000, (n) =>
    calendar.add(startOf(n), { amount: 1 + (n % 7), unit: 'workingDays' }).getTime(),
  );
  const isFree = (date: DateTime) => !calendar.isOpen(date.set({ hour: 12, minute: 0, second: 0 }).toJSDate());
  const plain = perSecond(4_000, (n) =>
    plainDeadline(startOf(n), minutesOf(n), { zone: organisation.timeZone, isFree }),
  );
  const wrong = Array.from({ length: 1_000 }, (_, n) => n).filter(
    (n) =>
      plainDeadline(startOf(n), minutesOf(n), { zone: organisation.timeZone, isFree }) !==
      calendar.addWorkingMinutes(startOf(n), minutesOf(n)).getTime(),
  );
  return { ours, days, plain, ratio: Math.round(ours / plain), wrong: wrong.length };
}

/** Nine to seven, day after day, as one would write it with a date library. */
function plainDeadline(
  start: Date,
  minutes: number,
  { zone, isFree }: { zone: string; isFree: (date: DateTime) => boolean },
): number {
  let time = DateTime.fromJSDate(start, { zone });
  let left = minutes;
  for (;;) {
    const opens = time.set({ hour: 9, minute: 0, second: 0, millisecond: 0 });
    const closes = time.set({ hour: 19, minute: 0, second: 0, millisecond: 0 });
    const from = DateTime.max(time, opens);
    const here = isFree(time) ? 0 : Math.max(0, closes.diff(from, 'minutes').minutes);
    if (here >= left) return from.plus({ minutes: left }).toMillis();
    left -= here;
    time = time.plus({ days: 1 }).startOf('day');
  }
}

function perSecond(count: number, run: (n: number) => number): number {
  for (let n = 0; n < Math.min(count, 20_000); n += 1) run(n);
  const from = process.cpuUsage();
  for (let n = 0; n < count; n += 1) run(n);
  const { user, system } = process.cpuUsage(from);
  return Math.round((count * 1e6) / (user + system));
}

interface Tally {
  tickets: number;
  clocks: number;
  unequal: number;
  parseMs: number;
  deriveMs: number;
  /** Clock and status → how many: the figures of a report, live and from the logs. */
  readonly live: Map<string, number>;
  readonly derived: Map<string, number>;
}

/**
 * Tickets' clocks derived again from their logs, and compared with the live ones: those that the service would have written
 * at each change. Logs go through JSON, as through a store. Streamed: nothing is kept but counts.
 */
export function rederive(count: number): object {
  const rulesOf = createTicketRules(policies());
  const logOf = createTicketLogs();
  const tally: Tally = {
    ...{ tickets: 0, clocks: 0, unequal: 0, parseMs: 0, deriveMs: 0 },
    ...{ live: new Map<string, number>(), derived: new Map<string, number>() },
  };
  for (let first = 0; first < WARM; first += BATCH) runBatch(first, BATCH, { rulesOf, logOf, tally: emptyOf(tally) });
  const startHeap = heapMb();
  let highest = rssMb();
  for (let first = 0; first < count; first += BATCH) {
    runBatch(first, Math.min(BATCH, count - first), { rulesOf, logOf, tally });
    if (first % (50 * BATCH) === 0) highest = Math.max(highest, rssMb());
  }
  const figuresEqual = JSON.stringify([...tally.live].sort()) === JSON.stringify([...tally.derived].sort());
  return {
    ...{ tickets: tally.tickets, clocks: tally.clocks, unequal: tally.unequal, figuresEqual },
    perSecond: Math.round((tally.tickets * 1_000) / (tally.parseMs + tally.deriveMs)),
    seconds: Math.round((tally.parseMs + tally.deriveMs) / 100) / 10,
    parseRatio: Number(((tally.parseMs + tally.deriveMs) / tally.parseMs).toFixed(1)),
    ...{ startHeapMb: Math.round(startHeap), heapMb: Math.round(heapMb()), rssMb: Math.round(highest) },
  };
}

function emptyOf(tally: Tally): Tally {
  return { ...tally, live: new Map(), derived: new Map() };
}

function policies(): (organisation: string) => Policy {
  const loaded = new Map<string, Policy>();
  return (organisation) => {
    const policy = loaded.get(organisation) ?? loadPolicy(organisation);
    loaded.set(organisation, policy);
    return policy;
  };
}

function runBatch(
  first: number,
  size: number,
  { rulesOf, logOf, tally }: { rulesOf: TicketRulesOf; logOf: (n: number) => TicketLog; tally: Tally },
): void {
  const logs = Array.from({ length: size }, (_, index) => logOf(first + index));
  const live = logs.map((log, index) => JSON.stringify(liveStanding(log, rulesOf, index % STEPWISE === 0)));
  const stored = logs.map((log) => JSON.stringify(log));
  const written = performance.now();
  const read = stored.map((text) => JSON.parse(text) as TicketLog);
  const parsed = performance.now();
  const derived = read.map((log) => derivedStanding(log, rulesOf));
  const done = performance.now();
  tally.tickets += size;
  tally.parseMs += parsed - written;
  tally.deriveMs += done - parsed;
  for (const [index, standing] of derived.entries()) {
    if (JSON.stringify(standing) !== live[index]) tally.unequal += 1;
    tally.clocks += standing.clocks.length;
    const organisation = logs[index]?.organisation ?? '';
    count(tally.derived, organisation, standing);
    count(tally.live, organisation, JSON.parse(live[index] ?? '{}') as Standing);
  }
}

function count(figures: Map<string, number>, organisation: string, { clocks }: Standing): void {
  for (const { name, status } of clocks) {
    const key = `${organisation} ${name} ${status}`;
    figures.set(key, (figures.get(key) ?? 0) + 1);
  }
}

/** What the service has written after the last event: each standing is derived at its event, from what was known then. */
function liveStanding(
  { organisation, diagnosis, events }: TicketLog,
  rulesOf: TicketRulesOf,
  isStepwise: boolean,
): Standing {
  const rules = rulesOf(organisation, null);
  let standing: Standing = { clocks: [], dueAt: null, autoCloseAt: null, autoCloseWarnAt: null, nextAt: null };
  for (let last = isStepwise ? 1 : events.length; last <= events.length; last += 1) {
    const known = events.slice(0, last);
    const at = known.at(-1)?.at ?? new Date(0);
    const subject = subjectOf(replayTicket(known), { rules, diagnosis, openedAt: events[0]?.at ?? at });
    standing = standingOf({ ...subject, dueAt: standing.dueAt }, known, rules, at);
    if (isOver(subject.phase)) standing = { ...standing, dueAt: null };
  }
  return standing;
}

/** From the log alone, in one pass. */
function derivedStanding({ organisation, diagnosis, events }: TicketLog, rulesOf: TicketRulesOf): Standing {
  const rules = rulesOf(organisation, null);
  const log = events.map((event) => ({ ...event, at: new Date(event.at) }));
  const openedAt = log[0]?.at ?? new Date(0);
  return standingOf(
    subjectOf(replayTicket(log), { rules, diagnosis, openedAt }),
    log,
    rules,
    log.at(-1)?.at ?? openedAt,
  );
}

function subjectOf(
  replayed: ReplayedTicket,
  { rules, diagnosis, openedAt }: { rules: ReturnType<TicketRulesOf>; diagnosis: object; openedAt: Date },
): StandingSubject {
  const { state, facts, priority, area, subarea, agreedAt } = replayed;
  const rest = { diagnosis, complexity: null, escalation: null, openedAt, dueAt: null };
  const phase = rules.policy.tickets.states.find(({ code }) => code === state)?.phase ?? '';
  // The limit that a ticket had when it ended is no clock: it is left out on both sides.
  return { state, phase, facts, priority, area, subarea, agreedAt, ...rest };
}
