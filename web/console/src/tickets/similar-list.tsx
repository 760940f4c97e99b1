import { Anchor, Paper, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { SimilarTicket } from '../../../shared/wire/ticket-look.ts';
import { api } from '../app/api.ts';
import { useTexts } from '../texts/texts.tsx';

/** Fewer letters say nothing of a case. */
const LEAST = 8;

/** Open tickets like the one that is being written, while it is written. */
export function SimilarList(props: { subject: string; description: string; contactId: string | null }) {
  const { t } = useTexts();
  const [asked] = useDebouncedValue(props, 500);
  const isEnough = asked.subject.trim().length >= LEAST;
  const query = useQuery({
    queryKey: ['ticket-draft', asked.subject, asked.description, asked.contactId],
    queryFn: () =>
      api.send<{ items: SimilarTicket[] }>('POST', '/api/tickets/similar', {
        ...{ subject: asked.subject, description: asked.description },
        ...(asked.contactId && { contactId: asked.contactId }),
      }),
    enabled: isEnough,
    placeholderData: (before) => before,
    // What is being written is kept nowhere longer than it is looked at.
    gcTime: 0,
  });
  const found = isEnough ? (query.data?.items ?? []) : [];
  if (found.length === 0) return null;
  return (
    <Paper withBorder p="sm" role="status" className="similar-list">
      <Text size="sm" fw={600}>
        {t('tickets.new.similar')}
      </Text>
      {found.map(({ id, folio, subject, agentLabel, words }) => (
        <Text key={id} size="sm">
          <Anchor component={Link} to={`/tickets/${encodeURIComponent(id)}`} fw={600} c="inherit" underline="always">
            {folio}
          </Anchor>{' '}
          {subject} · {agentLabel} <span className="ticket-quiet">({words.slice(0, 4).join(', ')})</span>
        </Text>
      ))}
    </Paper>
  );
}
