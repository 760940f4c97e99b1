import { periodOf } from '../../calendar/named-periods.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { SurveyRule } from '../../contracts/surveys.ts';
import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import { whenHolds } from '../../policy/routing.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { SatisfactionCheckDoc } from '../../storage/models/satisfaction.ts';
import { lotOf } from '../lot.ts';
import { isMeant } from '../surveys/asking.ts';
import type { LowAnswer } from '../surveys/surveys.ts';

/** The verification that a ticket is meant for, if any (CON-32..CON-34). */
export function verificationFor({ surveys }: Policy, ticket: TicketView): SurveyRule | null {
  const rules = surveys.filter(({ kind }) => kind === 'verification');
  return rules.find((rule) => isMeant(rule, caseOf(ticket)) && samplingOf(rule, ticket) !== null) ?? null;
}

/** How many of such cases are verified: the first rule that fits; null: none fits. Without rules: all. */
export function samplingOf({ sampling }: SurveyRule, ticket: TicketView): SurveyRule['sampling'][number] | null {
  if (sampling.length === 0) return { share: 1, perMonth: null };
  return sampling.find(({ when }) => whenHolds(when, ticket.facts)) ?? null;
}

/** The case as it enters the queue: to be called, or a candidate of the month's draw (CON-33). */
export function checkOf(rule: SurveyRule, ticket: TicketView, event: TicketEvent, zone: string): SatisfactionCheckDoc {
  const { organisation: org, id, folio, conversationId, contactId, assignee } = ticket;
  const sampling = samplingOf(rule, ticket);
  const month = periodOf('month', event.at, zone).code;
  const isDrawn = lotOf(`${org}|${rule.name}`, `ticket:${id}`) < (sampling?.share ?? 1);
  const state = sampling?.perMonth != null ? 'candidate' : isDrawn || sampling?.share === 1 ? 'open' : 'notDrawn';
  return {
    _id: effectIdOf('satisfactionCheck', org, `${rule.name}:${event.id}`),
    ...{ org, survey: rule.name, reason: 'case', ticket: id, folio, conversation: conversationId, contact: contactId },
    ...{
      agent: assignee,
      score: null,
      state,
      month,
      sampled: state === 'candidate',
      draw: sampling?.perMonth == null ? null : { group: groupOf(sampling), perMonth: sampling.perMonth },
      calls: [],
      followUp: null,
      at: event.at,
      closedAt: null,
    },
  };
}

/** Cases that are drawn together: those that the same sampling rule is for. */
function groupOf({ when = {} }: SurveyRule['sampling'][number]): string {
  const facts = Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(facts.map(([fact, values]) => [fact, [values].flat().map(String).sort()]));
}

/** A low answer in the queue. */
export function lowCheckOf({ answer, rule }: LowAnswer, zone: string): SatisfactionCheckDoc {
  const at = answer.answeredAt ?? answer.at;
  return {
    _id: effectIdOf('satisfactionCheck', answer.org, `low:${answer._id}`),
    ...{ org: answer.org, survey: rule.name, reason: 'lowAnswer', ticket: answer.ticket, folio: null },
    ...{ conversation: answer.conversation, contact: answer.contact, agent: answer.agent, score: answer.score },
    ...{
      state: 'open',
      month: periodOf('month', at, zone).code,
      sampled: false,
      draw: null,
      calls: [],
      followUp: null,
      at,
      closedAt: null,
    },
  };
}

function caseOf(ticket: TicketView) {
  const { organisation, id, conversationId, contactId, assignee: agentId, facts, openedAt: at } = ticket;
  return { organisation, kind: 'ticket' as const, id, conversationId, contactId, agentId, channel: null, facts, at };
}
