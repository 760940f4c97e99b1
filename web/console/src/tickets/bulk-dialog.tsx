import { Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { TicketBulkAction } from '../../../shared/wire/ticket-look.ts';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { useAgents } from '../app/use-agents.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { MoveDialog } from './move-dialog.tsx';

/** Stands for "nobody" in the list of people. */
const NOBODY = '-';

/** Asks what exactly is to be done to the ticked tickets, and names them. */
export function BulkDialog(props: {
  type: TicketBulkAction['type'];
  rows: readonly TicketRow[];
  isBusy: boolean;
  cancel: () => void;
  confirm: (action: TicketBulkAction) => void;
}) {
  const { t } = useTexts();
  const { type, rows, isBusy, cancel, confirm } = props;
  const policy = usePolicy().data;
  const choices = useChoices(type);
  const [value, choose] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isAsking, askMore] = useState(false);
  const state = type === 'move' ? policy?.states.find(({ code }) => code === value) : undefined;
  if (isAsking && state)
    return (
      <MoveDialog
        state={state}
        title={t('tickets.bulk.moveTitle', { count: rows.length })}
        isBusy={isBusy}
        cancel={cancel}
        confirm={({ internal: _internal, ...move }) => confirm({ type: 'move', ...move })}
      />
    );
  const go = () => {
    if (value === null) return;
    if (type === 'assign') confirm({ type, assignee: value === NOBODY ? null : value });
    if (type === 'priority') confirm({ type, priority: value, reason });
    if (type === 'area') confirm({ type, area: value });
    if (type === 'move') (state?.needs.length ?? 0) > 0 ? askMore(true) : confirm({ type, to: value });
  };
  return (
    <ConfirmDialog
      isOpen
      title={t(`tickets.bulk.${type}Title`, { count: rows.length })}
      action={t(`tickets.bulk.${type}`)}
      isBusy={isBusy}
      isBlocked={value === null || (type === 'priority' && reason.trim() === '')}
      cancel={cancel}
      confirm={go}
    >
      <Text size="sm" c="dimmed" lineClamp={3}>
        {rows.map(({ folio }) => folio).join(', ')}
      </Text>
      <Select
        label={t(`tickets.bulk.${type}To`)}
        data={choices}
        value={value}
        onChange={choose}
        searchable={choices.length > 8}
        required
      />
      {type === 'priority' && (
        <Textarea
          label={t('tickets.priority.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={1_000}
          required
          autosize
        />
      )}
    </ConfirmDialog>
  );
}

function useChoices(type: TicketBulkAction['type']): { value: string; label: string }[] {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const agents = useAgents().data?.items ?? [];
  switch (type) {
    case 'assign':
      return [
        ...agents.map(({ id, name }) => ({ value: id, label: name })),
        { value: NOBODY, label: t('tickets.nobody') },
      ];
    case 'move':
      return (policy?.states ?? []).map(({ code, agentLabel }) => ({ value: code, label: agentLabel }));
    case 'priority':
      return (policy?.tickets.priorities ?? []).map(({ code, label }) => ({ value: code, label }));
    case 'area':
      return (policy?.areas ?? []).map(({ code, name }) => ({ value: code, label: name }));
  }
}
