import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Page } from '../../../shared/wire/page.ts';
import { api } from '../app/api.ts';
import { useMay } from '../session/use-me.ts';

/** The way to the ticket of a folio; plain words while it is not known, and for who may not see tickets. */
export function TicketLink({ folio, children }: { folio: string; children: ReactNode }) {
  const query = useQuery({
    queryKey: ['ticket', 'folio', folio],
    queryFn: ({ signal }) => api.get<Page<{ id: string }>>(`/api/tickets?folio=${encodeURIComponent(folio)}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: useMay('tickets.read'),
  });
  const id = query.data?.items[0]?.id;
  if (id === undefined) return children;
  return (
    <Anchor component={Link} to={`/tickets/${encodeURIComponent(id)}`} inherit>
      {children}
    </Anchor>
  );
}
