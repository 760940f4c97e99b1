import type { Calendars } from '../../contracts/calendar.ts';
import type { TicketClock } from '../../contracts/clocks.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { TicketEvent } from '../../contracts/ticket.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import { isOver } from '../state-machine.ts';

/** The clock of a warning before automatic closing, in the log; no clock of a policy can be called so. */
export const CLOSING = 'autoClose';

/**
 * Something that happens to a ticket without a hand: a clock's `warning` or `breach`, a `reminder` of the policy, the word
 * before an automatic closing and the closing itself, a ladder that climbs after its time.
 */
export interface Bell {
  readonly at: Date;
  readonly kind: 'warning' | 'breach' | 'reminder' | 'closeWarning' | 'close' | 'climb';
  /** The clock or ladder that it belongs to. */
  readonly clock: string;
  /** The limit that it is about: a bell rings once for each. */
  readonly dueAt: Date;
  /** Name of the reminder. */
  readonly reminder?: string;
}

/** What of a ticket decides on its bells. */
export type BellSubject = Pick<TicketDoc, 'phase' | 'clocks' | 'autoCloseAt' | 'autoCloseWarnAt' | 'escalation'>;

/** Lines of the log that say what rang already. */
export type RungLine = Pick<TicketEvent, 'type' | 'facts'>;

/** What bells are read with. */
export interface BellRules {
  readonly policy: Pick<Policy, 'reminders' | 'escalations'>;
  readonly calendars: Calendars;
}

/**
 * Every bell of a ticket that has not rung, earliest first. Pure: the same ticket and log give the same bells, however
 * often and however late they are asked for (P5).
 */
export function nextBells(subject: BellSubject, events: readonly RungLine[], rules: BellRules): Bell[] {
  const rung = new Set(events.flatMap(({ type, facts }) => (facts ? [rungKey(type, facts)] : [])));
  const clocks = subject.clocks.filter(isRinging).flatMap((clock) => bellsOf(clock, rung, rules));
  const bells = [...clocks, ...closingBells(subject, rung), ...climbOf(subject, rules)];
  return bells.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** When something next happens to a ticket by itself; null: nothing. */
export function nextInstant(subject: BellSubject, events: readonly RungLine[], rules: BellRules): Date | null {
  return nextBells(subject, events, rules)[0]?.at ?? null;
}

type Ringing = TicketClock & { readonly dueAt: Date };

function isRinging(clock: TicketClock): clock is Ringing {
  return clock.dueAt !== null && (clock.status === 'running' || clock.status === 'breached');
}

/** Once the limit is over, what would have told of it before has nothing to say any more. */
function bellsOf(clock: Ringing, rung: ReadonlySet<string>, { policy, calendars }: BellRules): Bell[] {
  const { name, dueAt, warnAt } = clock;
  const has = (type: string, reminder?: string) =>
    rung.has(rungKey(type, { clock: name, dueAt: dueAt.toISOString(), reminder: reminder ?? null }));
  if (has('breached')) return [];
  const bells: Bell[] = [{ at: dueAt, kind: 'breach', clock: name, dueAt }];
  if (warnAt !== null && !has('warned')) bells.push({ at: warnAt, kind: 'warning', clock: name, dueAt });
  for (const reminder of policy.reminders) {
    if (reminder.clock !== name || has('warned', reminder.name)) continue;
    const at = calendars.get(clock.calendar).subtract(dueAt, reminder.before);
    bells.push({ at, kind: 'reminder', clock: name, dueAt, reminder: reminder.name });
  }
  return bells;
}

function closingBells({ autoCloseAt, autoCloseWarnAt }: BellSubject, rung: ReadonlySet<string>): Bell[] {
  if (autoCloseAt === null) return [];
  const close: Bell = { at: autoCloseAt, kind: 'close', clock: CLOSING, dueAt: autoCloseAt };
  const isWarned = rung.has(rungKey('warned', { clock: CLOSING, dueAt: autoCloseAt.toISOString() }));
  if (autoCloseWarnAt === null || isWarned) return [close];
  return [{ at: autoCloseWarnAt, kind: 'closeWarning', clock: CLOSING, dueAt: autoCloseAt }, close];
}

/** A level with a time climbs by itself when it is over, in natural time. */
function climbOf({ phase, escalation }: BellSubject, { policy, calendars }: BellRules): Bell[] {
  if (!escalation || isOver(phase)) return [];
  const levels = policy.escalations.find(({ name }) => name === escalation.ladder)?.levels ?? [];
  const after = levels[escalation.level]?.after;
  if (after === undefined || levels[escalation.level + 1] === undefined) return [];
  const at = calendars.get('natural').add(escalation.since, after);
  return [{ at, kind: 'climb', clock: escalation.ladder, dueAt: at }];
}

function rungKey(type: string, { clock, dueAt, reminder }: NonNullable<TicketEvent['facts']>): string {
  return `${type}|${clock}|${dueAt}|${reminder ?? ''}`;
}
