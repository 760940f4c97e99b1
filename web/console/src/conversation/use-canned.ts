import type { FilledReply } from '../../../shared/wire/canned-reply.ts';
import type { Conversation } from '../../../shared/wire/conversation.ts';
import { api } from '../app/api.ts';
import { useCannedReplies } from '../canned/use-canned-replies.ts';
import type { Offer } from './use-type-ahead.ts';

/**
 * Texts that agents use as they are (MAS-34, CON-23, ICE-31): the policy's, the desk's and one's own. The gateway fills in
 * what they name and counts the use; where it does not answer the text stands as it was written.
 */
export function useCanned({ id }: Conversation): readonly Offer[] {
  const replies = useCannedReplies().data?.items ?? [];
  return replies.map((reply) => ({
    key: reply.id,
    title: reply.title,
    hint: reply.text.slice(0, 80),
    text: reply.text,
    fill: async () => {
      const path = `/api/canned-replies/${encodeURIComponent(reply.id)}/fill`;
      return (await api.send<FilledReply>('POST', path, { conversation: id })).text;
    },
  }));
}
