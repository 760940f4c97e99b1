import { Badge, Checkbox, Group, Text } from '@mantine/core';
import { IconBrandWhatsapp, IconMail, IconMessageCircle, IconPhone, IconUsers } from '@tabler/icons-react';
import { memo } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Mode } from '../../../shared/wire/conversation.ts';
import type { InboxRow } from '../../../shared/wire/inbox.ts';
import type { Icon } from '../app/area.ts';
import { Instant, spanText, useNow } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import type { Selection } from './use-selection.ts';

/** Colour of each mode. */
export const modeColors: Record<Mode, string> = { bot: 'gray', waiting: 'orange', agent: 'cyan', closed: 'gray' };

const channelIcons: Readonly<Record<string, Icon>> = {
  whatsapp: IconBrandWhatsapp,
  email: IconMail,
  webchat: IconMessageCircle,
  phone: IconPhone,
  inPerson: IconUsers,
};

/** One conversation of the queue. */
export const InboxLine = memo(function InboxLine(props: { row: InboxRow; isOpen: boolean; selection: Selection }) {
  const { t } = useTexts();
  const { row, isOpen, selection } = props;
  const [search] = useSearchParams();
  const { contact, mode, minutes, tickets, tags, unread, priority } = row;
  const name = contact.name ?? t('inbox.unknown');
  const Channel = channelIcons[row.channel] ?? IconMessageCircle;
  return (
    <div className="inbox-row" data-open={isOpen || undefined} data-unread={unread > 0 || undefined}>
      <Checkbox
        size="xs"
        className="inbox-check"
        aria-label={t('inbox.select', { name })}
        checked={selection.ids.has(row.id)}
        onChange={() => selection.toggle(row.id)}
      />
      <Link
        to={{ pathname: `/inbox/${encodeURIComponent(row.id)}`, search: search.toString() }}
        className="inbox-link"
        aria-current={isOpen ? 'page' : undefined}
      >
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Group gap={6} wrap="nowrap" className="min-0">
            <Channel size={15} stroke={1.7} aria-hidden />
            <Text className="inbox-name" truncate>
              {name}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" className="nowrap">
            <Instant at={row.lastAt} />
          </Text>
        </Group>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" c="dimmed" truncate>
            {row.lastText}
          </Text>
          {unread > 0 && (
            <Badge size="sm" circle className="no-shrink" title={t('inbox.unread', { count: unread })}>
              {unread > 99 ? '99+' : unread}
            </Badge>
          )}
        </Group>
        <Group gap={6} mt={4} className="inbox-marks">
          <Badge size="sm" variant="light" color={modeColors[mode]}>
            {t(`mode.${mode}`)}
          </Badge>
          <Goal row={row} />
          {priority && (
            <Badge size="sm" variant="outline" color="gray">
              {t(`value.${priority}`, { defaultValue: priority })}
            </Badge>
          )}
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
          {tags.slice(0, 2).map((tag) => (
            <Badge key={tag} size="sm" variant="dot" color="gray">
              {tag}
            </Badge>
          ))}
        </Group>
      </Link>
    </div>
  );
});

/** How long the person has waited, against the goal for answers: it ticks. */
function Goal({ row: { mode, waitingSince, unansweredSince, answerDueAt } }: { row: InboxRow }) {
  const since = mode === 'waiting' ? waitingSince : unansweredSince;
  if (since === null || mode === 'closed' || mode === 'bot') return null;
  return <Ticking since={since} dueAt={answerDueAt} />;
}

/** From so many milliseconds before the goal on it is said in orange. */
const NEAR_MS = 60_000;

function Ticking({ since, dueAt }: { since: string; dueAt: string | null }) {
  const { t } = useTexts();
  const now = useNow(1_000);
  const left = dueAt === null ? null : Date.parse(dueAt) - now;
  const color = left === null ? 'gray' : left < 0 ? 'red' : left < NEAR_MS ? 'orange' : 'gray';
  const title = left === null ? undefined : left < 0 ? t('inbox.late') : t('inbox.dueIn', { time: spanText(left) });
  return (
    <Badge size="sm" variant="light" color={color} title={title} className="ticking">
      {t('inbox.waitingFor', { time: spanText(now - Date.parse(since)) })}
    </Badge>
  );
}
