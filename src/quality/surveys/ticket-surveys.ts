import type { Policy } from '../../contracts/policy.ts';
import type { SurveyCase, SurveyDesk, SurveySpeech } from '../../contracts/surveys.ts';
import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import type { TicketEffect } from '../../contracts/ticket-effects.ts';
import type { Verification } from '../verification/verification.ts';

/** What surveys after tickets work with. */
export interface TicketSurveyDeps {
  readonly surveys: SurveyDesk;
  readonly verification: Pick<Verification, 'enrol'>;
  readonly policyOf: (organisation: string) => Policy;
  /** Known once the conversations are joined. */
  readonly speech: () => SurveySpeech;
}

/**
 * What follows for surveys: an answered case enters the verification (CON-31); the score that the requester gives a solution is
 * the answer of the survey of solved tickets (ALI-50); else its question is put when the ticket is closed, so that "was it
 * solved?" and "how was it?" are never asked at once.
 */
export function createTicketSurveys({ surveys, verification, policyOf, speech }: TicketSurveyDeps): TicketEffect {
  return {
    name: 'surveys',
    async apply({ ticket, event }) {
      const policy = policyOf(ticket.organisation);
      const phase = phaseOf(policy, event);
      if (phase === 'solved') await verification.enrol(ticket, event);
      const rated = policy.surveys.find(({ kind, trigger }) => trigger === 'solved' && kind === 'satisfaction');
      const isRated = policy.tickets.evaluation !== null && rated !== undefined;
      // Whose requester nobody knows, nobody was asked: it is no question without an answer.
      if (isRated && phase === 'solved' && ticket.contactId !== null)
        await surveys.asked(rated.name, caseOf(ticket, event));
      if (isRated && event.type === 'evaluated') return rate(surveys, rated.name, ticket, event);
      if (phase !== 'closed' || ticket.conversationId === null || isDuplicate(ticket)) return;
      const of = caseOf(ticket, event);
      await speech().put(
        `ticket:${ticket.id}`,
        ticket.conversationId,
        async () => (isRated ? null : await surveys.due('solved', of)) ?? surveys.due('closed', of),
      );
    },
  };
}

async function rate(surveys: SurveyDesk, survey: string, ticket: TicketView, event: TicketEvent): Promise<void> {
  const score = event.facts?.score;
  if (typeof score !== 'number') return;
  await surveys.record({ survey, score, comment: event.note ?? null }, caseOf(ticket, event));
}

function phaseOf({ tickets }: Policy, { type, to }: TicketEvent): string | null {
  return type === 'moved' ? (tickets.states.find(({ code }) => code === to)?.phase ?? null) : null;
}

function isDuplicate({ relations }: TicketView): boolean {
  return relations.some(({ relation }) => relation === 'duplicateOf');
}

function caseOf(ticket: TicketView, { at }: TicketEvent): SurveyCase {
  const { organisation, id, conversationId, contactId, assignee: agentId, facts } = ticket;
  const channel = typeof facts.channel === 'string' ? facts.channel : null;
  return { organisation, kind: 'ticket', id, conversationId, contactId, agentId, channel, facts, at };
}
