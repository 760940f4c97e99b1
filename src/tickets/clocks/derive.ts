import type { BusinessCalendar, Calendars, Duration } from '../../contracts/calendar.ts';
import type { ClockStatus, TicketClock } from '../../contracts/clocks.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { TicketFacts } from '../../contracts/ticket.ts';
import { whenHolds } from '../../policy/routing.ts';
import { type ClockTriggers, type Run, readRun } from './runs.ts';
import { temporaryRun } from './temporary.ts';
import { type ClockEvent, createPhaseOf, type PhaseOf, readTrigger } from './triggers.ts';

type ClockPolicy = Policy['clocks'][number];

/** A policy's clocks, made ready; they hold no ticket. */
export interface ClockReader {
  /**
   * Every clock that fits the ticket, from its events (oldest first), its facts as they are now, and the instant.
   * Pure: the same events give the same clocks, live or years later (P5).
   */
  clocksOf(events: readonly ClockEvent[], facts: TicketFacts, now: Date): TicketClock[];
}

interface ReadyClock extends ClockTriggers {
  readonly policy: ClockPolicy;
}

/** Prepares the clocks of a policy (MAS-56..58, ALI-21..26, EXS-15, EXS-71). Throws CALENDAR_UNKNOWN when first used. */
export function createClockReader(policy: Pick<Policy, 'clocks' | 'tickets'>, calendars: Calendars): ClockReader {
  const phaseOf = createPhaseOf(policy);
  const clocks = policy.clocks.map((clock) => readyClock(clock, phaseOf));
  return {
    clocksOf(events, facts, now) {
      const fitting = clocks.filter((clock) => whenHolds(clock.policy.when, facts));
      const derived = fitting.flatMap((clock) => {
        const temporary = clock.policy.dueBy === 'temporary' ? temporaryRun(events, clock) : null;
        // Nothing temporary was done: there is nothing to be shown.
        if (clock.policy.dueBy === 'temporary' && temporary === null) return [];
        const run = temporary ?? readRun(events, clock, phaseOf);
        const limit = clock.policy.limits.find(({ when }) => whenHolds(when, facts));
        return limit === undefined
          ? []
          : [
              deriveClock({
                clock: clock.policy,
                limit,
                run,
                fixedAt: temporary?.until ?? agreedIn(events, clock.policy),
                facts,
                now,
                calendars,
              }),
            ];
      });
      return derived.map((clock, _, all) => capped(clock, fitting, all, now));
    },
  };
}

function readyClock(policy: ClockPolicy, phaseOf: PhaseOf): ReadyClock {
  return {
    policy,
    start: readTrigger(policy.start, phaseOf),
    stop: policy.stop.map((text) => readTrigger(text, phaseOf)),
    pause: policy.pause.map((text) => readTrigger(text, phaseOf)),
  };
}

/** The date last agreed with the requester (ALI-27, ALI-28); null: none was, or the clock does not go by it. */
function agreedIn(events: readonly ClockEvent[], { dueBy }: ClockPolicy): Date | null {
  if (dueBy !== 'agreed') return null;
  const dueAt = events.findLast(({ type }) => type === 'dateAgreed')?.facts?.dueAt;
  return typeof dueAt === 'string' ? new Date(dueAt) : null;
}

interface Case {
  readonly clock: ClockPolicy;
  readonly limit: ClockPolicy['limits'][number];
  readonly run: Run | null;
  /** When it is due whatever the limits say; null: they say it. */
  readonly fixedAt: Date | null;
  readonly facts: TicketFacts;
  readonly now: Date;
  readonly calendars: Calendars;
}

function deriveClock(about: Case): TicketClock {
  const { clock, limit, run, fixedAt, calendars, now } = about;
  const name = limit.calendar ?? clock.calendar;
  const base = { name: clock.name, label: clock.label, calendar: name };
  if (run === null) {
    return { ...base, status: 'waiting', startedAt: null, dueAt: null, warnAt: null, stoppedAt: null };
  }
  const calendar = calendars.get(name);
  const startedAt = startOf(about, run);
  const isPaused = run.stoppedAt === null && run.stood.some((stretch) => stretch.to === null);
  const dueAt = isPaused ? null : (fixedAt ?? dueOf(calendar, startedAt, limit, { run, ends: clock.ends }));
  const warnAt =
    dueAt === null || clock.warnBefore === null ? null : warnOf(calendar, dueAt, clock.warnBefore, startedAt);
  return { ...base, startedAt, dueAt, warnAt, stoppedAt: run.stoppedAt, status: statusOf(run, dueAt, now) };
}

/** MAS-15, AMB-46: some clocks wait for an opening and then run on another calendar. */
function startOf({ clock, facts, calendars }: Case, { start }: Run): Date {
  const rule = clock.startsIn.find(({ when }) => whenHolds(when, facts));
  return rule === undefined ? start : (calendars.get(rule.calendar).nextOpening(start) ?? start);
}

function dueOf(
  calendar: BusinessCalendar,
  start: Date,
  limit: Duration,
  { run, ends }: { run: Run; ends: ClockPolicy['ends'] },
): Date {
  let stoodMinutes = 0;
  for (const { from, to } of run.stood) {
    if (to !== null) stoodMinutes += calendar.workingMinutesBetween(from < start ? start : from, to);
  }
  const due = calendar.add(start, { amount: limit.amount, unit: limit.unit }, ends);
  return stoodMinutes === 0 ? due : calendar.addWorkingMinutes(due, stoodMinutes);
}

function warnOf(calendar: BusinessCalendar, due: Date, before: Duration, start: Date): Date {
  const warn = calendar.subtract(due, before);
  return warn < start ? start : warn;
}

function statusOf(run: Run, dueAt: Date | null, now: Date): ClockStatus {
  if (run.isCancelled) return 'cancelled';
  if (dueAt === null) return 'paused';
  if (run.stoppedAt !== null) return run.stoppedAt <= dueAt ? 'met' : 'late';
  return now > dueAt ? 'breached' : 'running';
}

/** AMB-27: some limits never lie after those of another clock. */
function capped(
  clock: TicketClock,
  fitting: readonly ReadyClock[],
  all: readonly TicketClock[],
  now: Date,
): TicketClock {
  const name = fitting.find(({ policy }) => policy.name === clock.name)?.policy.notAfter;
  const other = name ? all.find((candidate) => candidate.name === name) : undefined;
  if (!other?.dueAt || !clock.dueAt || other.dueAt >= clock.dueAt) return clock;
  const dueAt = other.dueAt;
  const warnAt = clock.warnAt !== null && clock.warnAt > dueAt ? dueAt : clock.warnAt;
  if (clock.status === 'running' && now > dueAt) return { ...clock, dueAt, warnAt, status: 'breached' };
  if (clock.status === 'met' && clock.stoppedAt !== null && clock.stoppedAt > dueAt) {
    return { ...clock, dueAt, warnAt, status: 'late' };
  }
  return { ...clock, dueAt, warnAt };
}
