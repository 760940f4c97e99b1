import { Group, Text } from '@mantine/core';
import type { WorkClock } from '../../../shared/wire.ts';
import { Ring } from '../parts/ring.tsx';
import { spanText, useNow } from '../parts/time.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { TicketLink } from './ticket-link.tsx';

/** The 30-minute work clock (EXS-12, EXS-32): it ticks while work runs, warns before the limit and names its ticket. */
export function WorkClockRing({ work, readAt }: { work: WorkClock; readAt: number }) {
  return work.limitMs === null ? null : <Clock work={work} limitMs={work.limitMs} readAt={readAt} />;
}

function Clock({ work, limitMs, readAt }: { work: WorkClock; limitMs: number; readAt: number }) {
  const { t } = useTexts();
  const now = useNow(1_000);
  const warnMinutes = usePolicy().data?.ticketRule.warnMinutes ?? 5;
  // Counted from when this browser read it: its own clock may be wrong, a difference of it is not.
  const elapsed = work.elapsedMs + (work.running ? Math.max(0, now - readAt) : 0);
  const left = limitMs - elapsed;
  const color = left < 0 ? 'red' : left <= warnMinutes * 60_000 ? 'orange' : 'cyan';
  const limit = Math.round(limitMs / 60_000);
  return (
    <Group wrap="nowrap" gap="sm">
      <Ring
        value={elapsed}
        limit={limitMs}
        color={color}
        label={t('clock.label', { elapsed: spanText(elapsed), limit })}
      >
        {spanText(elapsed)}
      </Ring>
      <div>
        <Text fw={600} size="sm">
          {t('clock.title')}
        </Text>
        <Text size="xs" c="dimmed">
          {t(work.running ? 'clock.running' : 'clock.paused')} · {t('clock.of', { limit })}
        </Text>
        <Text size="xs" c={color} fw={600}>
          <Warning work={work} left={left} isNear={color === 'orange'} />
        </Text>
      </div>
    </Group>
  );
}

function Warning({ work, left, isNear }: { work: WorkClock; left: number; isNear: boolean }) {
  const { t } = useTexts();
  if (work.folio) return <TicketLink folio={work.folio}>{t('clock.folio', { folio: work.folio })}</TicketLink>;
  if (left < 0) return t('clock.over');
  return isNear ? t('clock.near', { minutes: Math.ceil(left / 60_000) }) : null;
}
