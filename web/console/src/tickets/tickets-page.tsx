import './tickets.css';
import { Title } from '@mantine/core';
import { useSelection } from '../inbox/use-selection.ts';
import { useTexts } from '../texts/texts.tsx';
import { TicketFilterBar } from './ticket-filters.tsx';
import { TicketTable } from './ticket-list.tsx';
import { useTicketFilters } from './use-ticket-filters.ts';
import { useSavedViews } from './use-tickets.ts';
import { ViewTabs } from './view-tabs.tsx';

/** Tickets by view: a list, narrowed and in order. */
export function TicketsPage() {
  const { t } = useTexts();
  const saved = useSavedViews().data?.items;
  const filters = useTicketFilters(saved);
  const selection = useSelection(`${filters.view} ${JSON.stringify(filters.filter)}`);
  return (
    <div className="page tickets-page">
      <header className="tickets-top">
        <Title order={1} size="h3">
          {t('tickets.title')}
        </Title>
      </header>
      <ViewTabs filters={filters} saved={saved ?? []} />
      <TicketFilterBar filters={filters} isBoard={false} />
      <TicketTable filters={filters} selection={selection} />
    </div>
  );
}
