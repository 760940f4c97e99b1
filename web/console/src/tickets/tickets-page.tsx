import { Anchor, Badge, Group, Select, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Page, Ticket } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useAgents } from '../app/use-agents.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** Tickets, newest first, by state. */
export function TicketsPage() {
  const { t } = useTexts();
  const [state, setState] = useState<string | null>(null);
  const states = usePolicy().data?.states ?? [];
  return (
    <div className="page">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h3">
          {t('tickets.title')}
        </Title>
        <Select
          aria-label={t('tickets.state')}
          placeholder={t('tickets.anyState')}
          data={states.map(({ code, agentLabel }) => ({ value: code, label: agentLabel }))}
          value={state}
          onChange={setState}
          clearable
          size="sm"
        />
      </Group>
      <TicketTable state={state} />
    </div>
  );
}

function TicketTable({ state }: { state: string | null }) {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: ['tickets', 'list', state],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const filter = new URLSearchParams();
      if (state) filter.set('state', state);
      if (pageParam) filter.set('after', pageParam);
      return api.get<Page<Ticket>>(`/api/tickets?${filter}`, signal);
    },
    getNextPageParam: (page) => page.next,
  });
  const tickets = query.data?.pages.flatMap((page) => page.items);
  if (tickets === undefined) {
    return query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />;
  }
  if (tickets.length === 0) return <EmptyState>{t('tickets.empty')}</EmptyState>;
  return (
    <>
      <Table highlightOnHover verticalSpacing="sm" className="ticket-table">
        <Table.Thead>
          <Table.Tr>
            {(['folio', 'subject', 'state', 'assignee', 'opened', 'due'] as const).map((name) => (
              <Table.Th key={name}>{t(`tickets.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tickets.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} />
          ))}
        </Table.Tbody>
      </Table>
      <MoreButton query={query} />
    </>
  );
}

function TicketRow({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const agents = useAgents().data?.items;
  const isLate = ticket.dueAt !== null && ticket.closedAt === null && Date.parse(ticket.dueAt) < Date.now();
  return (
    <Table.Tr>
      <Table.Td className="nowrap">
        <Anchor component={Link} to={`/tickets/${encodeURIComponent(ticket.id)}`} size="sm" fw={600}>
          {ticket.folio}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Text size="sm" lineClamp={2}>
          {ticket.subject}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge variant="light" tt="none">
          {ticket.agentLabel}
        </Badge>
      </Table.Td>
      <Table.Td>
        {agents?.find((agent) => agent.id === ticket.assignee)?.name ?? ticket.assignee ?? t('tickets.nobody')}
      </Table.Td>
      <Table.Td className="nowrap">
        <Instant at={ticket.openedAt} />
      </Table.Td>
      <Table.Td className="nowrap">
        {ticket.dueAt && <Instant at={ticket.dueAt} />}{' '}
        {isLate && (
          <Badge color="red" size="sm">
            {t('tickets.late')}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
