import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { NotificationPort } from '../../contracts/notifications.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Holds } from '../../contracts/sharing.ts';
import type { Actor, TicketPort } from '../../contracts/ticket.ts';
import type { TicketEffect } from '../../contracts/ticket-effects.ts';
import { effectIdOf } from '../../storage/ids.ts';
import { KeyedLock } from '../../storage/keyed-lock.ts';
import type { AgentDoc } from '../../storage/models/agents.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import type { AgentRepository } from '../../storage/repositories/agents.ts';
import type { ConversationRepository } from '../../storage/repositories/conversations.ts';
import type { TicketRepository } from '../../storage/repositories/tickets.ts';
import { type Candidate, chooseAgent, limitOf } from './choose.ts';

/** What assignment works with. */
export interface AssignmentDeps {
  readonly agents: Pick<AgentRepository, 'list' | 'given'>;
  readonly stored: Pick<TicketRepository, 'unassigned' | 'loadOf'>;
  readonly conversations: Pick<ConversationRepository, 'attendedBy'>;
  readonly tickets: Pick<TicketPort, 'act'>;
  readonly policyOf: (organisation: string) => Policy;
  readonly calendarOf: (organisation: string) => BusinessCalendar;
  readonly notifications: NotificationPort;
  /** Of two processes one gives out at a time. */
  readonly holds: Pick<Holds, 'run'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Gives tickets to people as the policy says. */
export interface Assignment {
  /** Gives out what an event left without anybody, and tells of people at their limit. */
  readonly effect: TicketEffect;
  /** Gives out what waits: somebody came, a day began. Never takes from anybody (ALI-49). Returns how many. */
  distribute(organisation: string): Promise<number>;
}

const system: Actor = { role: 'system', id: 'assignment' };
/** Looked at in one go; the rest waits for the next. */
const AT_ONCE = 200;
/** Events after which a ticket may need somebody, or somebody may have room. */
const freeing: readonly string[] = ['opened', 'areaChanged', 'moved', 'merged', 'requesterReplied'];

/** Assignment by load, skill, area and presence. */
export function createAssignment(deps: AssignmentDeps): Assignment {
  const lock = new KeyedLock();
  const distribute = (organisation: string) =>
    lock.run(organisation, async () => {
      if (deps.policyOf(organisation).assignment.strategy === 'manual') return 0;
      return deps.holds.run(`assignment:${organisation}`, () => giveOut(deps, organisation));
    });
  return {
    distribute,
    effect: {
      name: 'assignment',
      async apply({ ticket, event }) {
        const { organisation } = ticket;
        if (event.type === 'assigned' && event.to)
          await tellFull(deps, organisation, { agent: event.to, event: event.id });
        const isFreed = event.type === 'assigned' && event.from;
        if (isFreed || freeing.includes(event.type)) await distribute(organisation);
      },
    },
  };
}

async function giveOut(deps: AssignmentDeps, organisation: string): Promise<number> {
  const policy = deps.policyOf(organisation);
  const now = deps.clock.now();
  const people = await present(deps, organisation, policy, now);
  if (people.length === 0) return 0;
  const waiting = await deps.stored.unassigned(organisation, AT_ONCE);
  let given = 0;
  for (const ticket of inOrder(waiting, policy)) {
    const choice = chooseAgent(ticket, [...people.values()], policy);
    if (choice === null) continue;
    const deed = { type: 'assign', assignee: choice.agent, why: choice.why } as const;
    const done = await deps.tickets.act(ticket._id, deed, { actor: system, at: now, ifVersion: ticket.latest.seq });
    // Somebody took it meanwhile, or changed it: the next event gives it out.
    if (done.assignee !== choice.agent || done.version !== ticket.latest.seq + 1) continue;
    await deps.agents.given(choice.agent, now);
    const index = people.findIndex(({ id }) => id === choice.agent);
    const person = people[index];
    if (person !== undefined) people[index] = { ...person, load: person.load + 1, lastGivenAt: now };
    given += 1;
  }
  return given;
}

/** Who may be given something now: agents, and where the policy says so only those at their desk in attention hours. */
async function present(deps: AssignmentDeps, organisation: string, policy: Policy, now: Date): Promise<Candidate[]> {
  const { onlineOnly } = policy.assignment;
  if (onlineOnly && !deps.calendarOf(organisation).isOpen(now)) return [];
  const agents = (await deps.agents.list(organisation)).filter(({ roles }) => roles.includes('agent'));
  // A meal or an absence is not presence (EXS-04).
  const there = agents.filter(({ presence }) => !onlineOnly || presence === 'online');
  return Promise.all(there.map((agent) => candidateOf(deps, agent)));
}

async function candidateOf(deps: AssignmentDeps, agent: AgentDoc): Promise<Candidate> {
  const { _id: id, org, roles, areas = [], posts = [], skills = [], lastGivenAt = null } = agent;
  const load = (await deps.stored.loadOf(org, id)) + (await deps.conversations.attendedBy(org, id));
  return { id, roles, areas, posts, skills, load, lastGivenAt };
}

/** By priority, then by when they came; where a protocol serves in order of reception, by that alone (ALI-34). */
function inOrder(waiting: readonly TicketDoc[], policy: Policy): TicketDoc[] {
  const values = policy.priority.strategy === 'none' ? [] : policy.priority.values.map(({ code }) => code);
  const queued = new Set(policy.protocols.filter(({ firstInFirstOut }) => firstInFirstOut).map(({ name }) => name));
  const areas = new Set(policy.protocols.filter(({ firstInFirstOut }) => firstInFirstOut).map(({ area }) => area));
  const rank = ({ priority, protocol, area }: TicketDoc) => {
    if ((protocol !== null && queued.has(protocol)) || areas.has(area)) return -1;
    const found = values.indexOf(priority ?? '');
    return found < 0 ? values.length : found;
  };
  return waiting.toSorted((a, b) => rank(a) - rank(b) || (a.order < b.order ? -1 : 1));
}

/** EXS-72, EXS-74: the leads hear that somebody has as many cases as they may have. */
async function tellFull(
  deps: AssignmentDeps,
  organisation: string,
  { agent: id, event }: { agent: string; event: string },
): Promise<void> {
  const policy = deps.policyOf(organisation);
  if (policy.loadLimits.length === 0) return;
  const people = await deps.agents.list(organisation);
  const agent = people.find((one) => one._id === id);
  if (agent === undefined) return;
  const { load, ...person } = await candidateOf(deps, agent);
  const limit = limitOf(person, policy.areas[0]?.code ?? '', policy);
  if (load < limit) return;
  for (const { _id: lead } of people.filter(({ roles }) => roles.includes('lead'))) {
    await deps.notifications.notify({
      id: effectIdOf('notice', organisation, `load|${event}|${lead}`),
      ...{ organisation, agentId: lead, kind: 'desk.load', at: deps.clock.now() },
      facts: { agent: id, load, limit },
    });
  }
}
