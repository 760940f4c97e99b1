import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationDetail, Message, Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { mergeMessages } from './merge-messages.ts';

/** Cache key of an opened conversation. */
export const conversationKey = (id: string) => ['conversation', id] as const;

/** A conversation as far as it is known here: opened, or in a list. */
export function knownConversation(client: QueryClient, id: string): Conversation | null {
  const open = client.getQueryData<ConversationDetail>(conversationKey(id));
  if (open) return open;
  const lists = client.getQueriesData<InfiniteData<Page<Conversation>>>({ queryKey: ['conversations', 'list'] });
  return (
    lists.flatMap(([, list]) => list?.pages.flatMap(({ items }) => items) ?? []).find((one) => one.id === id) ?? null
  );
}

/** A message came: into its conversation if that is open; a gap before it is fetched. */
export async function onMessage(
  client: QueryClient,
  { conversationId, item }: { conversationId: string; item: Message },
): Promise<void> {
  const open = client.getQueryData<ConversationDetail>(conversationKey(conversationId));
  if (!open) return askAgainIfAsking(client, conversationId);
  const last = open.transcript.at(-1)?.seq ?? 0;
  addMessages(client, conversationId, [item]);
  if (item.seq > last + 1) await fetchAfter(client, conversationId, last);
}

/** An answer on its way may be older than what just came. */
async function askAgainIfAsking(client: QueryClient, id: string): Promise<void> {
  const isAsking = client.getQueryState(conversationKey(id))?.fetchStatus === 'fetching';
  if (isAsking) await client.invalidateQueries({ queryKey: conversationKey(id) });
}

/** A fresh answer joined with what live events brought while it was on its way, and with older messages read before. */
export function withKnownMessages(client: QueryClient, fresh: ConversationDetail): ConversationDetail {
  const known = client.getQueryData<ConversationDetail>(conversationKey(fresh.id));
  const end = known?.transcript.at(-1)?.seq ?? 0;
  // After a long break the answer may begin later than what is known ends: what lies between is read by scrolling up.
  const isApart = (fresh.transcript[0]?.seq ?? 0) > end + 1;
  if (!known || isApart) return fresh;
  return { ...fresh, transcript: mergeMessages(known.transcript, fresh.transcript) };
}

/** Most messages of one answer. */
const PAGE = 200;

/** Asks for everything that came after a position, page by page, and adds it. */
export async function fetchAfter(client: QueryClient, id: string, seq: number): Promise<void> {
  let after = seq;
  for (;;) {
    const items = await fetchBetween(client, id, after, PAGE);
    const last = items.at(-1)?.seq ?? after;
    // Hidden messages count in a page: only an answer without progress is the end.
    if (last <= after) return;
    after = last;
  }
}

/** Asks for at most `limit` messages after a position and adds them. */
export async function fetchBetween(client: QueryClient, id: string, seq: number, limit: number): Promise<Message[]> {
  const { items } = await api.get<{ items: Message[] }>(
    `/api/conversations/${encodeURIComponent(id)}/messages?after=${seq}&limit=${limit}`,
  );
  addMessages(client, id, items);
  return items;
}

function addMessages(client: QueryClient, id: string, items: readonly Message[]): void {
  client.setQueryData<ConversationDetail>(
    conversationKey(id),
    (open) => open && { ...open, transcript: mergeMessages(open.transcript, items) },
  );
}

/** A conversation changed: shown at once where it is, and the lists ask again for who belongs in them. */
export function onConversation(client: QueryClient, conversation: Conversation): void {
  const known = client.getQueryData<ConversationDetail>(conversationKey(conversation.id));
  client.setQueryData<ConversationDetail>(
    conversationKey(conversation.id),
    (open) => open && { ...open, ...conversation },
  );
  client.setQueriesData<InfiniteData<Page<Conversation>>>({ queryKey: ['conversations', 'list'] }, (list) => {
    if (!list) return list;
    const pages = list.pages.map((page) => ({
      ...page,
      // What a list adds to a conversation (unread) stays until the list has asked again.
      items: page.items.map((item) => (item.id === conversation.id ? { ...item, ...conversation } : item)),
    }));
    return { ...list, pages };
  });
  askListsAgain(client);
  // The card and the protocol travel only with the whole.
  if (known && known.mode !== conversation.mode)
    void client.invalidateQueries({ queryKey: conversationKey(conversation.id) });
}

/** Once connected: the open conversations and every list are asked for anew. */
export async function catchUp(client: QueryClient): Promise<void> {
  for (const key of [
    'quality',
    'conversations',
    'tickets',
    'letters',
    'agents',
    'conversation',
    'notes',
    'notices',
    'whatsapp',
  ]) {
    void client.invalidateQueries({ queryKey: [key] });
  }
}

/** Lists are asked again at most so often, ms: on a busy day every message of everybody changes them. */
const LISTS_MS = 1_000;
let isAsking = false;

function askListsAgain(client: QueryClient): void {
  if (isAsking) return;
  isAsking = true;
  setTimeout(() => {
    isAsking = false;
    void client.invalidateQueries({ queryKey: ['conversations'] });
  }, LISTS_MS);
}
