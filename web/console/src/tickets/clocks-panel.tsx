import { Badge, Button, Text } from '@mantine/core';
import type { Ticket, TicketClock } from '../../../shared/wire/ticket.ts';
import { Instant, useNow } from '../parts/time.tsx';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { toneColors } from './clock-badge.tsx';
import { clockWords } from './clock-words.ts';
import { useTicketDeed } from './use-ticket.ts';

/** Every clock of the ticket: how it stands, until when, why it is paused, and what stops it. */
export function ClocksPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  if (ticket.clocks.length === 0 && ticket.dueAt === null)
    return (
      <Text size="sm" c="dimmed">
        {t('tickets.clock.noneAtAll')}
      </Text>
    );
  return (
    <ul className="ticket-clocks">
      {ticket.clocks.length === 0 && <TotalLimit ticket={ticket} />}
      {ticket.clocks.map((clock) => (
        <ClockLine key={clock.name} clock={clock} ticket={ticket} />
      ))}
      {ticket.autoCloseAt && (
        <li>
          <Text size="sm">
            {t('tickets.clock.closesBy')} <Instant at={ticket.autoCloseAt} />
          </Text>
        </li>
      )}
    </ul>
  );
}

/** A policy without clocks has one limit for the whole ticket. */
function TotalLimit({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const total: TicketClock = {
    ...{ name: '', label: t('tickets.clock.total'), status: ticket.closedAt === null ? 'running' : 'met' },
    ...{ startedAt: ticket.openedAt, dueAt: ticket.dueAt, warnAt: null, stoppedAt: ticket.closedAt, calendar: '' },
  };
  const isLate = ticket.closedAt !== null && (ticket.dueAt ?? '') < ticket.closedAt;
  return <ClockLine clock={isLate ? { ...total, status: 'late' } : total} ticket={ticket} />;
}

function ClockLine({ clock, ticket }: { clock: TicketClock; ticket: Ticket }) {
  const { t } = useTexts();
  const now = useNow(1_000);
  const { tone, text } = clockWords(clock, now, t);
  const end = clock.stoppedAt ?? clock.dueAt;
  return (
    <li>
      <div className="clock-line">
        <Text size="sm" fw={600}>
          {clock.label}
        </Text>
        <Badge variant="light" color={toneColors[tone]} className="ticking">
          {text}
        </Badge>
      </div>
      <div className="clock-line">
        <Text size="xs" c="dimmed">
          {clock.status === 'paused' && t('tickets.clock.pausedBecause', { state: ticket.agentLabel })}
          {clock.status !== 'paused' && end && (
            <>
              {t(clock.stoppedAt ? 'tickets.clock.stoppedAt' : 'tickets.clock.until')} <Instant at={end} />
            </>
          )}
        </Text>
        <StopMark clock={clock} ticket={ticket} />
      </div>
    </li>
  );
}

/** What the policy waits for to stop the clock, where an agent says that it was done. */
function StopMark({ clock, ticket }: { clock: TicketClock; ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move');
  const marks = usePolicy().data?.tickets.clockMarks ?? [];
  const deed = useTicketDeed(ticket.id);
  const runs = clock.status === 'running' || clock.status === 'breached';
  const mark = marks.find((one) => one.clock === clock.name && !ticket.marks.includes(one.mark))?.mark;
  if (!may || !runs || mark === undefined) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={deed.isPending}
      onClick={() => deed.mutate({ path: 'marks', body: { mark } })}
    >
      {t('tickets.clock.mark', { mark: t(`tickets.mark.${mark}`, { defaultValue: mark }) })}
    </Button>
  );
}
