import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Conversation } from '../../../shared/wire/conversation.ts';
import { api } from '../app/api.ts';
import { useTags } from '../inbox/use-conversations.ts';
import { onConversation } from '../live/live-cache.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { Tags } from '../parts/tags.tsx';
import { useMay } from '../session/use-me.ts';

/** Words that the desk puts on a conversation; nobody outside sees them. */
export function TagRow({ conversation: { id, tags } }: { conversation: Conversation }) {
  const mayAct = useMay('conversations.act');
  const known = useTags().data;
  const client = useQueryClient();
  const notify = useErrorNotice();
  const change = useMutation({
    mutationFn: (body: { add: string[]; remove: string[] }) =>
      api.send<Conversation>('POST', `/api/conversations/${encodeURIComponent(id)}/tags`, body),
    onSuccess: (after) => onConversation(client, after),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['tags'] }),
  });
  const words = [...(known?.suggested ?? []), ...(known?.used ?? [])];
  return <Tags tags={tags} known={words} mayChange={mayAct} change={(by) => change.mutate(by)} />;
}
