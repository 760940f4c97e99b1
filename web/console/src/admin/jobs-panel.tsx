import { Badge, Button, Paper, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SystemJob } from '../../../shared/wire/admin.ts';
import { api } from '../app/api.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { QueryStates } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** What the system will do by itself: what failed first, and the way to have it done now. */
export function JobsPanel() {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['system', 'jobs'],
    queryFn: ({ signal }) => api.get<{ items: SystemJob[] }>('/api/system/jobs?limit=50', signal),
    refetchInterval: 15_000,
  });
  const columns: Column<SystemJob>[] = [
    {
      key: 'type',
      header: t('system.job'),
      isTitle: true,
      cell: ({ type }) => t(`system.jobType.${type.replaceAll('.', '_')}`, { defaultValue: type }),
    },
    { key: 'when', header: t('system.when'), cell: ({ runAt }) => <RelativeTime at={runAt} /> },
    {
      key: 'failures',
      header: t('system.failures'),
      isNumber: true,
      cell: ({ failures }) =>
        failures === 0 ? (
          '0'
        ) : (
          <Badge color="red" variant="light">
            {failures}
          </Badge>
        ),
    },
    { key: 'deed', header: t('system.deed'), cell: (job) => <RunNow job={job} /> },
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={t('system.jobsTitle')}>
      <Title order={2} size="h5">
        {t('system.jobsTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('system.jobsAbout')}
      </Text>
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('system.jobsEmpty')}>
        {({ items }) => (
          <DataTable label={t('system.jobsTitle')} rows={items} columns={columns} rowKey={({ key }) => key} />
        )}
      </QueryStates>
    </Paper>
  );
}

function RunNow({ job: { key, type } }: { job: SystemJob }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notice = useNotice();
  const notify = useErrorNotice();
  const run = useMutation({
    mutationFn: () => api.send('POST', '/api/system/jobs/run', { key }),
    onSuccess: () => notice(t('system.started')),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['system'] }),
  });
  const name = t(`system.jobType.${type.replaceAll('.', '_')}`, { defaultValue: type });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={run.isPending}
      onClick={() => run.mutate()}
      aria-label={`${t('system.runNow')}: ${name}`}
    >
      {t('system.runNow')}
    </Button>
  );
}
