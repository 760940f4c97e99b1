import { Button, Group, Text } from '@mantine/core';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { DeliveryState } from './delivery-state.tsx';
import type { OutgoingReply } from './outgoing-reply.ts';

/** A reply that is on its way, waits for the connection, or was refused. */
export function OutgoingBubble(props: { reply: OutgoingReply; again: () => void; drop: () => void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const { reply, again, drop } = props;
  return (
    <article className="bubble bubble-agent bubble-outgoing" aria-label={t('speaker.agent')}>
      <div className="bubble-text">{reply.text}</div>
      <Group gap={6} mt={4} justify="flex-end">
        {reply.state === 'refused' && (
          <Text size="xs" c="red" role="alert">
            {errorText(reply.error)}
          </Text>
        )}
        <DeliveryState state={reply.state} />
        {reply.state !== 'sending' && (
          <>
            <Button size="compact-xs" variant="light" onClick={again}>
              {t('retry')}
            </Button>
            <Button size="compact-xs" variant="subtle" color="red" onClick={drop}>
              {t('conversation.discard')}
            </Button>
          </>
        )}
      </Group>
    </article>
  );
}
