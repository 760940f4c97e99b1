import type { Clock } from '../contracts/clock.ts';
import type { ConversationMode } from '../contracts/conversation.ts';
import { type InboxPort, type InboxQuery, type InboxRow, MOST_UNREAD, modesOf } from '../contracts/inbox.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { ConversationReadRepository } from '../storage/repositories/conversation-notes.ts';
import type { ConversationFilter } from '../storage/repositories/conversation-reads.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { filtered, fits, isAbout } from './inbox-filter.ts';
import type { Organisation } from './organisation.ts';
import { plain } from './tags.ts';
import { casePriority, summaryOf } from './views.ts';
import { afterPlace, byPlace, placeIn, readPlace, type WaitingPlace, writePlace } from './waiting-order.ts';

/** What the lists read. */
export interface InboxDependencies {
  readonly conversations: ConversationRepository;
  readonly contacts: ContactRepository;
  readonly log: MessageLog;
  readonly reads: ConversationReadRepository;
  readonly clock: Clock;
  readonly organisation: (org: string) => Organisation;
}

/** Conversations that one page looks at at most. */
const MOST_LOOKED_AT = 4_000;
const BATCH = 200;
/** More people than a desk can let wait are not put in order. */
const MOST_WAITING = 5_000;
const TAGS_FROM = 300;
/** What those that wait are put in order and narrowed by, before any of them is read whole. */
const PLACED = ['minutes', 'waitingSince', 'lastAt', ...filtered] as const;

/** Makes the lists of conversations. */
export function createInbox(needs: InboxDependencies): InboxPort {
  const { conversations, reads, clock } = needs;
  return {
    list: (query) => (query.view === 'waiting' ? waitingPage(needs, query) : newestPage(needs, query)),
    async counts(org, agent) {
      const [mine, waiting, bot] = await Promise.all([
        conversations.count(org, 'agent', agent),
        conversations.countWaiting(org),
        conversations.count(org, 'bot'),
      ]);
      return { mine, waiting, bot, unread: await countUnread(needs, org, agent) };
    },
    seen: ({ organisation: org, conversationId: conversation, seq }, agent) =>
      reads.read({ org, agent, conversation, seq, at: clock.now() }),
    async tags(org) {
      const times = new Map<string, { tag: string; count: number }>();
      for (const { tags = [] } of await conversations.lines({ org, limit: TAGS_FROM }, ['tags']))
        for (const tag of tags) {
          const known = times.get(plain(tag));
          times.set(plain(tag), { tag: known?.tag ?? tag, count: (known?.count ?? 0) + 1 });
        }
      return [...times.values()].sort((a, b) => b.count - a.count).map(({ tag }) => tag);
    },
  };
}

/** Newest first, in batches, until the page is full, the list ends, or enough was looked at. */
async function newestPage(needs: InboxDependencies, query: InboxQuery): ReturnType<InboxPort['list']> {
  const items: InboxRow[] = [];
  let before = query.after === undefined ? undefined : readCursor(query.after);
  // Without a filter every line is wanted: one more tells whether the list goes on.
  const size = isNarrowed(query) ? BATCH : query.limit + 1;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += size) {
    const batch = await newest(needs, query, { before, limit: size });
    for (const doc of batch) {
      const row = await rowIfWanted(needs, doc, query);
      if (row) items.push(row);
      before = { lastAt: doc.lastAt, id: doc._id };
      if (items.length === query.limit) {
        const isLast = doc === batch.at(-1) && batch.length < size;
        return { items, next: isLast ? null : cursorOf(doc) };
      }
    }
    if (batch.length < size) return { items, next: null };
  }
  return { items, next: before ? cursorOf({ lastAt: before.lastAt, _id: before.id }) : null };
}

function isNarrowed({ channel, priority, area, tag, unread, text }: InboxQuery): boolean {
  return [channel, priority, area, tag, unread, text].some((filter) => filter !== undefined);
}

