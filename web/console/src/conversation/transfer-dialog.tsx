import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../../shared/wire/conversation.ts';
import type { TransferTarget } from '../../../shared/wire/inbox.ts';
import { api } from '../app/api.ts';
import { onConversation } from '../live/live-cache.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { newKey } from './outgoing.ts';
import { TransferField } from './transfer-field.tsx';

/** Passes a conversation on, with a word for whoever gets it. */
export function TransferDialog({ id, close }: { id: string; close: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const [to, setTo] = useState<TransferTarget | null>(null);
  const [note, setNote] = useState('');
  const [key] = useState(newKey);
  const transfer = useMutation({
    mutationFn: () =>
      api.send<Conversation>('POST', `/api/conversations/${encodeURIComponent(id)}/transfer`, {
        to,
        ...(note.trim() === '' ? {} : { note: { id: key, text: note } }),
      }),
    onSuccess: (conversation) => {
      onConversation(client, conversation);
      void client.invalidateQueries({ queryKey: ['notes', id] });
      close();
    },
    onError: notify,
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('conversation.transferTitle')}
      action={t('conversation.transfer')}
      isBusy={transfer.isPending}
      isBlocked={to === null}
      cancel={close}
      confirm={() => transfer.mutate()}
    >
      <TransferField value={to} choose={setTo} />
      <Textarea
        label={t('conversation.transferNote')}
        autosize
        minRows={2}
        maxLength={4_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
