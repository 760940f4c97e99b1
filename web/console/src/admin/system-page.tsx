import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { SystemView } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { StatTile } from '../parts/stat-tile.tsx';
import { QueryStates } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import type { Translate } from '../texts/translate.ts';
import { JobsPanel } from './jobs-panel.tsx';
import { StateBadge } from './state-badge.tsx';

/** How the installation is: what waits, how much room is left, whether and whether every part works. */
export function SystemPage() {
  const { t, locale } = useTexts();
  const query = useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => api.get<SystemView>('/api/system', signal),
    refetchInterval: 15_000,
  });
  return (
    <div className="page">
      <PageHeader title={t('system.title')} about={t('system.about')} />
      <QueryStates query={query}>
        {(system) => (
          <Stack maw={900} gap="lg">
            <div className="stat-tiles">
              <StatTile label={t('system.version')} value={system.version} hint={`Node ${system.node}`} />
              <StatTile
                label={t('system.since')}
                value={<RelativeTime at={system.startedAt} />}
                hint={t(`system.${system.processes}`)}
              />
              <StatTile
                label={t('system.store')}
                value={system.store.bytes === null ? system.store.kind : sizeOf(system.store.bytes, locale)}
                {...(system.filesBytes !== null && {
                  hint: t('system.files', { size: sizeOf(system.filesBytes, locale) }),
                })}
              />
              {system.freeBytes !== null && (
                <StatTile
                  label={t('system.free')}
                  value={sizeOf(system.freeBytes, locale)}
                  tone={system.freeBytes < 1e9 ? 'bad' : 'plain'}
                />
              )}
              <StatTile label={t('system.outbox')} value={system.outbox} />
              {system.jobs !== null && <StatTile label={t('system.jobs')} value={system.jobs} />}
              {system.backup && <Backup backup={system.backup} />}
            </div>
            {system.backup?.isDue && (
              <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('system.backupDue')}>
                {t('system.backupHow')}
              </Alert>
            )}
            <Checks checks={system.checks} />
            <JobsPanel />
          </Stack>
        )}
      </QueryStates>
    </div>
  );
}

function Backup({ backup: { at, bytes, isDue } }: { backup: NonNullable<SystemView['backup']> }) {
  const { t, locale } = useTexts();
  return (
    <StatTile
      label={t('system.backup')}
      value={at === null ? t('system.backupNone') : <RelativeTime at={at} />}
      tone={isDue ? 'bad' : 'plain'}
      {...(bytes !== null && { hint: sizeOf(bytes, locale) })}
    />
  );
}

function Checks({ checks }: Pick<SystemView, 'checks'>) {
  const { t } = useTexts();
  const rows = Object.entries(checks);
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'name', header: t('system.part'), isTitle: true, cell: ([name]) => partName(t, name) },
    {
      key: 'state',
      header: t('tokens.state'),
      cell: ([name, value]) => <Check name={name} value={value} />,
    },
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={t('system.checks')}>
      <Title order={2} size="h5" mb="sm">
        {t('system.checks')}
      </Title>
      <DataTable label={t('system.checks')} rows={rows} columns={columns} rowKey={([name]) => name} />
    </Paper>
  );
}

/** A part in words; of many organisations each knowledge base has the code behind it. */
function partName(t: Translate, name: string): string {
  const [part = name, code] = name.split(' ');
  const words = t(`system.parts.${part}`, { defaultValue: part });
  return code === undefined ? words : `${words} · ${code}`;
}

function Check({ name, value }: { name: string; value: boolean | string }) {
  const { t } = useTexts();
  const knowledge = typeof value === 'string' ? /^revision (\d+), (\d+) entries$/.exec(value) : null;
  // A base that is loaded works; how much it holds is worth a word.
  if (name.startsWith('knowledge') && knowledge)
    return (
      <Group gap="xs">
        <StateBadge ok detail={null} />
        <Text size="sm" c="dimmed">
          {t('system.entries', { count: Number(knowledge[2]) })}
        </Text>
      </Group>
    );
  return <StateBadge ok={value === true} detail={typeof value === 'string' ? value : null} />;
}

/** Bytes in words: `3.4 MB`. */
function sizeOf(bytes: number, locale: string): string {
  const [unit, size] =
    bytes >= 1e9
      ? (['gigabyte', 1e9] as const)
      : bytes >= 1e6
        ? (['megabyte', 1e6] as const)
        : (['kilobyte', 1e3] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}
