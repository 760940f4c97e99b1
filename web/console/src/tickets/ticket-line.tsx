import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import type { Selection } from '../inbox/use-selection.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { ClockBadge } from './clock-badge.tsx';
import { PriorityMark, StateBadge, useAgentName, useHasPriorities } from './names.tsx';

/** The cells of one ticket of the list; on a phone its cells stand as a card. */
export const TicketLine = memo(function TicketLine({ row, selection }: { row: TicketRow; selection: Selection }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const hasPriorities = useHasPriorities();
  return (
    <>
      <td className="cell-tick">
        <Checkbox
          size="xs"
          aria-label={t('tickets.select', { folio: row.folio })}
          checked={selection.ids.has(row.id)}
          onChange={() => selection.toggle(row.id)}
        />
      </td>
      <td className="cell-folio">
        <Link to={`/tickets/${encodeURIComponent(row.id)}`} className="ticket-link">
          {row.folio}
        </Link>
      </td>
      <td className="cell-subject">
        {row.subject === '' ? (
          <span className="ticket-quiet">{t('tickets.noSubject')}</span>
        ) : (
          <MarkedText text={row.subject} />
        )}
      </td>
      <td className="cell-requester">
        {row.requester ?? <span className="ticket-quiet">{t('tickets.unknown')}</span>}
        {row.company && <span className="ticket-quiet"> · {row.company}</span>}
      </td>
      <td className="cell-state">
        <StateBadge phase={row.phase} label={row.agentLabel} />
      </td>
      {hasPriorities && (
        <td className="cell-priority">
          <PriorityMark code={row.priority} />
        </td>
      )}
      <td className="cell-assignee">
        {nameOf(row.assignee) ?? <span className="ticket-quiet">{t('tickets.nobody')}</span>}
      </td>
      <td className="cell-limit">
        <ClockBadge ticket={row} />
      </td>
      <td className="cell-age">
        <RelativeTime at={row.openedAt} />
      </td>
    </>
  );
});
