import { Button, Checkbox, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconFilterOff, IconTicket } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import type { Selection } from '../inbox/use-selection.ts';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { useHasPriorities } from './names.tsx';
import { TicketLine } from './ticket-line.tsx';
import type { TicketFilters } from './use-ticket-filters.ts';
import { useTicketList } from './use-tickets.ts';

/** Lines before the end at which the next page is fetched. */
const AHEAD = 15;

/** The tickets of a view, however many: only lines in sight are drawn, and the next page is there before one arrives. */
export function TicketTable({ filters, selection }: { filters: TicketFilters; selection: Selection }) {
  const query = useTicketList(filters);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 53,
    getItemKey: (place) => rows[place]?.id ?? place,
    overscan: 8,
  });
  const lastShown = list.range?.endIndex ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastShown >= rows.length - AHEAD)
      void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, lastShown, rows.length]);
  const at = useWalk(rows, selection, (place) => list.scrollToIndex(place, { align: 'auto' }));
  if (query.data === undefined)
    return query.error ? (
      <ErrorState error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingState rows={6} />
    );
  if (rows.length === 0 && !hasNextPage)
    return (
      <>
        <BulkBar rows={rows} selection={selection} />
        <NothingHere filters={filters} />
      </>
    );
  return (
    <>
      <BulkBar rows={rows} selection={selection} />
      <TableBox filters={filters} rows={rows} selection={selection} box={box} end={<PageEnd query={query} />}>
        <tbody className="ticket-rows" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr
                key={key}
                ref={list.measureElement}
                data-index={index}
                data-here={index === at || undefined}
                data-ticked={selection.ids.has(row.id) || undefined}
                className="ticket-line ticket-place"
                style={{ transform: `translateY(${start}px)` }}
                aria-rowindex={index + 2}
              >
                <TicketLine row={row} selection={selection} />
              </tr>
            );
          })}
        </tbody>
      </TableBox>
    </>
  );
}

function TableBox(props: {
  filters: TicketFilters;
  rows: readonly TicketRow[];
  selection: Selection;
  box: React.RefObject<HTMLDivElement | null>;
  end: React.ReactNode;
  children: React.ReactNode;
}) {
  const { t } = useTexts();
  const { filters, rows, selection, box, end, children } = props;
  const hasPriorities = useHasPriorities();
  const names = (['folio', 'subject', 'requester', 'state', 'priority', 'assignee'] as const).filter(
    (name) => name !== 'priority' || hasPriorities,
  );
  return (
    <div ref={box} className="ticket-scroll">
      <table
        aria-label={t('tickets.title')}
        aria-rowcount={rows.length + 1}
        className="ticket-grid"
        data-plain={!hasPriorities || undefined}
      >
        <thead className="ticket-head">
          <tr className="ticket-line" aria-rowindex={1}>
            <th scope="col">
              <AllBox rows={rows} selection={selection} />
            </th>
            {names.map((name) => (
              <th key={name} scope="col">
                {t(`tickets.column.${name}`)}
              </th>
            ))}
            <SortHeader filters={filters} name="limit" />
            <SortHeader filters={filters} name="age" />
          </tr>
        </thead>
        {children}
      </table>
      {end}
    </div>
  );
}

/** Ticks all lines that were fetched. */
function AllBox({ rows, selection }: { rows: readonly TicketRow[]; selection: Selection }) {
  const { t } = useTexts();
  const ticked = rows.filter(({ id }) => selection.ids.has(id)).length;
  const isAll = rows.length > 0 && ticked === rows.length;
  const change = () => {
    for (const { id } of rows) if (isAll || !selection.ids.has(id)) selection.toggle(id);
  };
  return (
    <Checkbox
      size="xs"
      aria-label={t('tickets.selectAll')}
      checked={isAll}
      indeterminate={ticked > 0 && !isAll}
      onChange={change}
    />
  );
}

/** By limit (the soonest), or by age (the newest, then the oldest). */
function SortHeader({ filters, name }: { filters: TicketFilters; name: 'limit' | 'age' }) {
  const { t } = useTexts();
  const { sort } = filters;
  const isMine = name === 'limit' ? sort === 'due' : sort !== 'due';
  const isUp = sort === 'due' || sort === 'oldest';
  const Arrow = isMine ? (isUp ? IconArrowUp : IconArrowDown) : IconArrowsSort;
  const next = name === 'limit' ? 'due' : sort === 'newest' ? 'oldest' : 'newest';
  return (
    <th scope="col" aria-sort={isMine ? (isUp ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton
        className="sort-button"
        aria-label={t('table.sortBy', { column: t(`tickets.column.${name}`) })}
        onClick={() => filters.sortBy(next)}
      >
        {t(`tickets.column.${name}`)} <Arrow size={14} aria-hidden />
      </UnstyledButton>
    </th>
  );
}

function PageEnd({ query }: { query: ReturnType<typeof useTicketList> }) {
  const { t } = useTexts();
  if (query.isFetchNextPageError)
    return (
      <Button variant="subtle" fullWidth onClick={() => void query.fetchNextPage()}>
        {t('retry')}
      </Button>
    );
  return query.isFetchingNextPage ? <LoadingState rows={1} /> : null;
}

function NothingHere({ filters }: { filters: TicketFilters }) {
  const { t } = useTexts();
  if (filters.isChanged)
    return (
      <EmptyState
        icon={IconFilterOff}
        action={
          <Button size="xs" variant="default" onClick={filters.reset}>
            {t('clearFilters')}
          </Button>
        }
      >
        {t('tickets.emptyFilter')}
      </EmptyState>
    );
  return (
    <EmptyState icon={IconTicket}>
      {t(`tickets.empty.${filters.view}`, { defaultValue: t('tickets.empty.other') })}
    </EmptyState>
  );
}

/** `j` and `k` walk down and up, `x` ticks, `o` opens. Returns where one stands. */
function useWalk(rows: readonly TicketRow[], selection: Selection, show: (place: number) => void): number {
  const navigate = useNavigate();
  const [at, stand] = useState(-1);
  const step = (by: number) => {
    if (rows.length === 0) return;
    const next = Math.min(rows.length - 1, Math.max(0, at + by));
    stand(next);
    show(next);
  };
  const here = rows[at];
  useShortcut('j', { text: 'tickets.keys.next', group: 'list' }, () => step(1));
  useShortcut('k', { text: 'tickets.keys.previous', group: 'list' }, () => step(-1));
  useShortcut('x', { text: 'tickets.keys.select', group: 'list' }, () => here && selection.toggle(here.id));
  useShortcut('o', { text: 'tickets.keys.open', group: 'list' }, () => {
    if (here) void navigate(`/tickets/${encodeURIComponent(here.id)}`);
  });
  return at;
}
