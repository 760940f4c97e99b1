import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Anchor, Group, Paper, SimpleGrid, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { Figure, FigurePoint } from '../../../shared/wire/report.ts';
import { useTexts } from '../texts/texts.tsx';
import { useFigureWords } from './words.ts';

/** One figure: this period day by day, the periods before, and its parts. Each picture has a table in its place. */
export function FigurePanel(props: { figure: Figure; query: string; hasTables: boolean }) {
  const { t } = useTexts();
  const words = useFigureWords();
  const { figure, query, hasTables } = props;
  const isEmpty = [...figure.days, ...figure.trend].every(({ value }) => value === null);
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={figure.label}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          {figure.label}
        </Title>
        <Anchor component={Link} size="sm" to={`/reports/figures/${encodeURIComponent(figure.name)}?${query}`}>
          {t('reports.seeCases', { count: figure.cases })}
        </Anchor>
      </Group>
      {isEmpty ? (
        <Text c="dimmed" size="sm">
          {t('reports.noData')}
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, md: figure.trend.length > 0 ? 2 : 1 }}>
          <Course title={t('reports.byDay')} figure={figure} points={figure.days} isTable={hasTables} />
          {figure.trend.length > 0 && (
            <Course title={t('reports.before')} figure={figure} points={figure.trend} isTable={hasTables} isBar />
          )}
        </SimpleGrid>
      )}
      {figure.groups.length > 0 && <Groups figure={figure} query={query} words={words} />}
    </Paper>
  );
}

interface CourseProps {
  title: string;
  figure: Figure;
  points: readonly FigurePoint[];
  isTable: boolean;
  isBar?: boolean;
}

function Course({ title, figure, points, isTable, isBar }: CourseProps) {
  const { t } = useTexts();
  const words = useFigureWords();
  const data = points.map((point) => ({
    day: isBar ? words.spanOf(point) : words.dayOf(point.firstDay),
    value: point.value,
  }));
  // The goal's words stand under its line where the line is the top of the picture, else over it.
  const isTop = points.every(({ value }) => (value ?? 0) < (figure.goal ?? 0));
  const labelPosition = isTop ? ('insideTopLeft' as const) : ('insideBottomLeft' as const);
  const goal =
    figure.goal === null ? [] : [{ y: figure.goal, label: words.goalOf(figure), color: 'dimmed', labelPosition }];
  const chart = {
    ...{ h: 200, data, dataKey: 'day', series: [{ name: 'value', label: figure.label, color: 'cyan.7' }] },
    ...{ referenceLines: goal, valueFormatter: (value: number) => words.textOf(figure, value), withYAxis: true },
  };
  if (!isTable) {
    return (
      <figure className="report-chart">
        <Text component="figcaption" size="sm" c="dimmed" mb={4}>
          {title}
        </Text>
        <div role="img" aria-label={`${figure.label}. ${title}. ${t('reports.tableHint')}`}>
          {isBar ? <BarChart {...chart} /> : <LineChart {...chart} connectNulls curveType="linear" />}
        </div>
      </figure>
    );
  }
  return (
    <Table.ScrollContainer minWidth={240}>
      <Table captionSide="top" className="report-table">
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('reports.column.days')}</Table.Th>
            <Table.Th>{t('reports.column.value')}</Table.Th>
            <Table.Th>{t('reports.column.cases')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map((point) => (
            <Table.Tr key={point.firstDay}>
              <Table.Td>{words.spanOf(point)}</Table.Td>
              <Table.Td>{words.textOf(figure, point.value)}</Table.Td>
              <Table.Td>{point.cases}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Groups(props: { figure: Figure; query: string; words: ReturnType<typeof useFigureWords> }) {
  const { t } = useTexts();
  const { figure, query, words } = props;
  return (
    <Table mt="md" aria-label={t('reports.groups', { figure: figure.label })}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t(`reports.per.${figure.per}`)}</Table.Th>
          <Table.Th>{t('reports.column.value')}</Table.Th>
          <Table.Th>{t('reports.column.standing')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figure.groups.map((group) => (
          <Table.Tr key={group.key}>
            <Table.Td>
              <Anchor
                component={Link}
                to={`/reports/figures/${encodeURIComponent(figure.name)}?${query}&group=${encodeURIComponent(group.key)}`}
              >
                {group.label}
              </Anchor>
            </Table.Td>
            <Table.Td>{words.textOf(figure, group.value)}</Table.Td>
            <Table.Td>{t(`reports.standing.${group.standing}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
