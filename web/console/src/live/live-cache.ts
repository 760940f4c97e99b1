import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationDetail, Message, Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { mergeMessages } from './merge-messages.ts';

/** Cache key of an opened conversation. */
export const conversationKey = (id: string) => ['conversation', id] as const;

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

/** A fresh answer joined with what live events brought while it was on its way. */
export function withKnownMessages(client: QueryClient, fresh: ConversationDetail): ConversationDetail {
  const known = client.getQueryData<ConversationDetail>(conversationKey(fresh.id));
  return known ? { ...fresh, transcript: mergeMessages(known.transcript, fresh.transcript) } : fresh;
}

/** Asks for what came after a position and adds it. */
export async function fetchAfter(client: QueryClient, id: string, seq: number): Promise<void> {
  const { items } = await api.get<{ items: Message[] }>(
    `/api/conversations/${encodeURIComponent(id)}/messages?after=${seq}`,
  );
  addMessages(client, id, items);
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
  client.setQueriesData<InfiniteData<Page<Conversation>>>({ queryKey: ['conversations'] }, (list) => {
    if (!list) return list;
    const pages = list.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === conversation.id ? conversation : item)),
    }));
    return { ...list, pages };
  });
  void client.invalidateQueries({ queryKey: ['conversations'] });
  // The card and the protocol travel only with the whole.
  if (known && known.mode !== conversation.mode)
    void client.invalidateQueries({ queryKey: conversationKey(conversation.id) });
}

/** Once connected: the open conversations and every list are asked for anew. */
export async function catchUp(client: QueryClient): Promise<void> {
  for (const key of ['conversations', 'tickets', 'letters', 'agents', 'conversation']) {
    void client.invalidateQueries({ queryKey: [key] });
  }
}
