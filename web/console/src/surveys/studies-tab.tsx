import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Study, StudyDraw, StudyResult } from '../../../shared/wire/study.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { periodText } from '../parts/period-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { StudyCases } from './study-cases.tsx';

/** Address of the studies in the API. */
export const studiesPath = '/api/surveys/studies';

/** Measurement of satisfaction: method, sample, questionnaire, results (CON-44 to CON-48). */
export function StudiesTab() {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['surveys', 'studies'],
    queryFn: ({ signal }) => api.get<{ items: Study[] }>(studiesPath, signal),
  });
  return (
    <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('studies.none')}>
      {({ items }) => (
        <Stack maw={820}>
          {items.map((study) => (
            <OneStudy key={study.name} study={study} />
          ))}
        </Stack>
      )}
    </QueryStates>
  );
}

function OneStudy({ study }: { study: Study }) {
  const { t } = useTexts();
  const mayDraw = useMay('surveys.read');
  const client = useQueryClient();
  const notify = useErrorNotice();
  const draw = useMutation({
    mutationFn: () => api.send<StudyDraw>('POST', `${studiesPath}/${encodeURIComponent(study.name)}/draw`, {}),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['surveys', 'studies'] }),
  });
  const channels = study.channels.map((channel) => t(`channel.${channel}`, { defaultValue: channel })).join(', ');
  return (
    <Paper withBorder p="md" component="section" aria-label={study.label}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h5">
            {study.label}
          </Title>
          {mayDraw && (
            <Button size="compact-sm" loading={draw.isPending} onClick={() => draw.mutate()}>
              {t('studies.draw')}
            </Button>
          )}
        </Group>
        <dl className="facts">
          <Fact name={t('studies.goal')} text={study.goal} />
          <Fact name={t('studies.method')} text={study.method} />
          <Fact
            name={t('studies.precision')}
            text={t('studies.precisionIs', { confidence: study.confidence, margin: study.margin })}
          />
          <Fact name={t('studies.channels')} text={channels} />
          <Fact name={t('studies.questions')} text={study.questions.map(({ question }) => question).join(' · ')} />
        </dl>
        {study.draws.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('studies.noDraws')}
          </Text>
        )}
        {study.draws.map((one) => (
          <Draw key={one.id} study={study} draw={one} />
        ))}
      </Stack>
    </Paper>
  );
}

function Draw({ study, draw }: { study: Study; draw: StudyDraw }) {
  const { t, locale } = useTexts();
  const [open, setOpen] = useState<'cases' | 'results' | null>(null);
  const toggle = (what: 'cases' | 'results') => setOpen(open === what ? null : what);
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {periodText(draw.period, locale)}
        </Text>
        <Text size="sm">{t('studies.drawn', { count: draw.cases.length, population: draw.population })}</Text>
        <Button size="compact-xs" variant="default" aria-expanded={open === 'cases'} onClick={() => toggle('cases')}>
          {t('studies.cases')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-expanded={open === 'results'}
          onClick={() => toggle('results')}
        >
          {t('studies.results')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" className="ticket-text">
        {t('studies.seed', { seed: draw.seed })}
      </Text>
      {open === 'cases' && <StudyCases study={study} draw={draw.id} />}
      {open === 'results' && <Results study={study} draw={draw.id} />}
    </div>
  );
}

/** Each question with how many answered, their mean, and how near it is. */
function Results({ study, draw }: { study: Study; draw: string }) {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['surveys', 'studies', draw, 'results'],
    queryFn: ({ signal }) =>
      api.get<{ items: StudyResult[] }>(`${studiesPath}/draws/${encodeURIComponent(draw)}/results`, signal),
  });
  return (
    <QueryStates query={query}>
      {({ items }) => (
        <dl className="facts">
          {items.map(({ survey, answered, mean, margin, counts }) => (
            <Fact
              key={survey}
              name={study.questions.find(({ name }) => name === survey)?.question ?? survey}
              text={
                mean === null
                  ? t('studies.noAnswers')
                  : `${t('studies.mean', {
                      ...{ mean: mean.toFixed(2), answered, margin: ((margin ?? 0) * 100).toFixed(1) },
                    })} (${Object.entries(counts)
                      .map(([score, count]) => `${score}: ${count}`)
                      .join(', ')})`
              }
            />
          ))}
        </dl>
      )}
    </QueryStates>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
