import type { EntryEvent } from '../../src/contracts/knowledge-events.ts';
import type {
  Absence,
  AgentQuota,
  DayStatus,
  EntryVerification,
  LocalDate,
  QuotaCorrection,
  QuotaDay,
  QuotaMonth,
  QuotaVerdict,
} from '../../src/contracts/quota.ts';
import { type Improvement, improvementsOf } from './improved.ts';
import type { LocalDay, LocalDays } from './local-days.ts';
import { type QuotaRule, verdictsOf } from './verdicts.ts';

/** Somebody whom the quota binds (EXS-41: nobody of the role is left out). */
export interface QuotaAgent {
  readonly id: string;
  readonly name: string;
  /** Came to the desk at this instant; days before it ask nothing. */
  readonly since: Date;
}

/** One conversation that an entry solved. */
export interface Reuse {
  readonly entryId: string;
  readonly conversationId: string;
  readonly at: Date;
}

/** Everything that the figures of a month are made from. */
export interface QuotaFacts {
  /** The log from its first event on. */
  readonly events: readonly EntryEvent[];
  readonly agents: readonly QuotaAgent[];
  readonly absences: readonly Absence[];
  readonly corrections: readonly QuotaCorrection[];
  readonly verifications: readonly EntryVerification[];
  readonly reuses: readonly Reuse[];
  readonly rule: QuotaRule;
  readonly days: LocalDays;
}

/**
 * The quota figures of a month as they stand at an instant (EXS-39, EXS-40, EXS-41, EXS-70, AMB-09). Pure: everything is
 * derived from the facts again, what came after the instant is not read.
 */
export function quotaOf(facts: QuotaFacts, month: string, asOf: Date): QuotaMonth<QuotaVerdict> {
  const known = upTo(facts, asOf);
  const verdicts = verdictsOf(known.events, facts.rule, known.verifications);
  const days = facts.days.ofMonth(month);
  const span = { from: days[0]?.from ?? asOf, to: days.at(-1)?.to ?? asOf };
  const shared: Shared = {
    facts: known,
    days,
    asOf,
    authors: new Map(verdicts.map(({ entryId, agentId }) => [entryId, agentId])),
    inMonth: verdicts.filter(({ at, reason }) => isIn(at, span) && reason !== 'notAPublication'),
    improvements: improvementsOf(known.events, span),
    reuses: known.reuses.filter(({ at }) => isIn(at, span)),
  };
  return {
    month,
    perMonth: facts.rule.perMonth,
    perWorkingDay: facts.rule.perWorkingDay,
    seq: known.events.reduce((last, { seq }) => Math.max(last, seq), 0),
    asOf,
    agents: facts.agents.map((agent) => agentQuota(agent, shared)),
  };
}

interface Shared {
  readonly facts: QuotaFacts;
  readonly days: readonly LocalDay[];
  readonly asOf: Date;
  /** Who wrote each entry. */
  readonly authors: ReadonlyMap<string, string>;
  /** Publications of the month. */
  readonly inMonth: readonly QuotaVerdict[];
  readonly improvements: readonly Improvement[];
  readonly reuses: readonly Reuse[];
}

function upTo(facts: QuotaFacts, asOf: Date): QuotaFacts {
  const isKnown = ({ at }: { readonly at: Date }) => at <= asOf;
  return {
    ...facts,
    events: facts.events.filter(isKnown),
    corrections: facts.corrections.filter(isKnown),
    verifications: facts.verifications.filter(isKnown),
    reuses: facts.reuses.filter(isKnown),
    absences: facts.absences.filter(({ withdrawn }) => withdrawn === null),
  };
}

