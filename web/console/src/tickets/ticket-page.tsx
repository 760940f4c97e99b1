import { Anchor, Badge, Grid, Group, Paper, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { TicketDetail } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { Assignee } from './assignee.tsx';
import { Moves } from './moves.tsx';

/** A ticket with its history, and the moves that the policy allows. */
export function TicketPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['tickets', 'one', id],
    queryFn: ({ signal }) => api.get<TicketDetail>(`/api/tickets/${encodeURIComponent(id)}`, signal),
  });
  return (
    <div className="page">
      <QueryStates query={query}>{(detail) => <TicketView detail={detail} />}</QueryStates>
    </div>
  );
}

function TicketView({ detail }: { detail: TicketDetail }) {
  const { t } = useTexts();
  const { ticket } = detail;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack>
          <Anchor component={Link} to="/tickets" size="sm">
            ← {t('tickets.title')}
          </Anchor>
          <Group gap="sm">
            <Title order={1} size="h3">
              {ticket.folio}
            </Title>
            <Badge variant="light" tt="none" size="lg">
              {ticket.agentLabel}
            </Badge>
          </Group>
          <Text fw={600}>
            <MarkedText text={ticket.subject} />
          </Text>
          <Text className="ticket-text">
            <MarkedText text={ticket.description} />
          </Text>
          <Facts detail={detail} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack>
          {useMay('tickets.move') && <Moves detail={detail} />}
          <Paper withBorder p="md">
            <Text component="h2" fw={600} mb="sm">
              {t('tickets.history')}
            </Text>
            <History events={detail.events} />
          </Paper>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function Facts({ detail: { ticket } }: { detail: TicketDetail }) {
  const { t } = useTexts();
  const area = usePolicy().data?.areas.find(({ code }) => code === ticket.area)?.name ?? ticket.area;
  const found = Object.entries(ticket.diagnosis).filter(([, value]) => value !== null && value !== false);
  return (
    <>
      <dl className="facts">
        <Fact name={t('tickets.why')}>{t(`tickets.reason.${ticket.reason}`)}</Fact>
        <Fact name={t('tickets.area')}>{area}</Fact>
        <Fact name={t('tickets.assignee')}>
          <Assignee ticket={ticket} />
        </Fact>
        <Fact name={t('tickets.opened')}>
          <Instant at={ticket.openedAt} />
        </Fact>
        {ticket.dueAt && (
          <Fact name={t('tickets.due_at')}>
            <Instant at={ticket.dueAt} />
          </Fact>
        )}
        {found.map(([field, value]) => (
          <Fact key={field} name={t(`field.${field}`, { defaultValue: field })}>
            {value === true ? t('yes') : t(`value.${value}`, { defaultValue: String(value) })}
          </Fact>
        ))}
      </dl>
      {ticket.conversationId && (
        <Anchor component={Link} to={`/inbox/${encodeURIComponent(ticket.conversationId)}`}>
          {t('tickets.conversation')}
        </Anchor>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function History({ events }: { events: TicketDetail['events'] }) {
  const { t } = useTexts();
  const states = usePolicy().data?.states;
  const label = (code: string | null) => states?.find((state) => state.code === code)?.agentLabel ?? code;
  return (
    <Timeline bulletSize={14} lineWidth={2} active={events.length}>
      {events.map((event, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
        <Timeline.Item key={place} title={t(`tickets.event.${event.type}`)}>
          <Text size="sm">
            {event.from && `${label(event.from)} → `}
            {label(event.to)}
          </Text>
          {event.note && (
            <Text size="sm" className="ticket-text">
              {event.note}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {event.actor.id} · <Instant at={event.at} />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
