import type { GivenNotices } from '../contracts/conversation-notes.ts';
import type { NotificationPort } from '../contracts/notifications.ts';
import { effectIdOf } from '../storage/ids.ts';

/** Tells whoever gets a conversation; a repeat of the same deed tells nothing twice. */
export function createGivenNotices(notifications: NotificationPort): GivenNotices {
  return {
    async given({ id, organisation, agentId, at }, by) {
      if (agentId === by) return;
      await notifications.notify({
        id: effectIdOf('notice', organisation, `given|${id}|${agentId}|${at.getTime()}`),
        ...{ organisation, agentId, kind: 'conversation.given', at },
        facts: { conversation: id, by },
      });
    },
  };
}
