import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedTicketView } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import type { TicketFilters } from './use-ticket-filters.ts';

/** Keeps what the list shows now: under a new name, or in the view that it was changed on. */
export function SaveView({ filters, known }: { filters: TicketFilters; known: SavedTicketView | null }) {
  const { t } = useTexts();
  const mayShare = useMay('ticketViews.share');
  const [isAsking, ask] = useState(false);
  const [name, setName] = useState('');
  const [shared, share] = useState(false);
  const save = useSaveView(filters, () => ask(false));
  const mayChange = known !== null && (!known.shared || mayShare);
  return (
    <>
      {mayChange && (
        <Button size="compact-xs" variant="default" loading={save.isPending} onClick={() => save.mutate(known)}>
          {t('tickets.views.update')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconBookmarkPlus size={15} aria-hidden />}
        onClick={() => ask(true)}
      >
        {t('tickets.views.save')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('tickets.views.saveTitle')}
        action={t('tickets.views.keep')}
        isBusy={save.isPending}
        isBlocked={name.trim() === ''}
        cancel={() => ask(false)}
        confirm={() => save.mutate({ id: crypto.randomUUID(), name, shared })}
      >
        <TextInput
          label={t('tickets.views.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={60}
          required
          data-autofocus
        />
        {mayShare && (
          <Checkbox
            label={t('tickets.views.share')}
            checked={shared}
            onChange={(event) => share(event.currentTarget.checked)}
          />
        )}
      </ConfirmDialog>
    </>
  );
}

function useSaveView({ filter, sort, open }: TicketFilters, done: () => void) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: ({ id, name, shared }: Pick<SavedTicketView, 'id' | 'name' | 'shared'>) =>
      api.send<SavedTicketView>('PUT', `/api/ticket-views/${encodeURIComponent(id)}`, { name, shared, filter, sort }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['ticket-views'] });
      void client.invalidateQueries({ queryKey: ['tickets', 'counts'] });
      done();
      open(id);
    },
    onError: notify,
  });
}