/** The next conversations of a list. Each mode is in order by its own index; they are merged. */
async function newest(
  { conversations }: InboxDependencies,
  query: InboxQuery,
  { before, limit }: Pick<ConversationFilter, 'before' | 'limit'>,
): Promise<ConversationDoc[]> {
  const assignee = query.view === 'mine' ? query.agent : query.assignee;
  const base = {
    org: query.organisation,
    limit,
    ...(before ? { before } : {}),
    ...(assignee ? { assignee } : {}),
  };
  const modes: readonly (ConversationMode | null)[] = modesOf(query.view) ?? [null];
  const found = await Promise.all(modes.map((mode) => conversations.list(mode === null ? base : { ...base, mode })));
  if (found.length === 1) return found[0] ?? [];
  const order = (a: ConversationDoc, b: ConversationDoc) =>
    b.lastAt.getTime() - a.lastAt.getTime() || (a._id < b._id ? -1 : 1);
  return found.flat().sort(order).slice(0, limit);
}

async function waitingPage(needs: InboxDependencies, query: InboxQuery): ReturnType<InboxPort['list']> {
  const after: WaitingPlace | null = query.after === undefined ? null : readPlace(query.after);
  const about = { org: query.organisation, mode: 'waiting', limit: MOST_WAITING } as const;
  const all = await needs.conversations.lines(about, PLACED);
  const isNext = (line: (typeof all)[number]) => after === null || afterPlace(placeIn(line), after);
  const rest = all.filter((line) => fits(line, query) && isNext(line)).sort(byPlace);
  const items: InboxRow[] = [];
  for (const [index, line] of rest.entries()) {
    const doc = await needs.conversations.load(line._id);
    // Somebody took it meanwhile.
    const row = doc?.mode === 'waiting' ? await rowIfWanted(needs, doc, query) : null;
    if (row) items.push(row);
    if (items.length === query.limit)
      return { items, next: index + 1 < rest.length ? writePlace(placeIn(line)) : null };
  }
  return { items, next: null };
}

/** The line of a conversation, or null when a filter keeps it out; the dear looks come last. */
async function rowIfWanted(
  needs: InboxDependencies,
  doc: ConversationDoc,
  query: InboxQuery,
): Promise<InboxRow | null> {
  const organisation = needs.organisation(doc.org);
  if (!fits(doc, query)) return null;
  if (query.priority !== undefined && casePriority(doc, organisation) !== query.priority) return null;
  const contact = await needs.contacts.get(doc.contact);
  if (query.text !== undefined && !isAbout(doc, contact, query.text)) return null;
  const unread = await unreadOf(needs, doc, query.agent);
  if (query.unread === true && unread === 0) return null;
  return { ...summaryOf(doc, contact, organisation, needs.clock.now()), unread };
}

/**
 * What the person wrote in this episode and the agent has not seen. Of a conversation that is not the agent's and does not
 * wait, only what came after they looked at it: what others or the bot see to is nobody's unread mail.
 */
async function unreadOf({ log, reads }: InboxDependencies, doc: ConversationDoc, agent: string): Promise<number> {
  const seen = await reads.seen(agent, doc._id);
  const isTheirs = doc.mode === 'waiting' || (doc.mode === 'agent' && doc.assignee === agent);
  if (seen === null && !isTheirs) return 0;
  return log.unseen(doc._id, seen ?? 0, { since: doc.openedAt, most: MOST_UNREAD });
}

async function countUnread(
  { conversations, log, reads }: InboxDependencies,
  org: string,
  agent: string,
): Promise<number> {
  const lines = (mode: ConversationMode, assignee?: string) =>
    conversations.lines({ org, mode, limit: BATCH, ...(assignee !== undefined && { assignee }) }, ['openedAt']);
  const theirs = (await Promise.all([lines('agent', agent), lines('waiting')])).flat();
  const seen = await reads.seenIn(
    agent,
    theirs.map(({ _id }) => _id),
  );
  let count = 0;
  for (const { _id, openedAt } of theirs) if (await log.isUnseen(_id, seen.get(_id) ?? 0, openedAt)) count += 1;
  return count;
}
