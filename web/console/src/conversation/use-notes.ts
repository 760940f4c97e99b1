import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ConversationNote } from '../../../shared/wire/note.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { newKey } from './outgoing.ts';

interface Notes {
  items: ConversationNote[];
}

const path = (id: string) => `/api/conversations/${encodeURIComponent(id)}/notes`;
const notesKey = (id: string) => ['notes', id] as const;

/** Internal notes of a conversation; live events keep them true. */
export function useNotes(id: string) {
  return useQuery({
    queryKey: notesKey(id),
    queryFn: ({ signal }) => api.get<Notes>(path(id), signal),
    staleTime: 60_000,
  });
}

/** A note came or was corrected. */
export function onNote(
  client: QueryClient,
  { conversationId, note }: { conversationId: string; note: ConversationNote },
) {
  client.setQueryData<Notes>(notesKey(conversationId), (known) => {
    if (!known) return known;
    const others = known.items.filter(({ id }) => id !== note.id);
    return { items: [...others, note].sort((a, b) => a.at.localeCompare(b.at)) };
  });
}

/** Writes a note; trying again after a failure writes the same one. */
export function useAddNote(id: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: (text: string) => api.send<ConversationNote>('POST', path(id), { id: key.current, text }),
    onSuccess: (note) => {
      key.current = newKey();
      onNote(client, { conversationId: id, note });
    },
    onError: notify,
  });
}

/** Corrects one's own note. */
export function useEditNote(id: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: ({ noteId, text }: { noteId: string; text: string }) =>
      api.send<ConversationNote>('PUT', `${path(id)}/${encodeURIComponent(noteId)}`, { text }),
    onSuccess: (note) => onNote(client, { conversationId: id, note }),
    onError: notify,
  });
}
