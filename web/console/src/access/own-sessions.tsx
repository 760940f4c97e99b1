import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OpenSession } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { SessionRow } from './session-row.tsx';

type OwnSession = OpenSession & { current: boolean };

/** Where one is signed in: each can be ended, and all others at once. */
export function OwnSessions() {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const query = useQuery({
    queryKey: ['ownSessions'],
    queryFn: ({ signal }) => api.get<{ items: OwnSession[] }>('/api/me/sessions', signal),
  });
  const end = useMutation({
    mutationFn: (path: string) => api.send('DELETE', path),
    onSettled: () => client.invalidateQueries({ queryKey: ['ownSessions'] }),
    onError: notify,
  });
  return (
    <QueryStates query={query}>
      {({ items }) => (
        <Stack gap="xs">
          {items.map((one) => (
            <SessionRow
              key={one.id}
              session={one}
              isCurrent={one.current}
              isBusy={end.isPending}
              end={() => end.mutate(`/api/me/sessions/${encodeURIComponent(one.id)}`)}
            />
          ))}
          {items.length > 1 && (
            <Group>
              <Button
                size="xs"
                variant="default"
                loading={end.isPending}
                onClick={() => end.mutate('/api/me/sessions')}
              >
                {t('account.endAll')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </QueryStates>
  );
}
