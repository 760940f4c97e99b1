import { Select, TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { Outcome } from '../../../shared/wire/conversation.ts';
import type { BulkAction, TransferTarget } from '../../../shared/wire/inbox.ts';
import { outcomes } from '../conversation/close-dialog.tsx';
import { TransferField } from '../conversation/transfer-field.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useTags } from './use-conversations.ts';

/** Asks what exactly is to be done to the ticked conversations. */
export function BulkDialog(props: {
  type: 'transfer' | 'tag' | 'close';
  count: number;
  cancel: () => void;
  confirm: (deed: BulkAction) => void;
}) {
  const { t } = useTexts();
  const { type, count, cancel, confirm } = props;
  const [to, setTo] = useState<TransferTarget | null>(null);
  const [tags, setTags] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<Outcome>('agent');
  const known = useTags().data;
  const deeds = {
    transfer: to && { type, to },
    tag: tags.length > 0 && { type, add: tags, remove: [] },
    close: { type, outcome },
  };
  const deed = (deeds[type] || null) as BulkAction | null;
  return (
    <ConfirmDialog
      isOpen
      title={t(`inbox.bulk.${type}Title`, { count })}
      body={type === 'close' ? t('inbox.bulk.closeBody') : undefined}
      action={t(`inbox.bulk.${type}`)}
      isDanger={type === 'close'}
      isBlocked={deed === null}
      cancel={cancel}
      confirm={() => deed && confirm(deed)}
    >
      {type === 'transfer' && <TransferField value={to} choose={setTo} />}
      {type === 'tag' && (
        <TagsInput
          label={t('inbox.tags')}
          data={[...new Set([...(known?.suggested ?? []), ...(known?.used ?? [])])]}
          value={tags}
          onChange={setTags}
          maxTags={20}
        />
      )}
      {type === 'close' && (
        <Select
          label={t('conversation.outcome')}
          data={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          value={outcome}
          onChange={(value) => setOutcome((value as Outcome | null) ?? 'agent')}
          allowDeselect={false}
        />
      )}
    </ConfirmDialog>
  );
}
