import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { useLiveEvents } from '../live/live-events.ts';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** So long a sign of writing holds, ms; channels renew it every few seconds. */
const HOLDS_MS = 6_000;

/** Who writes now: the person, or a colleague. */
export function TypingLine({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const me = useMe().data;
  const [sign, setSign] = useState<{ readonly name: string; readonly speaker: string } | null>(null);
  useEffect(() => {
    if (sign === null) return;
    const timer = setTimeout(() => setSign(null), HOLDS_MS);
    return () => clearTimeout(timer);
  }, [sign]);
  useLiveEvents({
    typing({ conversationId, speaker, name }) {
      if (conversationId !== conversation.id || (speaker === 'agent' && name === me?.name)) return;
      setSign({ speaker, name: speaker === 'user' ? (conversation.contact.name ?? t('speaker.user')) : name });
    },
    message({ conversation: about, item }) {
      // What was being written is there.
      if (about?.id === conversation.id && item.speaker === sign?.speaker) setSign(null);
    },
  });
  return (
    <Text size="xs" c="dimmed" role="status" className="typing-line">
      {sign && t('conversation.typing', { name: sign.name })}
    </Text>
  );
}
