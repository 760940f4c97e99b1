import { DateTime } from 'luxon';
import type { Policy } from '../contracts/policy.ts';
import type { TicketDraft } from '../contracts/ticket.ts';
import { foldName } from '../policy/addresses.ts';
import { kindOf, OVER_YEAR_LIMIT } from '../policy/ticket-kinds.ts';
import type { TicketRepository } from '../storage/repositories/tickets.ts';
import { factsOfDraft } from './facts.ts';
import type { OpenedAbout } from './opening.ts';
import type { TicketRules } from './rules.ts';

const undone: readonly string[] = ['rejected', 'cancelled'];

/**
 * MAS-109: the draft with the fact that its customer had all of this kind that the calendar year holds. What was rejected or
 * cancelled does not count, and neither does a ticket that follows another one: it is the same matter.
 */
export async function withYearLimit(
  tickets: Pick<TicketRepository, 'openedIn'>,
  { policy, contractFacts }: TicketRules,
  draft: TicketDraft,
  about: OpenedAbout,
): Promise<TicketDraft> {
  const kind = kindOf(policy, factsOfDraft(draft, contractFacts));
  if (!kind?.perYear || draft.relations?.some(({ relation }) => relation === 'follows')) return draft;
  const year = yearOf(policy, about.at);
  const opened = await tickets.openedIn(about.organisation, year, kind.when);
  const own = opened.filter(({ company, contact, phase, relations }) => {
    const isSame = draft.company
      ? company !== null && foldName(company) === foldName(draft.company)
      : contact !== null && contact === about.contactId;
    return isSame && !undone.includes(phase) && !relations.some(({ relation }) => relation === 'follows');
  });
  if (own.length < kind.perYear.limit) return draft;
  return { ...draft, facts: { ...draft.facts, [OVER_YEAR_LIMIT]: 'yes' } };
}

function yearOf({ organisation }: Policy, at: Date): { from: Date; until: Date } {
  const from = DateTime.fromJSDate(at, { zone: organisation.timeZone }).startOf('year');
  return { from: from.toJSDate(), until: from.plus({ years: 1 }).toJSDate() };
}
