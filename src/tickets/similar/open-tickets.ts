import type { Clock } from '../../contracts/clock.ts';
import type { SimilarOpenTickets, SimilarTickets } from '../../contracts/similar-tickets.ts';
import type { TicketPort, TicketView } from '../../contracts/ticket.ts';

const DAY = 86_400_000;
/** Older ones are seldom about the same thing, and an agent who looks waits for the answer. */
const LOOKED_AT = 2_000;
const PAGE = 200;

/** What the finder among stored tickets works with. */
export interface SimilarOpenDeps {
  readonly tickets: Pick<TicketPort, 'list'>;
  readonly similar: SimilarTickets;
  readonly clock: Clock;
}

/** Finds duplicates among the stored open tickets of the ticket's own organisation. */
export function createSimilarOpenTickets({ tickets, similar, clock }: SimilarOpenDeps): SimilarOpenTickets {
  return {
    async of(ticket, { days, limit }) {
      const since = new Date(clock.now().getTime() - days * DAY);
      return similar.similarTickets(ticket, await openSince(tickets, ticket.organisation, since), { limit });
    },
  };
}

/** Newest first, as the list gives them, until one is too old. */
async function openSince(tickets: SimilarOpenDeps['tickets'], organisation: string, since: Date) {
  const found: TicketView[] = [];
  let after: string | null = null;
  do {
    const page = await tickets.list({ organisation, open: true, limit: PAGE, ...(after !== null && { after }) });
    const young = page.items.filter(({ openedAt }) => openedAt >= since);
    found.push(...young);
    after = young.length < page.items.length ? null : page.next;
  } while (after !== null && found.length < LOOKED_AT);
  return found;
}
