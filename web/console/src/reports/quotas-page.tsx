import './reports.css';
import { Badge, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { QuotaAgent, QuotaMonth } from '../../../shared/wire/knowledge.ts';
import { api } from '../app/api.ts';
import { FilterBar } from '../parts/filter-bar.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useTexts } from '../texts/texts.tsx';
import { ReportTabs } from './report-tabs.tsx';

/** Everybody's month (EXS-39, EXS-40): how far, which days, what counted and why not. */
export function QuotasPage() {
  const { t } = useTexts();
  const filters = useUrlFilters(['month'] as const);
  const { query: search } = filters;
  const query = useQuery({
    queryKey: ['reports', 'quotas', search],
    queryFn: ({ signal }) => api.get<QuotaMonth>(`/api/knowledge/quota${search && `?${search}`}`, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <PageHeader title={t('reports.quotas.title')} about={t('reports.quotas.about')} />
      <ReportTabs />
      <FilterBar isSet={filters.isSet} clear={filters.clear}>
        <TextInput
          type="month"
          label={t('reports.period.month')}
          value={filters.values.month || (query.data?.month ?? '')}
          onChange={(event) => filters.set('month', event.currentTarget.value)}
        />
      </FilterBar>
      <QueryStates query={query} isEmpty={({ agents }) => agents.length === 0} empty={t('reports.agents.empty')}>
        {({ agents }) => (
          <Stack>
            {agents.map((agent) => (
              <Member key={agent.agentId} agent={agent} />
            ))}
          </Stack>
        )}
      </QueryStates>
    </div>
  );
}

function Member({ agent }: { agent: QuotaAgent }) {
  const { t } = useTexts();
  const { month, missedDays, improved, verdicts } = agent;
  const reasons = new Map<string, number>();
  for (const { reason } of verdicts) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return (
    <Paper withBorder p="md" component="section" aria-label={agent.name}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {agent.name}
        </Title>
        <Group gap="xs">
          <Text fw={700}>{t('reports.quotas.of', { total: month.total, target: month.target })}</Text>
          {month.met && <Badge color="green">{t('reports.standing.reached')}</Badge>}
          {month.behindPace > 0 && (
            <Badge variant="default">{t('reports.quotas.behind', { count: month.behindPace })}</Badge>
          )}
          {missedDays > 0 && <Badge variant="default">{t('reports.quotas.missed', { count: missedDays })}</Badge>}
        </Group>
      </Group>
      <Days agent={agent} />
      <Group gap="xs" mt="sm">
        {[...reasons].map(([reason, count]) => (
          <Text key={reason} size="sm" c={reason === 'counted' ? undefined : 'dimmed'}>
            {t(`reports.quotas.reason.${reason}`)}: {count}
          </Text>
        ))}
        {improved > 0 && (
          <Text size="sm" c="dimmed">
            {t('reports.quotas.improved', { count: improved })}
          </Text>
        )}
      </Group>
    </Paper>
  );
}

/** A square for each day, as dark as its count; words for who cannot see it. */
function Days({ agent }: { agent: QuotaAgent }) {
  const { t } = useTexts();
  return (
    <ul className="quota-days" aria-label={t('reports.quotas.days', { name: agent.name })}>
      {agent.days.map(({ date, status, total }) => {
        const words = `${date}: ${t(`reports.quotas.day.${status}`)}${total > 0 ? `, ${total}` : ''}`;
        return (
          <li key={date} className="quota-day" data-status={status} data-total={Math.min(total, 4)} title={words}>
            <span aria-hidden>{Number(date.slice(8))}</span>
            <span className="visually-hidden">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
