import { Button, Group, Paper, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket, TicketDetail } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';

/** One button for each state that the ticket may go to, with a note for the history. */
export function Moves({ detail: { ticket, moves } }: { detail: TicketDetail }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const [note, setNote] = useState('');
  const move = useMutation({
    mutationFn: (to: string) =>
      api.send<Ticket>(
        'POST',
        `/api/tickets/${encodeURIComponent(ticket.id)}/move`,
        note.trim() ? { to, note } : { to },
      ),
    onSuccess: () => setNote(''),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  });
  return (
    <Paper withBorder p="md">
      <Text component="h2" fw={600} mb="sm">
        {t('tickets.moves')}
      </Text>
      {moves.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('tickets.noMoves')}
        </Text>
      )}
      {moves.length > 0 && (
        <>
          <Textarea
            label={t('tickets.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={4_000}
            autosize
            mb="sm"
          />
          <Group gap="xs">
            {moves.map(({ to, label }) => (
              <Button
                key={to}
                size="xs"
                variant="default"
                loading={move.isPending && move.variables === to}
                onClick={() => move.mutate(to)}
              >
                {label}
              </Button>
            ))}
          </Group>
        </>
      )}
    </Paper>
  );
}
