import type { Policy } from '../contracts/policy.ts';
import type { TicketView } from '../contracts/ticket.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import { fillsRole, listedFor } from '../policy/directory.ts';

/** People outside the desk whom a role may mean. */
const outside: readonly string[] = ['requester', 'director', 'partner'];

/**
 * Whom a role of the policy means: `agent:<id>`, `requester`, `director` or `partner`. A role that nobody fills falls to
 * the leads, and to the administrators where there is no lead: a breach is never told to nobody.
 */
export function peopleOf(
  role: string,
  ticket: TicketView,
  desk: readonly DeskPerson[],
  directory: Policy['directory'] = [],
): string[] {
  if (outside.includes(role)) return [role];
  if (role === 'watchers') return ticket.watchers.map(agentKey);
  if (role.startsWith('agent:')) return [role];
  if (role === 'assignee') return ticket.assignee === null ? fallback(desk) : [agentKey(ticket.assignee)];
  const { facts, priority, area, subarea } = ticket;
  const known = { ...facts, priority, area, subarea };
  const listed = listedFor({ directory }, { role, facts: known, people: desk });
  if (listed.length > 0) return listed.map(({ id }) => agentKey(id));
  const named = desk.filter((person) => fillsRole(person, role));
  // Who heads an area hears of the tickets of that area; whoever has no area, of all.
  const near = named.filter(({ areas }) => areas.length === 0 || areas.includes(ticket.area) || areas.includes(role));
  const found = near.length > 0 ? near : named;
  return found.length > 0 ? found.map(({ id }) => agentKey(id)) : fallback(desk);
}

function fallback(desk: readonly DeskPerson[]): string[] {
  const leads = desk.filter(({ roles }) => roles.includes('lead'));
  const last = leads.length > 0 ? leads : desk.filter(({ roles }) => roles.includes('admin'));
  return last.map(({ id }) => agentKey(id));
}

function agentKey(id: string): string {
  return `agent:${id}`;
}
