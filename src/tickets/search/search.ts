import type { Clock } from '../../contracts/clock.ts';
import type { ContactView } from '../../contracts/contact.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { TicketLine, TicketSearch, TicketSearchQuery } from '../../contracts/ticket-search.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import type { DuePlace, TicketSearchRepository, TicketWalk } from '../../storage/repositories/ticket-search.ts';
import type { TicketRepository } from '../../storage/repositories/tickets.ts';
import { numberOfFolio } from '../folio.ts';
import type { TicketRulesOf } from '../rules.ts';
import { plain } from '../tags.ts';
import { viewTicket } from '../view.ts';
import { dueBefore, fits, isAbout, type Wanted } from './fits.ts';
import { readDuePlace, readOpeningPlace, writePlace } from './place.ts';

/** What the search works with. */
export interface TicketSearchDeps {
  readonly walks: TicketSearchRepository;
  readonly tickets: Pick<TicketRepository, 'findNumber'>;
  readonly contacts: { many(ids: readonly string[]): Promise<ReadonlyMap<string, Pick<ContactView, 'name'>>> };
  readonly rulesOf: TicketRulesOf;
  readonly clock: Clock;
}

/** Tickets that one page looks at at most. */
const MOST_LOOKED_AT = 2_000;
const BATCH = 200;
/** A count of more is told as "500 and more". */
const MOST_COUNTED = 500;

/** Makes the search of tickets: along an index, in batches, until the page is full or enough was looked at. */
export function createTicketSearch(deps: TicketSearchDeps): TicketSearch {
  return {
    async search(query) {
      const named = await byFolio(deps, query);
      if (named !== null) return { items: await linesOf(deps, [named]), next: null };
      const { found, end } = await walk(deps, query, query.limit);
      return { items: await linesOf(deps, found), next: end && writePlace(query.sort, end) };
    },
    tags: (organisation) => tagsOf(deps, organisation),
    async count(filter, about) {
      const { found, end } = await walk(
        deps,
        { ...filter, ...about, sort: filter.due ? 'due' : 'newest', limit: 0 },
        MOST_COUNTED,
      );
      return { count: found.length, isMore: end !== null };
    },
  };
}

/** Of the newest open tickets: enough to choose from. */
async function tagsOf({ walks }: TicketSearchDeps, org: string): Promise<Redacted[]> {
  const docs = await walks.byOpening({ org, closedAt: null }, { newest: true, limit: MOST_COUNTED });
  const found = new Map<string, { tag: Redacted; times: number }>();
  for (const tag of docs.flatMap(({ tags = [] }) => tags)) {
    const known = found.get(plain(tag)) ?? { tag, times: 0 };
    found.set(plain(tag), { ...known, times: known.times + 1 });
  }
  return [...found.values()].sort((a, b) => b.times - a.times || a.tag.localeCompare(b.tag)).map(({ tag }) => tag);
}

/** A whole folio names one ticket, wherever it stands in the list. */
async function byFolio({ rulesOf, tickets }: TicketSearchDeps, query: TicketSearchQuery): Promise<TicketDoc | null> {
  const { text, organisation } = query;
  // Digits alone may be an amount or a year.
  if (text === undefined || !/[a-z#]/i.test(text)) return null;
  const number = numberOfFolio(rulesOf(organisation, null).policy.organisation.folioPrefix, text);
  return number === null ? null : tickets.findNumber(organisation, number);
}

/** What fits, and behind which ticket the list goes on; null: it does not. */
async function walk(deps: TicketSearchDeps, query: TicketSearchQuery, most: number) {
  const { assignee, text, ...same } = query;
  const holder = assignee === 'me' ? query.agent : assignee === 'nobody' ? null : assignee;
  const wanted: Wanted = { ...same, ...(holder !== undefined && { assignee: holder }) };
  const steps = stepsOf(deps, query, wanted);
  const now = deps.clock.now();
  const found: TicketDoc[] = [];
  let last: TicketDoc | undefined;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
    const batch = await steps(last);
    const fitting = batch.filter((doc) => fits(doc, wanted, now));
    const about = text === undefined ? fitting : await withWords(deps, fitting, text);
    for (const doc of about) {
      found.push(doc);
      if (found.length < most) continue;
      const isLast = doc === batch.at(-1) && batch.length < BATCH;
      return { found, end: isLast ? null : doc };
    }
    if (batch.length < BATCH) return { found, end: null };
    last = batch.at(-1);
  }
  return { found, end: last ?? null };
}

/** The next batch behind a ticket, along the index that narrows most. */
function stepsOf({ walks, clock }: TicketSearchDeps, query: TicketSearchQuery, wanted: Wanted) {
  const { sort, after, organisation: org } = query;
  const holder = wanted.assignee === undefined ? {} : { assignee: wanted.assignee };
  if (sort === 'due') {
    const first = after === undefined ? undefined : readDuePlace(after);
    const before = wanted.due === undefined ? undefined : dueBefore(wanted.due, clock.now());
    const place = (last: TicketDoc | undefined): DuePlace | undefined =>
      last === undefined ? first : { dueAt: last.dueAt, id: last._id };
    return (last?: TicketDoc) => walks.byDue({ org, ...holder }, { after: place(last), before, limit: BATCH });
  }
  const first = after === undefined ? undefined : readOpeningPlace(after);
  const along: TicketWalk = { org, ...narrowest(wanted) };
  const newest = sort === 'newest';
  return (last?: TicketDoc) => walks.byOpening(along, { newest, after: last?.order ?? first, limit: BATCH });
}

/** What one index holds: more would make the store look through tickets that nobody counts. */
function narrowest({ assignee, state, area, open, due }: Wanted): Omit<TicketWalk, 'org'> {
  const isOpen = open === true || due !== undefined ? { closedAt: null } : {};
  if (assignee !== undefined) return { assignee, ...isOpen };
  if (state !== undefined) return { state };
  if (open === true || due !== undefined) return isOpen;
  return area === undefined ? {} : { area };
}

async function withWords({ contacts }: TicketSearchDeps, docs: readonly TicketDoc[], text: string) {
  const people = await contacts.many(docs.flatMap(({ contact }) => contact ?? []));
  return docs.filter((doc) => isAbout(doc, nameOf(doc, people), text));
}

async function linesOf({ contacts, rulesOf, clock }: TicketSearchDeps, docs: TicketDoc[]): Promise<TicketLine[]> {
  const people = await contacts.many(docs.flatMap(({ contact }) => contact ?? []));
  const now = clock.now();
  return docs.map((doc) => ({
    ticket: viewTicket(doc, rulesOf(doc.org, doc.company).policy, now),
    requester: nameOf(doc, people),
  }));
}

function nameOf({ contact }: TicketDoc, people: ReadonlyMap<string, Pick<ContactView, 'name'>>): Redacted | null {
  return contact === null ? null : (people.get(contact)?.name ?? null);
}
