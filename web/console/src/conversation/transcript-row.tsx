import { Divider } from '@mantine/core';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { dayText } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import type { Entry } from './entries.ts';
import { MessageBubble } from './message-bubble.tsx';
import { NoteBubble } from './note-bubble.tsx';
import { OutgoingBubble } from './outgoing-bubble.tsx';
import type { Outgoing } from './use-outgoing.ts';

/** One line of a transcript, whatever it is. */
export function TranscriptRow(props: { entry: Entry; conversation: ConversationDetail; outgoing: Outgoing }) {
  const { t, locale } = useTexts();
  const { entry, conversation, outgoing } = props;
  switch (entry.kind) {
    case 'day':
      return <Divider label={dayText(entry.at, locale, t)} className="transcript-day" />;
    case 'unread':
      return (
        <Divider
          color="red"
          labelPosition="center"
          label={t('conversation.unreadFrom', { count: entry.count })}
          className="transcript-unread"
        />
      );
    case 'message':
      return <MessageBubble item={entry.item} conversation={conversation} isNext={entry.isNext} />;
    case 'note':
      return <NoteBubble note={entry.note} conversationId={conversation.id} />;
    case 'outgoing':
      return (
        <OutgoingBubble
          reply={entry.reply}
          again={() => outgoing.again(entry.reply)}
          drop={() => outgoing.drop(entry.reply)}
        />
      );
  }
}
