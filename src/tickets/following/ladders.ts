import type { Policy } from '../../contracts/policy.ts';
import type { Actor, TicketFacts, TicketPort } from '../../contracts/ticket.ts';
import type { TicketChange, TicketEffect } from '../../contracts/ticket-effects.ts';
import { isAppError } from '../../errors/app-error.ts';
import { whenHolds } from '../../policy/routing.ts';
import { ruleFacts } from '../facts.ts';
import type { TicketRulesOf } from '../rules.ts';

type Ladder = Policy['escalations'][number];

const system: Actor = { role: 'system', id: 'ladders' };

/**
 * Ladders that climb of their own accord: on a breach, when a requester is not satisfied with the solution (MAS-78), for a
 * complaint (MAS-120, AMB-21: the first row of its direction), for an outage. One step for each event.
 */
export function createLadders(tickets: Pick<TicketPort, 'act'>, rulesOf: TicketRulesOf): TicketEffect {
  return {
    name: 'ladders',
    async apply(change) {
      const { ticket, event } = change;
      const { policy } = rulesOf(ticket.organisation, ticket.company);
      const facts = ruleFacts(ticket);
      const trigger = triggerOf(change, policy, facts);
      const ladder = policy.escalations.find((one) => one.trigger === trigger && whenHolds(one.when, facts));
      if (ladder === undefined) return;
      const level = trigger === 'complaint' ? firstOf(ladder, facts) : undefined;
      const deed = { type: 'escalate', ladder: ladder.name, ...(level !== undefined && { level }) } as const;
      try {
        await tickets.act(ticket.id, deed, { actor: system, at: event.at, key: `ladder:${event.id}` });
      } catch (error) {
        // At the top there is nobody above.
        if (!isAppError(error, 'TICKET_LADDER_ENDED')) throw error;
      }
    },
  };
}

function triggerOf({ event }: TicketChange, policy: Policy, facts: TicketFacts): Ladder['trigger'] | null {
  const { type, from, to, actor } = event;
  const phaseOf = (state: string | undefined) => policy.tickets.states.find(({ code }) => code === state)?.phase;
  if (type === 'breached') return 'breach';
  const comesBack = to !== undefined && to === policy.tickets.unsatisfiedTo && phaseOf(from) === 'solved';
  if (comesBack && (actor.role === 'requester' || actor.role === 'bot' || type === 'requesterReplied')) {
    return 'dissatisfied';
  }
  const isNews = type === 'opened' || type === 'fieldsChanged';
  if (isNews && policy.escalations.some((one) => makesComplaint(one, facts, event.facts))) return 'complaint';
  return isNews && facts.relevant === 'yes' && newlySays(event.facts, ['relevant']) ? 'outage' : null;
}

/** What a complaint is, is the policy's to say; news is a fact that it says it by. */
function makesComplaint(
  { trigger, when = {} }: Ladder,
  facts: TicketFacts,
  said: TicketChange['event']['facts'],
): boolean {
  return trigger === 'complaint' && newlySays(said, Object.keys(when)) && whenHolds(when, facts);
}

function newlySays(said: TicketChange['event']['facts'], names: readonly string[]): boolean {
  return names.some((name) => said?.[name] !== undefined && said[name] !== null);
}

/** The first row of the complaint's direction; the first of all where none is said. */
function firstOf({ levels }: Ladder, facts: TicketFacts): number {
  const wanted = plain(String(facts.direction ?? ''));
  const found = levels.findIndex(({ direction }) => direction !== undefined && plain(direction) === wanted);
  return Math.max(found, 0);
}

function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
}
