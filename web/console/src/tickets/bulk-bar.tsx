import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkResult } from '../../../shared/wire/inbox.ts';
import type { TicketBulkAction } from '../../../shared/wire/ticket-look.ts';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';
import { newKey } from '../conversation/outgoing.ts';
import type { Selection } from '../inbox/use-selection.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { BulkOutcome, type Refused } from './bulk-outcome.tsx';

/** What can be done to several tickets at once: asked first, told of each afterwards. */
export function BulkBar({ rows, selection }: { rows: readonly TicketRow[]; selection: Selection }) {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const mayMove = useMay('tickets.move');
  const mayAssign = useMay('tickets.assign') && mayMove;
  // One key for one question: pressing again after a lost answer does nothing twice.
  const [asked, ask] = useState<{ type: TicketBulkAction['type']; key: string } | null>(null);
  const [refused, setRefused] = useState<readonly Refused[] | null>(null);
  const chosen = rows.filter(({ id }) => selection.ids.has(id));
  const bulk = useBulk((items) => {
    ask(null);
    const problems = items.flatMap(({ id, problem }) => {
      const folio = rows.find((row) => row.id === id)?.folio ?? id;
      return problem ? [{ folio, code: problem.code, message: problem.message }] : [];
    });
    if (problems.length > 0) setRefused(problems);
    selection.clear();
  });
  const types = [
    ...(mayAssign ? (['assign'] as const) : []),
    ...(mayMove ? (['move'] as const) : []),
    ...(mayMove && (policy?.tickets.priorities.length ?? 0) > 0 ? (['priority'] as const) : []),
    ...(mayAssign && (policy?.areas.length ?? 0) > 1 ? (['area'] as const) : []),
  ];
  if (chosen.length === 0) return refused && <BulkOutcome refused={refused} close={() => setRefused(null)} />;
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('tickets.bulk.label')}>
      <Text size="sm" fw={600} role="status">
        {t('tickets.bulk.count', { count: chosen.length })}
      </Text>
      <Group gap={6}>
        {types.map((type) => (
          <Button key={type} size="compact-sm" variant="default" onClick={() => ask({ type, key: newKey() })}>
            {t(`tickets.bulk.${type}`)}
          </Button>
        ))}
      </Group>
      <ActionIcon variant="subtle" size="sm" aria-label={t('tickets.bulk.clear')} onClick={selection.clear}>
        <IconX size={15} />
      </ActionIcon>
      {asked && (
        <BulkDialog
          type={asked.type}
          rows={chosen}
          isBusy={bulk.isPending}
          cancel={() => ask(null)}
          confirm={(action) => bulk.mutate({ key: asked.key, action, tickets: chosen.map(({ id }) => id) })}
        />
      )}
    </div>
  );
}

function useBulk(done: (items: BulkResult['items']) => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const tell = useNotice();
  return useMutation({
    mutationFn: (body: { key: string; tickets: string[]; action: TicketBulkAction }) =>
      api.send<BulkResult>('POST', '/api/tickets/bulk', body),
    onSuccess: ({ items }) => {
      const count = items.filter(({ ok }) => ok).length;
      if (count > 0) tell(t('tickets.bulk.done', { count }));
      done(items);
    },
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  });
}
