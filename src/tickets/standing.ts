import type { TicketClock } from '../contracts/clocks.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent } from '../contracts/ticket.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import { dueAtOf } from './deadline.ts';
import { ruleFacts } from './facts.ts';
import { entersState } from './replay.ts';
import type { TicketRules } from './rules.ts';
import { autoCloseRule, isOver } from './state-machine.ts';
import { nextInstant } from './timers/bells.ts';

/** What follows for a ticket from its log and its rules; written with every change, and derivable again at any time. */
export type Standing = Pick<TicketDoc, 'clocks' | 'dueAt' | 'autoCloseAt' | 'autoCloseWarnAt' | 'nextAt'>;

/** The part of a ticket that its standing depends on. */
export type StandingSubject = Pick<
  TicketDoc,
  | 'facts'
  | 'priority'
  | 'area'
  | 'subarea'
  | 'state'
  | 'phase'
  | 'diagnosis'
  | 'complexity'
  | 'openedAt'
  | 'agreedAt'
  | 'dueAt'
  | 'escalation'
>;

type LogLine = Pick<TicketEvent, 'at' | 'type' | 'to' | 'mark' | 'facts'>;

/** Clocks, next limit, automatic closing and next bell of a ticket (P6). Pure: events oldest first, `now` = the instant of the change. */
export function standingOf(
  subject: StandingSubject,
  events: readonly LogLine[],
  rules: TicketRules,
  now: Date,
): Standing {
  const clocks = rules.clocks.clocksOf(events, ruleFacts(subject), now);
  const closing = closingOf(subject, events, rules);
  const nextAt = nextInstant({ ...subject, ...closing, clocks }, events, rules);
  return { clocks, dueAt: nextLimit(subject, clocks, rules.policy), ...closing, nextAt };
}

function closingOf(
  subject: StandingSubject,
  events: readonly LogLine[],
  { policy, calendars }: TicketRules,
): Pick<Standing, 'autoCloseAt' | 'autoCloseWarnAt'> {
  const closing = isOver(subject.phase) ? null : autoCloseOf(subject, events, policy);
  if (closing === null) return { autoCloseAt: null, autoCloseWarnAt: null };
  const { rule, since } = closing;
  const calendar = calendars.get(rule.calendar);
  const autoCloseAt = calendar.add(since, rule.after, rule.ends);
  const autoCloseWarnAt = rule.warnBefore === null ? null : calendar.subtract(autoCloseAt, rule.warnBefore);
  return { autoCloseAt, autoCloseWarnAt };
}

/** The rule of the state and since when nobody answered: the entry, or the requester's last word there (MAS-79, ALI-41). */
function autoCloseOf(subject: StandingSubject, events: readonly LogLine[], policy: Policy) {
  const rule = autoCloseRule(policy, subject.state, ruleFacts(subject));
  const since = events.findLast((event) => entersState(event) || event.type === 'requesterReplied')?.at;
  return rule === undefined || since === undefined ? null : { rule, since };
}

/** The earliest limit that somebody still has to keep towards the requester. A ticket that is over keeps the one it had. */
function nextLimit(subject: StandingSubject, clocks: readonly TicketClock[], policy: Policy): Date | null {
  if (isOver(subject.phase)) return subject.dueAt;
  const internal = new Set(policy.clocks.filter((clock) => clock.internal).map(({ name }) => name));
  const limits = clocks
    .filter(({ name, status }) => !internal.has(name) && (status === 'running' || status === 'breached'))
    .map(({ dueAt }) => dueAt?.getTime());
  const total = dueAtOf(policy, subject, subject.openedAt)?.getTime();
  const known = [...limits, total].filter((time) => time !== undefined);
  return known.length === 0 ? null : new Date(Math.min(...known));
}
