import { Text } from '@mantine/core';
import { useParams } from 'react-router';
import type { Figure, FigureCase } from '../../../shared/wire/report.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useTexts } from '../texts/texts.tsx';
import { EnteredValues } from './entered-values.tsx';
import { ExportMenu } from './export-menu.tsx';
import { PeriodBar } from './period-bar.tsx';
import { usePeriod } from './use-period.ts';
import { useCases, useFigures } from './use-reports.ts';
import { useFigureWords } from './words.ts';

/** The very tickets, conversations and entries that a figure was made from. */
export function CasesPage() {
  const { t } = useTexts();
  const { name = '' } = useParams();
  const period = usePeriod();
  const { values } = useUrlFilters(['group'] as const);
  const sheet = useFigures(period).data;
  const figure = sheet?.figures.find((one) => one.name === name);
  const query = useCases(name, values.group, period);
  const words = useFigureWords();
  const caseQuery = new URLSearchParams({ name, ...(values.group && { group: values.group }) })
    .toString()
    .concat('&', period.query);
  const items = query.data?.pages.flatMap((page) => page.items);
  const group = figure?.groups.find(({ key }) => key === values.group);
  return (
    <div className="page">
      <PageHeader title={figure?.label ?? name} back={`/reports?${period.query}`} about={t('reports.casesAbout')}>
        {period.isWhole && <ExportMenu what="cases" query={caseQuery} />}
      </PageHeader>
      <PeriodBar period={period} shown={sheet?.period} />
      {figure && (
        <Text mb="sm">
          {group ? `${group.label}: ` : ''}
          <strong>{words.textOf(figure, (group ?? figure).value)}</strong> · {words.goalOf(figure)} ·{' '}
          {t('reports.cases', { count: (group ?? figure).cases })}
        </Text>
      )}
      {figure?.metric === 'manual' && <EnteredValues figure={figure} />}
      {items === undefined &&
        (query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />)}
      {items?.length === 0 && <EmptyState>{t('reports.noCases')}</EmptyState>}
      {items !== undefined && items.length > 0 && figure !== undefined && <Cases items={items} figure={figure} />}
      <MoreButton query={query} />
    </div>
  );
}

function Cases({ items, figure }: { items: readonly FigureCase[]; figure: Figure }) {
  const { t } = useTexts();
  const words = useFigureWords();
  const nameOf = useAgentName();
  // Without a title the kind is what a case is called, and needs no column.
  const hasTitles = items.some(({ title }) => title !== null);
  const kind: Column<FigureCase> = {
    key: 'kind',
    header: t('reports.column.kind'),
    cell: (one) => t(`reports.kind.${one.kind}`),
    isHiddenOnPhone: true,
  };
  const columns: Column<FigureCase>[] = [
    {
      key: 'title',
      header: t('reports.column.case'),
      cell: (one) => one.title ?? t(`reports.kind.${one.kind}`),
      isTitle: true,
    },
    ...(hasTitles ? [kind] : []),
    { key: 'at', header: t('reports.column.at'), cell: (one) => <Instant at={one.at} /> },
    {
      key: 'agent',
      header: t('reports.column.agent'),
      cell: (one) => (one.agent === null ? t('none') : nameOf(one.agent)),
    },
    {
      key: 'value',
      header: t('reports.column.value'),
      cell: (one) => words.textOf(figure, one.value),
      isNumber: true,
    },
  ];
  return (
    <DataTable
      label={figure.label}
      rows={items}
      columns={columns}
      rowKey={({ kind, id, at }) => `${kind}:${id}:${at}`}
      // What was entered is shown here: it leads nowhere else.
      {...(figure.metric !== 'manual' && { linkOf })}
    />
  );
}

function linkOf({ kind, id }: FigureCase): string {
  if (kind === 'ticket') return `/tickets/${encodeURIComponent(id)}`;
  return kind === 'conversation' ? `/inbox/${encodeURIComponent(id)}` : '/knowledge';
}
