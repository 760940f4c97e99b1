import type { Policy } from '../../src/contracts/policy.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { Actor, TicketDraft, TicketView } from '../../src/contracts/ticket.ts';
import type { TicketDeed } from '../../src/contracts/ticket-deeds.ts';
import type { TicketEffect } from '../../src/contracts/ticket-effects.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { buildClock } from './clock.ts';
import { buildLogger } from './logger.ts';
import { openDeskStore } from './stored-desk.ts';

/** Actors of tests, one of each role. */
export const who = {
  agent: { role: 'agent', id: 'ana' },
  lead: { role: 'lead', id: 'luz' },
  admin: { role: 'admin', id: 'eva' },
  requester: { role: 'requester', id: 'pia' },
  system: { role: 'system', id: 'gateway' },
} as const satisfies Record<string, Actor>;

const text = (value: string) => value as Redacted;
const jobless = { handle: () => undefined, schedule: async () => undefined, cancel: async () => undefined } as const;

/** The ticket service on a real store with the five profiles; a clock that stands on Monday at ten in Mexico City. */
export async function openTicketWorld(effects: TicketEffect[] = []) {
  const desk = await openDeskStore();
  const clock = buildClock();
  const policies = new Map<string, Policy>();
  const rulesOf = createTicketRules((organisation) => {
    const policy = policies.get(organisation) ?? loadPolicy(organisation);
    policies.set(organisation, policy);
    return policy;
  });
  const jobs = { ...jobless, start: async () => undefined, stop: async () => undefined };
  /** Posts of the policy that people of the desk fill, by agent. */
  const posts = new Map<string, readonly string[]>();
  const postsOf = async (_organisation: string, id: string) => posts.get(id) ?? [];
  const make = () =>
    createTickets({
      models: desk.models,
      rulesOf,
      clock,
      postsOf,
      following: { effects, jobs, logger: buildLogger() },
    });
  const tickets = make();
  let keys = 0;
  return {
    ...{ desk, clock, tickets, rulesOf, posts, postsOf, make },
    async open(organisation: string, draft: Partial<TicketDraft> = {}, contactId: string | null = null) {
      keys += 1;
      const about = { organisation, conversationId: null, contactId, actor: who.agent, at: clock.now() };
      return tickets.open(`key-${keys}`, { ...plainDraft, ...draft }, about);
    },
    /** Does deeds one after the other, a minute apart. */
    async act(id: string, actor: Actor, ...deeds: TicketDeed[]): Promise<TicketView> {
      let last: TicketView | undefined;
      for (const deed of deeds) {
        clock.advance({ minutes: 1 });
        last = await tickets.act(id, deed, { actor, at: clock.now() });
      }
      if (last === undefined) throw new Error('no deed was given');
      return last;
    },
    /** Code and details of the refusal; null when the deed was done. */
    async refusal(id: string, actor: Actor, deed: TicketDeed): Promise<string | null> {
      return tickets.act(id, deed, { actor, at: clock.now() }).then(
        () => null,
        (error: unknown) => {
          if (isAppError(error)) return `${error.code}: ${error.message}`;
          throw error;
        },
      );
    },
    close: () => desk.destroy(),
  };
}

/** What `openTicketWorld` gives. */
export type TicketWorld = Awaited<ReturnType<typeof openTicketWorld>>;

const plainDraft: TicketDraft = {
  ...{ subject: text('No abre el módulo'), description: text('Desde hoy el módulo no abre') },
  ...{ reason: 'rule', diagnosis: {}, complexity: null, area: '' },
};

/** A move with what the states of the profiles ask for. */
export function moveTo(to: string, more: Partial<Extract<TicketDeed, { type: 'move' }>> = {}): TicketDeed {
  return { type: 'move', to, ...more };
}

/** A redacted text of a test. */
export const said = text;
