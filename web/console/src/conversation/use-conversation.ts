import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Conversation, ConversationDetail, Message, Outcome } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { conversationKey, fetchAfter, onConversation, withKnownMessages } from '../live/live-cache.ts';
import { useErrorNotice } from '../parts/error-text.ts';

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

/** Sends a reply under its own id: again is the same reply. Resolves when it is stored. */
export function useSendReply(id: string) {
  const client = useQueryClient();
  return useMutation({
    retry: 0,
    mutationFn: async (reply: { id: string; text: string }) => {
      const conversation = await api.send<Conversation>('POST', `${path(id)}/reply`, reply);
      const open = client.getQueryData<ConversationDetail>(conversationKey(id));
      const isShown = open?.transcript.some((item) => item.clientId === reply.id);
      if (!isShown) await fetchAfter(client, id, open?.transcript.at(-1)?.seq ?? 0);
      return conversation;
    },
    onSuccess: (conversation) => onConversation(client, conversation),
  });
}
