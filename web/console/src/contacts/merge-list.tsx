import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ContactCardView, ContactMerge } from '../../../shared/wire.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useMergeDeed } from './use-contacts.ts';

/** Merges that hold now: who joined what, when and why, and the way back. */
export function MergeList({ card }: { card: ContactCardView }) {
  const { t } = useTexts();
  const mayMerge = useMay('contacts.merge');
  const nameOf = useAgentName();
  const [undoing, setUndoing] = useState<ContactMerge | null>(null);
  if (card.merges.length === 0) return null;
  return (
    <Stack gap={4}>
      {card.merges.map((merge) => (
        <Group key={merge.id} gap={6} justify="space-between" align="flex-start" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {merge.proof === 'code' ? t('contacts.joinedByCode') : t('contacts.joinedBy', { who: nameOf(merge.by.id) })}{' '}
            <Instant at={merge.at} />
            {merge.reason !== null && ` · ${merge.reason}`}
          </Text>
          {mayMerge && (
            <Button size="compact-xs" variant="subtle" onClick={() => setUndoing(merge)}>
              {t('contacts.undo')}
            </Button>
          )}
        </Group>
      ))}
      {undoing && <UndoDialog merge={undoing} close={() => setUndoing(null)} />}
    </Stack>
  );
}

function UndoDialog({ merge, close }: { merge: ContactMerge; close: () => void }) {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const deed = useMergeDeed();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('contacts.undoTitle')}
      body={t('contacts.undoBody')}
      action={t('contacts.undo')}
      isBusy={deed.isPending}
      isBlocked={reason.trim() === ''}
      cancel={close}
      confirm={() => {
        const path = `/${encodeURIComponent(merge.id)}/undo`;
        deed.mutate({ path, body: { reason } }, { onSuccess: close, onError: notify });
      }}
    >
      <Textarea
        label={t('contacts.reason')}
        description={t('contacts.reasonWhy')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
      />
    </ConfirmDialog>
  );
}
