import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Ticket } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useAgents } from '../app/use-agents.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

/** Who has the ticket; a list to choose from where one may. */
export function Assignee({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const agents = useAgents().data?.items ?? [];
  const assign = useMutation({
    mutationFn: (assignee: string | null) =>
      api.send<Ticket>('POST', `/api/tickets/${encodeURIComponent(ticket.id)}/assign`, { assignee }),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  });
  const name = agents.find((agent) => agent.id === ticket.assignee)?.name ?? ticket.assignee;
  if (!useMay('tickets.assign')) return name ?? t('tickets.nobody');
  return (
    <Select
      aria-label={t('tickets.assignee')}
      placeholder={t('tickets.nobody')}
      data={agents.map((agent) => ({ value: agent.id, label: agent.name }))}
      value={ticket.assignee}
      onChange={(value) => assign.mutate(value)}
      clearable
      size="xs"
      maw={240}
    />
  );
}
