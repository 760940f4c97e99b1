import { Badge, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { PageHeader } from '../parts/page-header.tsx';
import { StatTile } from '../parts/stat-tile.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant, RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useToday } from './use-reports.ts';

/** The lead's first page: how the desk stands this minute. */
export function TodayPage() {
  const { t } = useTexts();
  const query = useToday();
  return (
    <div className="page">
      <PageHeader title={t('reports.today.title')} about={t('reports.today.about')} />
      <QueryStates query={query}>
        {(state) => (
          <>
            <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} mb="lg">
              <StatTile
                label={t('reports.today.waiting')}
                value={state.waiting}
                hint={state.longestWait && <RelativeTime at={state.longestWait} />}
                to="/inbox"
              />
              <StatTile label={t('reports.today.withAgents')} value={state.withAgents} to="/inbox" />
              <StatTile label={t('reports.today.open')} value={state.openTickets} to="/tickets" />
              <StatTile label={t('reports.today.unassigned')} value={state.unassigned} to="/tickets" />
              <StatTile
                label={t('reports.today.late')}
                value={state.late}
                tone={state.late > 0 ? 'bad' : 'good'}
                to="/tickets"
              />
              <StatTile label={t('reports.today.soon')} value={state.soon} to="/tickets" />
              <StatTile label={t('reports.today.opened')} value={state.openedToday} to="/reports?kind=day" />
              <StatTile label={t('reports.today.solved')} value={state.solvedToday} to="/reports?kind=day" />
            </SimpleGrid>
            <Title order={2} size="h5" mb="xs">
              {t('reports.today.team')}
            </Title>
            <Group gap="xs" mb="md">
              {state.online.length === 0 && <Text c="dimmed">{t('reports.today.nobody')}</Text>}
              {state.online.map(({ agentId, name, presence }) => (
                <Badge key={agentId} size="lg" variant="default">
                  {name} · {t(`presence.${presence}`)}
                </Badge>
              ))}
            </Group>
            <Text size="xs" c="dimmed">
              {t('reports.today.asOf')} <Instant at={state.asOf} />
            </Text>
          </>
        )}
      </QueryStates>
    </div>
  );
}
