import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Conversation, ConversationDetail, Message, Outcome } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { conversationKey, fetchAfter, fetchBetween, onConversation, withKnownMessages } from '../live/live-cache.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import type { PostReply } from './outgoing.ts';

const path = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

/** An opened conversation; live events keep it true. */
export function useConversation(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: conversationKey(id),
    queryFn: async ({ signal }) => withKnownMessages(client, await api.get<ConversationDetail>(path(id), signal)),
    staleTime: 60_000,
  });
}

/** Messages of one page of older ones. */
const OLDER = 200;

/** The way to the messages before the first one that is shown. */
export function useOlder(id: string, transcript: readonly Message[]) {
  const client = useQueryClient();
  const [isDone, setDone] = useState(false);
  const first = transcript[0]?.seq ?? 1;
  const after = Math.max(0, first - 1 - OLDER);
  const fetching = useMutation({
    mutationFn: () => fetchBetween(client, id, after, OLDER),
    // The very first ones may be such as are not shown.
    onSuccess: () => after === 0 && setDone(true),
  });
  return { hasOlder: first > 1 && !isDone, isFetching: fetching.isPending, fetch: () => fetching.mutate() };
}

/** Milliseconds between two looks at replies that wait to be delivered. */
const LOOK_MS = 2_000;

/** Live events tell of new messages, not of their delivery: while a reply waits, its state is asked for. */
export function useDeliveryWatch(id: string, transcript: readonly Message[]): void {
  const client = useQueryClient();
  const first = transcript.find((item) => item.delivery === 'queued')?.seq ?? null;
  useEffect(() => {
    if (first === null) return;
    const look = () => {
      // A failed look is no news: the next one comes anyway.
      if (!document.hidden) fetchAfter(client, id, first - 1).catch(() => undefined);
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [client, id, first]);
}

/** What an agent may do with a conversation besides writing. */
export type Action = { type: 'take' | 'return' | 'ticket' } | { type: 'close'; outcome: Outcome };

/** Does an action and shows what came of it; a refusal is told, and the conversation asked for anew. */
export function useAction(id: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: ({ type, ...body }: Action) => api.send<Conversation>('POST', `${path(id)}/${type}`, body),
    onSuccess: (conversation) => onConversation(client, conversation),
    onError: (error) => {
      notify(error);
      void client.invalidateQueries({ queryKey: conversationKey(id) });
    },
  });
}

/** Corrects a field of the diagnosis; the whole is asked for anew, because a list does not carry the card. */
export function useCorrectCard(id: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (body: { field: string; value: string | null }) =>
      api.send<Conversation>('POST', `${path(id)}/diagnosis`, body),
    onSuccess: (conversation) => onConversation(client, conversation),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: conversationKey(id) }),
  });
}

/** How replies are sent: stored when it resolves. */
export function postReplies(client: QueryClient): PostReply {
  return async (id, reply) => {
    const conversation = await api.send<Conversation>('POST', `${path(id)}/reply`, reply);
    const open = client.getQueryData<ConversationDetail>(conversationKey(id));
    // An answer that a reviewer sees first is in no transcript: it stands among the held ones.
    void client.invalidateQueries({ queryKey: ['quality', 'answers'] });
    const isShown = open?.transcript.some((item) => item.clientId === reply.id);
    if (open && !isShown) await fetchAfter(client, id, open.transcript.at(-1)?.seq ?? 0);
    onConversation(client, conversation);
  };
}
