import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Conversation, Mode } from '../../../shared/wire.ts';
import { Instant, spanText, useNow } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** Colour of each mode. */
export const modeColors: Record<Mode, string> = { bot: 'gray', waiting: 'orange', agent: 'cyan', closed: 'gray' };

/** One conversation of the queue. */
export function InboxRow({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const { t } = useTexts();
  const { contact, mode, minutes, tickets } = conversation;
  return (
    <Link
      to={`/inbox/${encodeURIComponent(conversation.id)}`}
      className="inbox-row"
      aria-current={isOpen ? 'page' : undefined}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} truncate>
          {contact.name ?? t('inbox.unknown')}
        </Text>
        <Text size="xs" c="dimmed" className="nowrap">
          <Instant at={conversation.lastAt} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" truncate>
        {conversation.lastText}
      </Text>
      <Group gap={6} mt={4}>
        <Badge size="sm" variant="light" color={modeColors[mode]}>
          {t(`mode.${mode}`)}
        </Badge>
        {minutes !== null && (
          <Badge size="sm" variant="default" title={t('inbox.minutesTitle')}>
            {t('inbox.minutes', { count: minutes })}
          </Badge>
        )}
        {tickets.length > 0 && (
          <Badge size="sm" variant="outline" color="grape">
            {tickets.at(-1)}
          </Badge>
        )}
        {conversation.waitingSince && mode === 'waiting' && <Waiting since={conversation.waitingSince} />}
      </Group>
    </Link>
  );
}

function Waiting({ since }: { since: string }) {
  const { t } = useTexts();
  const now = useNow(1_000);
  return (
    <Text size="xs" c="dimmed">
      {t('inbox.waitingFor', { time: spanText(now - Date.parse(since)) })}
    </Text>
  );
}
