import type { ChannelAdapter } from '../contracts/channel.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { IntakePort } from '../contracts/envelope.ts';
import type { Logger } from '../contracts/logger.ts';
import { conversationIdOf } from '../storage/ids.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';

/** What is joined. */
export interface TypingParts {
  readonly conversations: Pick<ConversationRepository, 'load'>;
  readonly adapters: ReadonlyMap<string, ChannelAdapter>;
  readonly organisationOf: (channel: string, account: string) => string | null;
  readonly live: LiveBus;
  readonly logger: Logger;
}

/**
 * Joins who writes at one end with who looks at the other, by the live bus alone: nothing is stored. Gives the ear for the
 * channels; what agents write is shown by the channel of their conversation, where its abilities say that it can.
 */
export function joinTyping({
  conversations,
  adapters,
  organisationOf,
  live,
  logger,
}: TypingParts): Required<IntakePort>['typing'] {
  // In each process: the one that holds the person's connection shows it.
  live.subscribe((event) => {
    if (event.type !== 'typing' || event.speaker !== 'agent') return;
    const { conversationId, name } = event;
    conversations.load(conversationId).then(
      (doc) => {
        if (doc === null) return;
        const adapter = adapters.get(doc.channel);
        const { channel, account, address } = doc;
        if (adapter?.abilities.typing) adapter.showTyping?.({ id: conversationId, channel, account, address }, name);
      },
      (err: unknown) => logger.debug({ err }, 'typing not shown'),
    );
  });
  return ({ channel, account, address }) => {
    const organisation = organisationOf(channel, account);
    if (organisation === null) return;
    const conversationId = conversationIdOf(organisation, channel, account, address);
    live.publish({ type: 'typing', organisation, conversationId, speaker: 'user', name: '' });
  };
}
