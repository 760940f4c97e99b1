import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Conversation, Revealed, VaultItem, VaultKind } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { onConversation } from '../live/live-cache.ts';
import { useErrorNotice } from '../parts/error-text.ts';

const key = (conversationId: string) => ['vault', conversationId] as const;
const path = (id: string) => `/api/vault/${encodeURIComponent(id)}`;

/** What was handed over in a conversation; asked again with each of its messages, for the chat tells when something came. */
export function useVault(conversationId: string, lastSeq: number) {
  return useQuery({
    queryKey: [...key(conversationId), lastSeq],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ conversation: conversationId });
      return (await api.get<{ items: VaultItem[] }>(`/api/vault?${query}`, signal)).items;
    },
    placeholderData: (before) => before,
    // Links expire and values go without a message.
    refetchInterval: 60_000,
  });
}

/** Asks the person for something by a one-time form. The id makes a second press the same request. */
export function useAskSecret(conversationId: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (kind: VaultKind) =>
      api.send<Conversation>('POST', `/api/conversations/${encodeURIComponent(conversationId)}/secret`, {
        id: crypto.randomUUID(),
        kind,
      }),
    onSuccess: (conversation) => onConversation(client, conversation),
    onError: notify,
    onSettled: () => void client.invalidateQueries({ queryKey: key(conversationId) }),
  });
}

/**
 * A value against a reason. Not a query and kept in no cache: who asked holds it, for seconds. `gcTime` 0 lets the
 * mutation's own copy go with the screen that showed it.
 */
export function useReveal(item: VaultItem) {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    retry: 0,
    mutationFn: (reason: string) => api.send<Revealed>('POST', `${path(item.id)}/reveal`, { reason }),
    onSettled: () => void client.invalidateQueries({ queryKey: key(item.conversationId) }),
  });
}

/** The password was changed since: the old one is erased. */
export function useMarkChanged(item: VaultItem) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: () => api.send<VaultItem>('POST', `${path(item.id)}/changed`),
    onError: notify,
    onSettled: () => void client.invalidateQueries({ queryKey: key(item.conversationId) }),
  });
}
