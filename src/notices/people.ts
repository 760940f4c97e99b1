import type { TicketView } from '../contracts/ticket.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import { roleCodeOf } from '../policy/posts.ts';

/** People outside the desk whom a role may mean. */
const outside: readonly string[] = ['requester', 'director', 'partner'];

/**
 * Whom a role of the policy means: `agent:<id>`, `requester`, `director` or `partner`. A role that nobody fills falls to
 * the leads, and to the administrators where there is no lead: a breach is never told to nobody.
 */
export function peopleOf(role: string, ticket: TicketView, desk: readonly DeskPerson[]): string[] {
  if (outside.includes(role)) return [role];
  if (role === 'watchers') return ticket.watchers.map(agentKey);
  if (role.startsWith('agent:')) return [role];
  if (role === 'assignee') return ticket.assignee === null ? fallback(desk) : [agentKey(ticket.assignee)];
  const named = desk.filter((person) => fills(person, role));
  // Who heads an area hears of the tickets of that area; whoever has no area, of all.
  const near = named.filter(({ areas }) => areas.length === 0 || areas.includes(ticket.area) || areas.includes(role));
  const found = near.length > 0 ? near : named;
  return found.length > 0 ? found.map(({ id }) => agentKey(id)) : fallback(desk);
}

function fills({ roles, posts, areas }: DeskPerson, role: string): boolean {
  const wanted = roleCodeOf(role);
  return [...roles, ...posts, ...areas].some((one) => roleCodeOf(one) === wanted);
}

function fallback(desk: readonly DeskPerson[]): string[] {
  const leads = desk.filter(({ roles }) => roles.includes('lead'));
  const last = leads.length > 0 ? leads : desk.filter(({ roles }) => roles.includes('admin'));
  return last.map(({ id }) => agentKey(id));
}

function agentKey(id: string): string {
  return `agent:${id}`;
}
