import { DateTime } from 'luxon';
import type { Policy } from '../../contracts/policy.ts';
import type { SurveyRule } from '../../contracts/surveys.ts';
import type { SatisfactionCheck, SurveyAction } from '../../contracts/verification.ts';
import type { SatisfactionCheckDoc, SurveyActionDoc } from '../../storage/models/satisfaction.ts';

/** The survey that a case is verified for; null: the policy has it no more. */
export function ruleOf({ surveys }: Policy, { survey }: SatisfactionCheckDoc): SurveyRule | null {
  return surveys.find(({ name }) => name === survey) ?? null;
}

/** The local day of an instant. */
export function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}

/** A case as people see it. */
export function viewCheck(doc: SatisfactionCheckDoc, policy: Policy, now: Date): SatisfactionCheck {
  const { _id: id, org: organisation, survey, reason, ticket: ticketId, folio, conversation, contact, agent } = doc;
  const rule = ruleOf(policy, doc);
  const today = dayOf(now, policy.organisation.timeZone);
  const tomorrow = DateTime.fromISO(today).plus({ days: 1 }).toFormat('yyyy-MM-dd');
  return {
    ...{ id, organisation, survey, label: rule?.label ?? survey, reason, ticketId, folio },
    ...{ conversationId: conversation, contactId: contact, agentId: agent, score: doc.score, state: doc.state },
    ...{ month: doc.month, calls: doc.calls, attempts: rule?.attempts ?? 1 },
    nextDay: doc.state !== 'open' ? null : doc.calls.some(({ day }) => day === today) ? tomorrow : today,
    ...{ followUp: doc.followUp, at: doc.at, closedAt: doc.closedAt },
  };
}

/** An action as people see it. */
export function viewAction({ _id: id, org: _org, ...rest }: SurveyActionDoc): SurveyAction {
  return { id, ...rest };
}
