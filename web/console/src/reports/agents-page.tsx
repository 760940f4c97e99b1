import { Alert } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import type { AgentFigures } from '../../../shared/wire/report.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PeriodBar } from './period-bar.tsx';
import { ReportTabs } from './report-tabs.tsx';
import { usePeriod } from './use-period.ts';
import { useAgentFigures } from './use-reports.ts';
import { useFigureWords } from './words.ts';

/** One line for each agent, by name and never by rank: a compass (EXS-77). */
export function AgentsPage() {
  const { t } = useTexts();
  const period = usePeriod();
  const query = useAgentFigures(period);
  return (
    <div className="page">
      <PageHeader title={t('reports.agents.title')}>
        {period.isWhole && <ExportMenu what="agents" query={period.query} />}
      </PageHeader>
      <ReportTabs />
      <PeriodBar period={period} shown={query.data?.period} />
      <Alert variant="light" icon={<IconCompass size={18} aria-hidden />} mb="md">
        {t('reports.agents.compass')}
      </Alert>
      <QueryStates query={query} isEmpty={({ agents }) => agents.length === 0} empty={t('reports.agents.empty')}>
        {({ agents }) => <Agents agents={agents} />}
      </QueryStates>
    </div>
  );
}

function Agents({ agents }: { agents: readonly AgentFigures[] }) {
  const { t } = useTexts();
  const words = useFigureWords();
  const hours = (value: number | null) => words.textOf({ unit: 'hours' }, value);
  const columns: Column<AgentFigures>[] = [
    { key: 'name', header: t('reports.column.agent'), cell: ({ name }) => name, isTitle: true },
    { key: 'chats', header: t('reports.agents.conversations'), cell: (one) => one.conversations, isNumber: true },
    { key: 'response', header: t('reports.agents.response'), cell: (one) => hours(one.responseHours), isNumber: true },
    { key: 'solved', header: t('reports.agents.solved'), cell: (one) => one.solved, isNumber: true },
    {
      key: 'resolution',
      header: t('reports.agents.resolution'),
      cell: (one) => hours(one.resolutionHours),
      isNumber: true,
    },
    {
      key: 'satisfaction',
      header: t('reports.agents.satisfaction'),
      cell: (one) => words.textOf({ unit: 'percent' }, one.satisfaction),
      isNumber: true,
    },
    { key: 'entries', header: t('reports.agents.entries'), cell: (one) => one.entries, isNumber: true },
  ];
  return (
    <DataTable label={t('reports.agents.title')} rows={agents} columns={columns} rowKey={({ agentId }) => agentId} />
  );
}
