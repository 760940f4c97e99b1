import { type InboxPort, modesOf } from '../../../src/contracts/inbox.ts';
import type { FakeConversations } from './conversations.ts';

/** The agents' lists over the conversations of the test; nothing is ever unread. */
export function createFakeInbox(conversations: () => FakeConversations): InboxPort {
  return {
    async list({ view, agent, organisation, limit }) {
      const modes = modesOf(view);
      const of = (mode: NonNullable<typeof modes>[number] | undefined) =>
        conversations().list({
          ...(mode ? { mode } : {}),
          ...(view === 'mine' ? { assignee: agent } : {}),
          ...{ organisation, limit },
        });
      const pages = await Promise.all(modes ? modes.map(of) : [of(undefined)]);
      return { items: pages.flatMap(({ items }) => items.map((item) => ({ ...item, unread: 0 }))), next: null };
    },
    async counts(organisation, agent) {
      const { items } = await conversations().list({ organisation, limit: 1_000 });
      const count = (fits: (one: (typeof items)[number]) => boolean) => items.filter(fits).length;
      return {
        mine: count(({ assignee }) => assignee === agent),
        waiting: count(({ mode }) => mode === 'waiting'),
        bot: count(({ mode }) => mode === 'bot'),
        unread: 0,
      };
    },
    seen: async () => undefined,
    tags: async () => [],
  };
}
