import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { BulkAction, BulkResult } from '../../../shared/wire/inbox.ts';
import { api } from '../app/api.ts';
import { newKey } from '../conversation/outgoing.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import type { Selection } from './use-selection.ts';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }));

/** What can be done to several conversations at once. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const { t } = useTexts();
  const [asked, ask] = useState<'transfer' | 'tag' | 'close' | null>(null);
  const bulk = useBulk(selection);
  const run = (action: BulkAction) => {
    ask(null);
    bulk.mutate(action);
  };
  const count = selection.ids.size;
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('inbox.bulk.label')}>
      <Group gap={4} wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} role="status">
          {t('inbox.bulk.count', { count })}
        </Text>
        <ActionIcon variant="subtle" size="sm" aria-label={t('inbox.bulk.clear')} onClick={selection.clear}>
          <IconX size={15} />
        </ActionIcon>
      </Group>
      <Group gap={4}>
        <Button size="compact-xs" loading={bulk.isPending} onClick={() => bulk.mutate({ type: 'take' })}>
          {t('conversation.take')}
        </Button>
        {(['transfer', 'tag', 'close'] as const).map((type) => (
          <Button key={type} size="compact-xs" variant="default" disabled={bulk.isPending} onClick={() => ask(type)}>
            {t(`inbox.bulk.${type}`)}
          </Button>
        ))}
      </Group>
      <Suspense>{asked && <BulkDialog type={asked} count={count} cancel={() => ask(null)} confirm={run} />}</Suspense>
    </div>
  );
}

/** Does one deed on all of the selection and tells what came of it. */
function useBulk(selection: Selection) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const notice = useNotice();
  return useMutation({
    mutationFn: (action: BulkAction) =>
      api.send<BulkResult>('POST', '/api/inbox/bulk', { id: newKey(), conversations: [...selection.ids], action }),
    onSuccess: ({ items }) => {
      const refused = items.filter(({ ok }) => !ok);
      const reasons = refused.map(({ problem }) => {
        const { code = 'INTERNAL', message = '', details = {} } = problem ?? {};
        return t(`error.${code}`, { defaultValue: message, ...details });
      });
      const message = [...new Set(reasons)].join(' ');
      if (refused.length > 0) {
        const title = t('inbox.bulk.some', { done: items.length - refused.length, count: items.length });
        notice(message, { color: 'orange', title });
      }
      selection.clear();
    },
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['conversations'] }),
  });
}
