import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { newKey } from '../conversation/outgoing.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** A new ticket for what goes beyond this one; it follows it, and opens once it is there (MAS-102). */
export function ApartDialog({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [key] = useState(newKey);
  const navigate = useNavigate();
  const deed = useTicketDeed(ticket.id, (next) => void navigate(`/tickets/${encodeURIComponent(next.id)}`));
  return (
    <ConfirmDialog
      isOpen
      title={t('kind.apartTitle', { folio: ticket.folio })}
      action={t('kind.apartDo')}
      isBusy={deed.isPending}
      isBlocked={text.trim() === ''}
      cancel={close}
      confirm={() => deed.mutate({ path: 'apart', body: { text }, key })}
    >
      <Textarea
        label={t('kind.apartText')}
        description={t('kind.apartHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={4_000}
        minRows={3}
        autosize
        required
        data-autofocus
      />
    </ConfirmDialog>
  );
}
