import { Button, SimpleGrid, Text } from '@mantine/core';
import { useState } from 'react';
import type { Figure } from '../../../shared/wire/report.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { StatTile } from '../parts/stat-tile.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FigurePanel } from './figure-panel.tsx';
import { PeriodBar } from './period-bar.tsx';
import { ReportTabs } from './report-tabs.tsx';
import { usePeriod } from './use-period.ts';
import { useFigures } from './use-reports.ts';
import { toneOf, useFigureWords } from './words.ts';

/** The policy's figures with their goals (EXS-66..EXS-70, EXS-77): a tile each, its line through time, its parts. */
export function FiguresPage() {
  const { t } = useTexts();
  const period = usePeriod();
  const query = useFigures(period);
  const words = useFigureWords();
  const [hasTables, showTables] = useState(false);
  const shown = query.data?.period;
  return (
    <div className="page">
      <PageHeader title={t('reports.title')} about={t('reports.about')}>
        <Button variant="default" size="xs" aria-pressed={hasTables} onClick={() => showTables(!hasTables)}>
          {t(hasTables ? 'reports.asCharts' : 'reports.asTables')}
        </Button>
        {period.isWhole && <ExportMenu what="figures" query={period.query} />}
      </PageHeader>
      <ReportTabs />
      <PeriodBar period={period} shown={shown} />
      {period.isWhole ? (
        <QueryStates query={query} isEmpty={({ figures }) => figures.length === 0} empty={t('reports.empty')}>
          {({ figures }) => (
            <>
              <Text size="sm" c="dimmed" mb="xs" aria-live="polite">
                {shown && words.spanOf(shown)}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mb="lg">
                {figures.map((figure) => (
                  <Tile key={figure.name} figure={figure} query={period.query} />
                ))}
              </SimpleGrid>
              {figures.map((figure) => (
                <FigurePanel key={figure.name} figure={figure} query={period.query} hasTables={hasTables} />
              ))}
            </>
          )}
        </QueryStates>
      ) : (
        <Text c="dimmed">{t('reports.period.choose')}</Text>
      )}
    </div>
  );
}

function Tile({ figure, query }: { figure: Figure; query: string }) {
  const { t } = useTexts();
  const words = useFigureWords();
  const before = figure.trend.at(-2)?.value ?? null;
  const change = figure.value === null || before === null ? null : figure.value - before;
  const trend = change
    ? { trend: { text: words.number(Math.abs(change)), isUp: change > 0, tone: 'plain' as const } }
    : {};
  return (
    <StatTile
      label={figure.label}
      value={words.textOf(figure, figure.value)}
      tone={toneOf(figure)}
      hint={`${words.goalOf(figure)} · ${t(`reports.standing.${figure.standing}`)} · ${t('reports.cases', { count: figure.cases })}`}
      to={`/reports/figures/${encodeURIComponent(figure.name)}?${query}`}
      {...trend}
    />
  );
}
