import { Group, Text } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { memo } from 'react';
import type { ConversationDetail, Message } from '../../../shared/wire/conversation.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { MessageExtras } from './message-extras.tsx';
import { SendAgain } from './send-again.tsx';

type BubbleProps = { item: Message; conversation: ConversationDetail; isNext: boolean };

/** One message of the transcript. Every text is text: React escapes it, and nothing here makes HTML of it. */
export const MessageBubble = memo(function MessageBubble(props: BubbleProps) {
  const { t } = useTexts();
  const { item, conversation, isNext } = props;
  const role = t(`speaker.${item.speaker}`);
  const name = item.name || (item.speaker === 'user' && conversation.contact.name) || role;
  if (item.speaker === 'system') {
    return (
      <div className="bubble bubble-system">
        <MarkedText text={item.text} /> · <Instant at={item.at} />
      </div>
    );
  }
  return (
    <article
      className={`bubble bubble-${item.speaker}${isNext ? ' is-next' : ''}`}
      aria-label={name === role ? role : `${role}: ${name}`}
    >
      {!isNext && (
        <Group gap={6} mb={2}>
          {item.speaker === 'bot' && <IconRobot size={14} stroke={1.8} aria-hidden />}
          <Text size="xs" fw={600}>
            {name}
          </Text>
          {item.speaker === 'bot' && name !== role && (
            <Text size="xs" c="dimmed">
              {role}
            </Text>
          )}
        </Group>
      )}
      <div className="bubble-text">
        <MarkedText text={item.text} />
      </div>
      <MessageExtras item={item} conversationId={conversation.id} />
      <Group gap={6} mt={4} justify="flex-end">
        <Text size="xs" c="dimmed">
          <Instant at={item.at} />
        </Text>
        {item.delivery && <DeliveryState state={item.delivery} />}
        {item.delivery === 'failed' && <SendAgain item={item} conversationId={conversation.id} />}
      </Group>
    </article>
  );
}, isSame);

/** A live event renews the conversation, and almost never this message. */
function isSame(one: BubbleProps, other: BubbleProps): boolean {
  return (
    one.item === other.item &&
    one.isNext === other.isNext &&
    one.conversation.id === other.conversation.id &&
    one.conversation.contact.name === other.conversation.contact.name
  );
}
