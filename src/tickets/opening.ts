import type { TicketDraft, TicketPort } from '../contracts/ticket.ts';
import { priorityOf } from '../policy/priority.ts';
import { areaFor, whenHolds } from '../policy/routing.ts';
import { OVER_YEAR_LIMIT } from '../policy/ticket-kinds.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import type { NewTicket } from '../storage/repositories/tickets.ts';
import { classesOf } from './classification.ts';
import { factsOfDraft, openingFacts } from './facts.ts';
import type { TicketRules } from './rules.ts';
import { standingOf } from './standing.ts';
import { stateOf } from './state-machine.ts';

/** Whom a ticket is about, and who opens it. */
export type OpenedAbout = Parameters<TicketPort['open']>[2];

/** A ticket as it is first stored: first state (MAS-60), area, priority (MAS-36) and clocks by the rules of its customer. */
export function newTicket(rules: TicketRules, draft: TicketDraft, about: OpenedAbout): NewTicket {
  const { policy, contract, contractFacts } = rules;
  const said = factsOfDraft(draft, contractFacts);
  const texts = [draft.subject, draft.description, ...Object.values(draft.fields ?? {})];
  const facts = { ...said, ...classesOf(policy, said, texts) };
  const place = placeOf(rules, draft, facts);
  const first = policy.tickets.initialWhen.find(({ when }) => whenHolds(when, facts));
  const state = first?.state ?? policy.tickets.initial;
  const doc = {
    ...blank,
    ...place,
    org: about.organisation,
    state,
    phase: stateOf(policy, state)?.phase ?? 'open',
    ...{ subject: draft.subject, description: draft.description, reason: draft.reason },
    ...{ diagnosis: { ...draft.diagnosis }, complexity: draft.complexity },
    ...{ facts, priority: priorityOf(policy, facts), contract, company: draft.company ?? null },
    ...{ fields: draft.fields ?? {}, attachments: draft.attachments ?? [], relations: draft.relations ?? [] },
    protocol: draft.protocol ?? null,
    ...{ conversation: about.conversationId, contact: about.contactId },
    ...{ openedAt: about.at, updatedAt: about.at },
  } satisfies Partial<TicketDoc>;
  const opened = {
    ...{ seq: 1, at: about.at, actor: { ...about.actor }, type: 'opened' as const, to: state },
    facts: openingFacts(doc),
  };
  return { ...doc, ...standingOf(doc, [opened], rules, about.at), latest: opened };
}

/** An area that the policy does not have (it changed meanwhile) must not cost a person the ticket. */
function placeOf({ policy }: TicketRules, draft: TicketDraft, facts: TicketDoc['facts']) {
  // MAS-109: whoever opens it could not know that the year's are used up, so the rules are asked again.
  if (facts[OVER_YEAR_LIMIT] !== undefined) return { area: areaFor(policy, facts), subarea: null };
  const area = policy.areas.find(({ code }) => code === draft.area);
  if (area === undefined) return { area: areaFor(policy, facts), subarea: null };
  const subarea = area.subareas.find(({ code }) => code === draft.subarea)?.code ?? null;
  return { area: area.code, subarea };
}

const blank = {
  priorityByHand: false,
  tags: [],
  watchers: [],
  marks: [],
  escalation: null,
  solutionType: null,
  closingCode: null,
  agreedAt: null,
  evaluation: null,
  effected: 0,
  assignee: null,
  dueAt: null,
  closedAt: null,
};
