import type { z } from 'zod';
import type { AgentProfile } from '../../contracts/agent-desk.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import { fillsRole, listedFor } from '../../policy/directory.ts';
import { postOf } from '../../policy/posts.ts';
import { stepsFor } from '../../policy/steps.ts';
import { servicesOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import type { detailBody } from './schema.ts';

type Work = Pick<z.input<typeof detailBody>, 'steps' | 'responsible'>;

/** What is still to be done on a ticket and by whom: steps with who did them, and whom the directory names (CON-20, CON-21). */
export async function workOf(deps: HttpDeps, ticket: TicketView, events: readonly TicketEvent[]): Promise<Work> {
  const { policy } = servicesOf(deps, ticket.organisation);
  if (policy.protocols.length === 0 && policy.directory.length === 0) return { steps: [], responsible: [] };
  const { priority, area, subarea } = ticket;
  const facts = { ...ticket.facts, priority, area, subarea };
  const passed = events.flatMap(({ type, to }) => (type === 'opened' || type === 'moved' ? (to ?? []) : []));
  const people = (await deps.agentDesk?.profiles(ticket.organisation)) ?? [];
  const steps = stepsFor(policy, { facts, passed, protocol: ticket.protocol });
  const roles = [...new Set(policy.directory.map(({ role }) => role))];
  return {
    steps: steps.map((step) => presentStep(step, events)),
    responsible: roles.map((role) => presentRole(policy, role, { facts, people })),
  };
}

function presentStep(
  { mark, label, brings }: Policy['protocols'][number]['steps'][number],
  events: readonly TicketEvent[],
): Work['steps'][number] {
  const done = events.find((event) => event.type === 'marked' && event.mark === mark);
  return { mark, label, brings, done: done ? { by: done.actor.id, at: done.at.toISOString() } : null };
}

function presentRole(
  policy: Policy,
  role: string,
  { facts, people }: { facts: TicketView['facts']; people: readonly AgentProfile[] },
): Work['responsible'][number] {
  const listed = listedFor(policy, { role, facts, people });
  const found = listed.length > 0 ? listed : people.filter((person) => fillsRole(person, role));
  return {
    role,
    label: postOf(policy, role)?.label ?? role,
    isListed: listed.length > 0,
    people: found.map(({ id, name }) => ({ id, name })),
  };
}
