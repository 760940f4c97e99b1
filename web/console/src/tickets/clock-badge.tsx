import { Badge } from '@mantine/core';
import { IconAlarm, IconAlertTriangle, IconClock, IconPlayerPause } from '@tabler/icons-react';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { useNow } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { type ClockTone, pressingWords } from './clock-words.ts';

/** Colour of each standing; the words say the same for who sees none. */
export const toneColors: Readonly<Record<ClockTone, string>> = {
  ...{ late: 'red', near: 'orange', fine: 'green', paused: 'gray', over: 'gray', none: 'gray' },
};
const icons = { late: IconAlertTriangle, near: IconAlarm, fine: IconClock, paused: IconPlayerPause };

/** The limit that presses most: it ticks. */
export function ClockBadge({ ticket }: { ticket: Pick<TicketRow, 'clocks' | 'dueAt' | 'closedAt'> }) {
  const { t } = useTexts();
  const now = useNow(1_000);
  const { tone, text, label } = pressingWords(ticket, now, t);
  if (tone === 'over' || tone === 'none') return <span className="ticket-quiet">{text}</span>;
  const Icon = icons[tone];
  return (
    <Badge
      size="md"
      variant="light"
      color={toneColors[tone]}
      className="ticking"
      leftSection={<Icon size={13} aria-hidden />}
      title={label ?? undefined}
    >
      {text}
    </Badge>
  );
}
