import type { Policy } from '../../src/contracts/policy.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { Actor, TicketDraft, TicketEvent, TicketPort } from '../../src/contracts/ticket.ts';
import type { TicketEffect } from '../../src/contracts/ticket-effects.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { createTimers } from '../../src/tickets/timers/timers.ts';
import { buildClock } from './clock.ts';
import { buildLogger } from './logger.ts';
import type { DeskStore } from './stored-desk.ts';

/** What the gateway itself does as the bot. */
export const bot: Actor = { role: 'bot', id: 'bot' };
/** An agent of the tests. */
export const agent: Actor = { role: 'agent', id: 'ana' };
/** A lead of the tests. */
export const lead: Actor = { role: 'lead', id: 'luz' };
/** A requester of the tests. */
export const requester: Actor = { role: 'requester', id: 'p1' };

/** A text as if it were redacted. */
export const text = (value: string) => value as Redacted;

/** A draft with what matters of it. */
export function buildDraft(overrides: Partial<TicketDraft> = {}): TicketDraft {
  return {
    ...{ subject: text('No abre el sistema'), description: text('Desde hoy'), reason: 'rule', diagnosis: {} },
    ...{ complexity: null, area: 'none', ...overrides },
  } as TicketDraft;
}

/**
 * One process of the ticket desk on a store: tickets, timers, the embedded queue and a clock that the test turns. Several
 * on one store are several processes, or the same one after a crash.
 */
export function runTickets(
  store: DeskStore,
  policies: readonly Policy[],
  { clock = buildClock(), effects = [] as TicketEffect[] } = {},
) {
  const { models } = store;
  const rules = new Map(policies.map((policy) => [policy.organisation.code, policy]));
  const logger = buildLogger();
  const rulesOf = createTicketRules((code) => rules.get(code) as Policy);
  const jobs = new EmbeddedJobQueue({ model: models.jobs, clock, logger });
  const tickets = createTickets({ models, rulesOf, clock, following: { effects, jobs, logger } });
  const timers = createTimers({ models, tickets, rulesOf, jobs, clock, logger });
  effects.unshift(timers.effect);
  const settle = async () => {
    await tickets.idle();
    await timers.idle();
  };
  return {
    ...{ tickets, timers, jobs, clock, rulesOf, effects, models, settle },
    /** Puts a policy in the place of the one with its code. */
    setPolicy: (policy: Policy) => void rules.set(policy.organisation.code, policy),
    async open(
      overrides: Partial<TicketDraft> = {},
      about: Partial<Parameters<TicketPort['open']>[2]> = {},
      key = nextKey(),
    ) {
      const organisation = [...rules.keys()][0] as string;
      const opened = await tickets.open(key, buildDraft(overrides), {
        ...{ organisation, conversationId: null, contactId: null, actor: bot, at: clock.now(), ...about },
      });
      await settle();
      return opened.id;
    },
    /** Turns the clock to an instant and runs what is due, again while that makes more due. */
    async runUntil(at: Date) {
      clock.set(at);
      do await settle();
      while ((await jobs.runDue()) > 0);
    },
    /** Types of the events of a ticket, with the clock that they are about. */
    async log(id: string): Promise<string[]> {
      const { events } = await tickets.get(id);
      return events.map(lineOf);
    },
  };
}

let keys = 0;
function nextKey(): string {
  keys += 1;
  return `key-${keys}`;
}

function lineOf({ type, facts, to }: TicketEvent): string {
  const about = facts?.reminder ?? facts?.clock ?? to;
  return about === undefined || about === null ? type : `${type} ${about}`;
}