function agentQuota(agent: QuotaAgent, shared: Shared): AgentQuota<QuotaVerdict> {
  const { facts, asOf } = shared;
  const verdicts = shared.inMonth.filter(({ agentId }) => agentId === agent.id);
  const counted = verdicts.filter(({ reason }) => reason === 'counted');
  const corrections = facts.corrections.filter(
    ({ agentId, day }) => agentId === agent.id && shared.days.some(({ date }) => date === day),
  );
  const totals = totalsByDay(counted, corrections, facts.days);
  const days = shared.days.map((day) => dayOf(day, agent, { facts, asOf, total: totals.get(day.date) ?? 0 }));
  const working = shared.days.filter(({ closesAt }) => closesAt !== null).length;
  const present = days.filter(({ status }) => isPresent(status)).length;
  const corrected = sum(corrections.map(({ amount }) => amount));
  const reused = shared.reuses.filter(({ entryId }) => shared.authors.get(entryId) === agent.id);
  return {
    agentId: agent.id,
    name: agent.name,
    workingDays: working,
    presentDays: present,
    month: monthOf({ facts, working, present, days, asOf, counted: counted.length, corrected }),
    days,
    missedDays: days.filter(({ status }) => status === 'missed').length,
    improved: shared.improvements.filter(({ agentId }) => agentId === agent.id).length,
    reused: {
      entries: new Set(reused.map(({ entryId }) => entryId)).size,
      conversations: new Set(reused.map(({ conversationId }) => conversationId)).size,
    },
    verdicts,
  };
}

interface MonthSums {
  readonly facts: QuotaFacts;
  readonly working: number;
  readonly present: number;
  readonly days: readonly QuotaDay[];
  readonly asOf: Date;
  readonly counted: number;
  readonly corrected: number;
}

function monthOf({ facts, working, present, days, asOf, counted, corrected }: MonthSums): AgentQuota['month'] {
  const target = working === 0 ? 0 : Math.ceil((facts.rule.perMonth * present) / working);
  const total = counted + corrected;
  const today = facts.days.dateOf(asOf);
  const elapsed = days.filter(({ date, status }) => isPresent(status) && date <= today).length;
  const expected = present === 0 ? 0 : Math.floor((target * elapsed) / present);
  const shortfall = Math.max(0, target - total);
  return {
    ...{ target, counted, corrected, total, shortfall },
    met: shortfall === 0,
    behindPace: Math.max(0, expected - total),
  };
}

function totalsByDay(
  counted: readonly QuotaVerdict[],
  corrections: readonly QuotaCorrection[],
  days: LocalDays,
): Map<LocalDate, number> {
  const totals = new Map<LocalDate, number>();
  const add = (date: LocalDate, amount: number) => totals.set(date, (totals.get(date) ?? 0) + amount);
  for (const { at } of counted) add(days.dateOf(at), 1);
  for (const { day, amount } of corrections) add(day, amount);
  return totals;
}

function dayOf(
  day: LocalDay,
  agent: QuotaAgent,
  { facts, asOf, total }: { facts: QuotaFacts; asOf: Date; total: number },
): QuotaDay {
  return { date: day.date, status: statusOf(day, agent, { facts, asOf, total }), total };
}

function statusOf(
  day: LocalDay,
  agent: QuotaAgent,
  { facts, asOf, total }: { facts: QuotaFacts; asOf: Date; total: number },
): DayStatus {
  if (day.closesAt === null) return 'free';
  // On the day itself somebody who came is there.
  if (day.to <= agent.since) return 'outside';
  if (isAbsent(agent.id, day.date, facts.absences)) return 'absent';
  if (total >= facts.rule.perWorkingDay) return 'met';
  return day.to <= asOf ? 'missed' : 'open';
}

/** Whether an agent is away on a day. */
export function isAbsent(agentId: string, date: LocalDate, absences: readonly Absence[]): boolean {
  return absences.some((absence) => absence.agentId === agentId && absence.from <= date && date <= absence.to);
}

function isPresent(status: DayStatus): boolean {
  return status === 'met' || status === 'missed' || status === 'open';
}

function isIn(at: Date, span: { from: Date; to: Date }): boolean {
  return at >= span.from && at < span.to;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
