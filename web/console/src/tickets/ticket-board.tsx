import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { Link } from 'react-router';
import type { PolicyState } from '../../../shared/wire/policy.ts';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { ErrorState, LoadingState } from '../parts/states.tsx';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ClockBadge } from './clock-badge.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PriorityMark, useAgentName, useHasPriorities } from './names.tsx';
import { useBoardMoves } from './use-board-moves.ts';
import type { TicketFilters } from './use-ticket-filters.ts';
import { useTicketList } from './use-tickets.ts';

type Moves = ReturnType<typeof useBoardMoves>;
const ended = ['closed', 'rejected', 'cancelled'];

/** A column for each state of the policy; cards are dragged, or moved by their menu, where the policy allows it. */
export function TicketBoard({ filters }: { filters: TicketFilters }) {
  const { t } = useTexts();
  const states = usePolicy().data?.states ?? [];
  const moves = useBoardMoves();
  const [held, hold] = useState<TicketRow | null>(null);
  const targets = held ? moves.targetsOf(held).map(({ code }) => code) : null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="board" aria-label={t('tickets.board.title')} tabIndex={0}>
      {states.map((state) => (
        <Column
          key={state.code}
          state={state}
          filters={filters}
          moves={moves}
          look={targets === null || held?.state === state.code ? 'rest' : targets.includes(state.code) ? 'yes' : 'no'}
          hold={hold}
          drop={() => {
            if (held) moves.moveTo(held, state.code);
            hold(null);
          }}
        />
      ))}
      {moves.asked && (
        <MoveDialog
          state={moves.asked.state}
          title={t('tickets.move.title', { folio: moves.asked.row.folio, state: moves.asked.state.agentLabel })}
          isBusy={moves.moving !== null}
          cancel={moves.cancel}
          confirm={moves.confirm}
        />
      )}
    </section>
  );
}

function Column(props: {
  state: PolicyState;
  filters: TicketFilters;
  moves: Moves;
  look: 'rest' | 'yes' | 'no';
  hold: (row: TicketRow | null) => void;
  drop: () => void;
}) {
  const { t } = useTexts();
  const { state, filters, moves, look, hold, drop } = props;
  const { open: _open, state: _state, phase: _phase, ...rest } = filters.filter;
  const isEnded = ended.includes(state.phase);
  const query = useTicketList({
    ...{ filter: { ...rest, state: state.code }, text: filters.text },
    sort: isEnded ? 'newest' : filters.sort,
  });
  const rows = query.data?.pages.flatMap((page) => page.items);
  const over = (event: DragEvent) => {
    event.preventDefault();
    // A drop where the policy does not allow it comes here as well, to be told why.
    event.dataTransfer.dropEffect = 'move';
  };
  const count = rows ? `${rows.length}${query.hasNextPage ? '+' : ''}` : '';
  return (
    <section
      className="board-column"
      data-look={look}
      data-empty={rows?.length === 0 || undefined}
      aria-label={`${state.agentLabel} ${count}`}
      onDragOver={over}
      onDrop={(event) => {
        event.preventDefault();
        drop();
      }}
    >
      <Text component="h2" size="sm" fw={600} className="board-name">
        {state.agentLabel} <span className="view-count">{count}</span>
      </Text>
      {!rows &&
        (query.error ? (
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LoadingState rows={2} />
        ))}
      {rows?.length === 0 && (
        <Text size="xs" c="dimmed" p="xs">
          {t('tickets.board.empty')}
        </Text>
      )}
      <ul className="board-cards">
        {rows?.map((row) => (
          <Card key={row.id} row={row} moves={moves} hold={hold} />
        ))}
      </ul>
      <MoreButton query={query} />
    </section>
  );
}

function Card({ row, moves, hold }: { row: TicketRow; moves: Moves; hold: (row: TicketRow | null) => void }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const may = useMay('tickets.move');
  const hasPriorities = useHasPriorities();
  return (
    <li
      className="board-card"
      draggable={may}
      data-moving={moves.moving === row.id || undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', row.folio);
        event.dataTransfer.effectAllowed = 'move';
        // A page that changes within this very event ends the drag.
        setTimeout(() => hold(row));
      }}
      onDragEnd={() => hold(null)}
    >
      <div className="board-top">
        <Link to={`/tickets/${encodeURIComponent(row.id)}`} className="board-link">
          {row.folio}
        </Link>
        {may && <MoveMenu row={row} moves={moves} />}
      </div>
      <div className="cell-subject">
        {row.subject === '' ? (
          <span className="ticket-quiet">{t('tickets.noSubject')}</span>
        ) : (
          <MarkedText text={row.subject} />
        )}
      </div>
      <div className="board-foot">
        {hasPriorities && <PriorityMark code={row.priority} />}
        <ClockBadge ticket={row} />
      </div>
      <div className="board-foot ticket-quiet">
        <span>{row.requester ?? t('tickets.unknown')}</span>
        <span>{nameOf(row.assignee) ?? t('tickets.nobody')}</span>
      </div>
    </li>
  );
}

/** The same without a pointer: "Mover a…" lists what the policy allows. */
function MoveMenu({ row, moves }: { row: TicketRow; moves: Moves }) {
  const { t } = useTexts();
  const targets = moves.targetsOf(row);
  if (targets.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="sm" aria-label={t('tickets.board.move', { folio: row.folio })}>
          <IconArrowsExchange size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('tickets.moves')}</Menu.Label>
        {targets.map(({ code, agentLabel }) => (
          <Menu.Item key={code} onClick={() => moves.moveTo(row, code)}>
            {agentLabel}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
