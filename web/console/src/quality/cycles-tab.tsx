import { Badge, Group, Text } from '@mantine/core';
import type { CycleState, CycleSummary } from '../../../shared/wire/audit-cycle.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { periodText } from '../parts/period-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useCycles } from './use-cycles.ts';

const colors: Readonly<Record<CycleState, string>> = {
  ...{ draft: 'gray', delivered: 'blue', copied: 'yellow', answered: 'violet', evaluated: 'green' },
};

/** Audit reports, newest first, with those that wait for the viewer marked. */
export function CyclesTab() {
  const { t, locale } = useTexts();
  const columns: Column<CycleSummary>[] = [
    {
      key: 'report',
      header: t('cycles.report'),
      isTitle: true,
      cell: ({ label, period }) => t('cycles.name', { label, period: periodText(period, locale) }),
    },
    { key: 'state', header: t('cycles.stateHead'), cell: (one) => <CycleBadge cycle={one} /> },
    { key: 'findings', header: t('cycles.findings'), isNumber: true, cell: ({ findings }) => findings },
    { key: 'answered', header: t('cycles.answered'), isNumber: true, cell: ({ answered }) => answered },
    {
      key: 'dueAt',
      header: t('cycles.dueAt'),
      cell: ({ dueAt }) => (dueAt === null ? '—' : <Instant at={dueAt} />),
    },
  ];
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={640}>
        {t('cycles.about')}
      </Text>
      <QueryStates query={useCycles()} isEmpty={({ items }) => items.length === 0} empty={t('cycles.empty')}>
        {({ items }) => (
          <DataTable
            label={t('cycles.tab')}
            rows={items}
            columns={columns}
            rowKey={({ id }) => id}
            linkOf={({ id }) => `/quality/audits/${encodeURIComponent(id)}`}
          />
        )}
      </QueryStates>
    </>
  );
}

/** Where a report stands, whether answers are late, and whether it waits for the viewer. */
export function CycleBadge({ cycle: { state, overdue, may } }: { cycle: CycleSummary }) {
  const { t } = useTexts();
  return (
    <Group gap={6}>
      <Badge color={overdue ? 'red' : colors[state]} variant="light" tt="none">
        {overdue ? t('cycles.late') : t(`cycles.state.${state}`)}
      </Badge>
      {Object.values(may).some(Boolean) && (
        <Badge variant="outline" tt="none">
          {t('cycles.yours')}
        </Badge>
      )}
    </Group>
  );
}
