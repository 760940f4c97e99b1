import type { Attachment } from '../contracts/envelope.ts';
import type { TicketKind } from '../contracts/policy/kinds.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent, TicketFacts, TicketView } from '../contracts/ticket.ts';
import { roleCodeOf } from './posts.ts';
import { whenHolds } from './routing.ts';

/** A ticket as its kind looks at it. */
export type KindSubject = Pick<TicketView, 'facts' | 'marks' | 'attachments' | 'priority' | 'area' | 'subarea'>;

/** A check of a kind as it stands on one ticket. */
export interface StandingCheck {
  readonly check: TicketKind['checks'][number];
  readonly isDone: boolean;
}

/** The fact that says that a customer had all that a year holds (MAS-109). */
export const OVER_YEAR_LIMIT = 'overYearLimit';

/** The first kind of the policy that a ticket is of; null: an ordinary ticket. Pure. */
export function kindOf({ tickets }: Policy, facts: TicketFacts): TicketKind | null {
  return tickets.kinds.find(({ when }) => whenHolds(when, facts)) ?? null;
}

/** The kind of a stored or shown ticket: its own priority and area stand above what was said. */
export function kindOfTicket(policy: Policy, ticket: KindSubject): TicketKind | null {
  return kindOf(policy, factsOf(ticket));
}

/** The checks that are asked of a ticket, in the policy's order, and which of them are met. Pure. */
export function checksOf(
  { checks }: TicketKind,
  ticket: KindSubject,
  events: readonly Pick<TicketEvent, 'attachments' | 'actor' | 'type'>[],
): StandingCheck[] {
  const facts = factsOf(ticket);
  const free = new Set(broughtFiles(ticket, events));
  return checks
    .filter(({ when, after }) => whenHolds(when, facts) && (after === null || ticket.marks.includes(after)))
    .map((check) => ({ check, isDone: isDone(check, { ticket, facts, free }) }));
}

/** The checks that keep a ticket from a state, or from the handing over (`delivery`). */
export function missingFor(step: string, checks: readonly StandingCheck[]): TicketKind['checks'] {
  return checks.filter(({ check, isDone: done }) => !done && check.before.includes(step)).map(({ check }) => check);
}

/** Whether one of somebody's posts is among those that a rule names by code; a rule that names none is for everybody. */
export function holdsPost({ roles }: Policy, posts: readonly string[], by: readonly string[]): boolean {
  if (by.length === 0) return true;
  const held = new Set(posts.map(roleCodeOf));
  return by.some((code) => {
    const label = roles.find((role) => role.code === code)?.label;
    return held.has(roleCodeOf(code)) || (label !== undefined && held.has(roleCodeOf(label)));
  });
}

/** Posts as people read them. */
export function postNames({ roles }: Policy, by: readonly string[]): string {
  return by.map((code) => roles.find((role) => role.code === code)?.label ?? code).join(', ');
}

/** Whether a file has one of the forms; a list without any takes all. A document that the redactor replaced keeps its form. */
export function hasFormat({ name, review }: Pick<Attachment, 'name' | 'review'>, formats: readonly string[]): boolean {
  if (formats.length === 0) return true;
  const plain = review === 'replaced' ? name.replace(/\.txt$/i, '') : name;
  return formats.includes(plain.slice(plain.lastIndexOf('.') + 1).toLowerCase());
}

function factsOf({ facts, priority, area, subarea }: KindSubject): TicketFacts {
  return { ...facts, priority, area, subarea };
}

/** What came with the case: files that the desk put there are no part of what was asked. */
function broughtFiles({ attachments }: KindSubject, events: Parameters<typeof checksOf>[2]): readonly Attachment[] {
  const own = events.filter(({ actor, type }) => actor.role !== 'requester' && type !== 'opened');
  const ofDesk = new Set(own.flatMap((event) => event.attachments ?? []).map(({ fileId }) => fileId));
  return attachments.filter(({ fileId }) => !ofDesk.has(fileId));
}

/** A file meets one check; of two that would take it the first has it. */
function isDone(
  { code, needs, formats, fact }: TicketKind['checks'][number],
  { ticket, facts, free }: { ticket: KindSubject; facts: TicketFacts; free: Set<Attachment> },
): boolean {
  if (needs === 'fact') return (facts[fact ?? ''] ?? null) !== null;
  if (ticket.marks.includes(code)) return true;
  if (needs !== 'file') return false;
  const found = [...free].find((file) => hasFormat(file, formats));
  if (found !== undefined) free.delete(found);
  return found !== undefined;
}
