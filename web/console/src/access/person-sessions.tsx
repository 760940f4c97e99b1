import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { OpenSession } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { SessionRow } from './session-row.tsx';
import { usePersonDeed } from './use-people.ts';

/** Where somebody is signed in; an administrator ends one or all. */
export function PersonSessions({ id }: { id: string }) {
  const { t } = useTexts();
  const path = `/api/agents/${encodeURIComponent(id)}/sessions`;
  const query = useQuery({
    queryKey: ['people', id, 'sessions'],
    queryFn: ({ signal }) => api.get<{ items: OpenSession[] }>(path, signal),
  });
  const end = usePersonDeed((address: string) => api.send('DELETE', address));
  return (
    <QueryStates query={query}>
      {({ items }) => (
        <Stack gap="xs">
          {items.map((one) => (
            <SessionRow
              key={one.id}
              session={one}
              isBusy={end.isPending}
              end={() => end.mutate(`${path}/${encodeURIComponent(one.id)}`)}
            />
          ))}
          <Group>
            <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(path)}>
              {t('people.endSessions')}
            </Button>
          </Group>
        </Stack>
      )}
    </QueryStates>
  );
}
