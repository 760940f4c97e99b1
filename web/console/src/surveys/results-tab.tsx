import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SurveyResult } from '../../../shared/wire/survey.ts';
import { DaySpan, lastDays, spanQuery } from '../parts/day-span.tsx';
import { StatTile } from '../parts/stat-tile.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import './surveys.css';
import { useSurveyComments, useSurveyResults } from './use-surveys.ts';

/** What each survey came to between two days. */
export function ResultsTab() {
  const { t } = useTexts();
  const [span, setSpan] = useState(() => lastDays(30));
  const query = useSurveyResults(spanQuery(span));
  return (
    <>
      <DaySpan span={span} change={setSpan} />
      <QueryStates query={query} isEmpty={({ surveys }) => surveys.length === 0} empty={t('surveys.emptyResults')}>
        {({ surveys }) => (
          <Stack>
            {surveys.map((survey) => (
              <Result key={survey.name} survey={survey} />
            ))}
          </Stack>
        )}
      </QueryStates>
    </>
  );
}

function Result({ survey }: { survey: SurveyResult }) {
  const { t, locale } = useTexts();
  const { response, average, satisfiedShare, nps, answers } = survey;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    <Paper withBorder p="md" component="section" aria-label={survey.label}>
      <Title order={2} size="h5">
        {survey.label}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {survey.question}
      </Text>
      <div className="stat-tiles">
        <StatTile
          label={t('surveys.responseRate')}
          value={response.asked === 0 ? '—' : percent(response.answered / response.asked)}
          hint={t('surveys.ofAsked', response)}
        />
        {nps ? (
          <StatTile label={t('surveys.nps')} value={nps.score ?? '—'} />
        ) : (
          <StatTile label={t('surveys.average')} value={average?.toLocaleString(locale) ?? '—'} />
        )}
        {nps === null && satisfiedShare !== null && (
          <StatTile label={t('surveys.satisfied')} value={percent(satisfiedShare)} />
        )}
      </div>
      {answers === 0 ? (
        <Text size="sm" c="dimmed" mt="md">
          {t('surveys.noAnswers')}
        </Text>
      ) : (
        <Chart survey={survey} />
      )}
    </Paper>
  );
}

/** As a picture; NPS in its three classes. */
function Chart({ survey }: { survey: SurveyResult }) {
  const { t } = useTexts();
  const { nps, distribution } = survey;
  const data = nps
    ? [
        { name: t('surveys.detractors'), count: nps.detractors },
        { name: t('surveys.passives'), count: nps.passives },
        { name: t('surveys.promoters'), count: nps.promoters },
      ]
    : distribution.map(({ score, count }) => ({ name: String(score), count }));
  if (data.length === 0) return null;
  // Each at least 3 to 1 against the page, light and dark; the words stand under them.
  const colors: Record<string, string> = {
    [t('surveys.detractors')]: 'red.7',
    [t('surveys.passives')]: 'gray.6',
    [t('surveys.promoters')]: 'green.8',
  };
  const words = data.map(({ name, count }) => `${name}: ${count}`).join(', ');
  return (
    <div className="survey-chart" role="img" aria-label={`${t('surveys.byScore')}. ${words}`}>
      <Text size="sm" c="dimmed" mb={4} aria-hidden>
        {t('surveys.byScore')}
      </Text>
      <BarChart
        h={180}
        data={data}
        dataKey="name"
        series={[{ name: 'count', label: t('surveys.count'), color: 'cyan.7' }]}
        getBarColor={(_value, { name }) => colors[name as string] ?? 'cyan.7'}
      />
    </div>
  );
}

/** What people wrote, newest first. */
export function CommentsTab() {
  const { t } = useTexts();
  const [span, setSpan] = useState(() => lastDays(30));
  const query = useSurveyComments(spanQuery(span));
  const surveys = useSurveyResults(spanQuery(span)).data?.surveys ?? [];
  const labelOf = (name: string) => surveys.find((one) => one.name === name)?.label ?? name;
  return (
    <>
      <DaySpan span={span} change={setSpan} />
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('surveys.emptyComments')}>
        {({ items }) => (
          <Stack maw={820}>
            {items.map((one) => (
              <Paper key={`${one.survey} ${one.at}`} withBorder p="md">
                <Group gap="xs" mb={4}>
                  {one.score !== null && (
                    <Badge variant="light" tt="none">
                      {one.score}
                    </Badge>
                  )}
                  <Text size="xs" c="dimmed">
                    {labelOf(one.survey)} · <Instant at={one.at} />
                  </Text>
                  {one.conversationId !== null && (
                    <Anchor component={Link} size="xs" to={`/inbox/${encodeURIComponent(one.conversationId)}`}>
                      {t('surveys.conversation')}
                    </Anchor>
                  )}
                  {one.ticketId !== null && (
                    <Anchor component={Link} size="xs" to={`/tickets/${encodeURIComponent(one.ticketId)}`}>
                      {t('surveys.ticket')}
                    </Anchor>
                  )}
                </Group>
                <Text className="ticket-text">{one.comment}</Text>
              </Paper>
            ))}
          </Stack>
        )}
      </QueryStates>
    </>
  );
}
