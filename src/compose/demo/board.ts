import type { ConversationSummary, LiveBus } from '../../contracts/conversation.ts';

/** What the story's agents see of the conversations, as the live events tell it: no list is asked for at every look. */
export interface StoryBoard {
  /** The one that waits longest, given to one agent only; null = nobody waits. */
  giveWaiting(): ConversationSummary | null;
  attendedBy(agent: string): readonly ConversationSummary[];
  /** A ticket that has rested and is this agent's or nobody's; it is theirs from now on and rests again until an instant. Null = none. */
  giveTicket(agent: string, at: Date, restUntil: Date): string | null;
  /** Nothing is left to do on it. */
  dropTicket(id: string): void;
}

/** Follows the live events from now on. */
export function followConversations(live: Pick<LiveBus, 'subscribe'>): StoryBoard {
  const open = new Map<string, ConversationSummary>();
  /** On its way to the agent who was given it: what the person says meanwhile does not offer it again. */
  const given = new Set<string>();
  const tickets = new Map<string, { readonly owner: string | null; readonly restsUntil: Date }>();
  const done = new Set<string>();
  live.subscribe((event) => {
    if (event.type === 'ticket' && !tickets.has(event.ticketId) && !done.has(event.ticketId))
      tickets.set(event.ticketId, { owner: null, restsUntil: new Date(0) });
    if (event.type !== 'conversation') return;
    const { conversation } = event;
    if (conversation.mode !== 'waiting') given.delete(conversation.id);
    else if (given.has(conversation.id)) return;
    if (conversation.mode === 'waiting' || conversation.mode === 'agent') open.set(conversation.id, conversation);
    else open.delete(conversation.id);
  });
  return {
    giveWaiting() {
      const waiting = [...open.values()].filter(
        ({ mode, waitingSince }) => mode === 'waiting' && waitingSince !== null,
      );
      const first = waiting.sort((a, b) => Number(a.waitingSince) - Number(b.waitingSince))[0] ?? null;
      if (first === null) return null;
      given.add(first.id);
      open.delete(first.id);
      return first;
    },
    attendedBy: (agent) => [...open.values()].filter(({ mode, assignee }) => mode === 'agent' && assignee === agent),
    giveTicket(agent, at, restsUntil) {
      for (const [id, ticket] of tickets) {
        if (ticket.restsUntil > at || (ticket.owner !== null && ticket.owner !== agent)) continue;
        tickets.set(id, { owner: agent, restsUntil });
        return id;
      }
      return null;
    },
    dropTicket(id) {
      tickets.delete(id);
      done.add(id);
    },
  };
}
