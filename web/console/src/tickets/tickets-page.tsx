import './tickets.css';
import './board.css';
import { Button, Group, SegmentedControl, Title } from '@mantine/core';
import { IconPhone, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useSelection } from '../inbox/use-selection.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { TicketBoard } from './ticket-board.tsx';
import { TicketFilterBar } from './ticket-filters.tsx';
import { TicketTable } from './ticket-list.tsx';
import { useTicketFilters } from './use-ticket-filters.ts';
import { useSavedViews } from './use-tickets.ts';
import { ViewTabs } from './view-tabs.tsx';

/** Tickets by view, as a list or as a board. */
export function TicketsPage() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const saved = useSavedViews().data?.items;
  const filters = useTicketFilters(saved);
  const selection = useSelection(`${filters.view} ${filters.text} ${JSON.stringify(filters.filter)}`);
  const isBoard = search.get('as') === 'board';
  const show = (as: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (as === 'board') next.set('as', as);
        else next.delete('as');
        return next;
      },
      { replace: true },
    );
  useShortcut('b', { text: 'tickets.keys.board', group: 'list' }, () => show(isBoard ? 'list' : 'board'));
  return (
    <div className="page tickets-page">
      <header className="tickets-top">
        <Title order={1} size="h3">
          {t('tickets.title')}
        </Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('tickets.show')}
            value={isBoard ? 'board' : 'list'}
            onChange={show}
            data={[
              { value: 'list', label: t('tickets.list') },
              { value: 'board', label: t('tickets.board.button') },
            ]}
          />
          <NewButtons />
        </Group>
      </header>
      <ViewTabs filters={filters} saved={saved ?? []} />
      <TicketFilterBar filters={filters} isBoard={isBoard} />
      {isBoard ? <TicketBoard filters={filters} /> : <TicketTable filters={filters} selection={selection} />}
    </div>
  );
}

/** The ways in by hand: a ticket, and a conversation that no channel carried. */
function NewButtons() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const mayOpen = useMay('tickets.move');
  const channels = usePolicy().data?.handLogged ?? [];
  const mayLog = useMay('conversations.act') && channels.length > 0;
  useShortcut('n', { text: 'tickets.keys.new', group: 'list', isOn: mayOpen }, () => void navigate('/tickets/new'));
  useShortcut('r', { text: 'tickets.keys.log', group: 'list', isOn: mayLog }, () => void navigate('/tickets/log'));
  return (
    <>
      {mayLog && (
        <Button
          component={Link}
          to="/tickets/log"
          size="compact-sm"
          variant="default"
          aria-label={t('tickets.log.button')}
        >
          <IconPhone size={15} aria-hidden /> <span className="desk-only">{t('tickets.log.button')}</span>
        </Button>
      )}
      {mayOpen && (
        <Button component={Link} to="/tickets/new" size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />}>
          {t('tickets.new.button')}
        </Button>
      )}
    </>
  );
}
