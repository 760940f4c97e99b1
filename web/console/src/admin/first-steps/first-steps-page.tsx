import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { FirstSteps } from '../../../../shared/wire.ts';
import { api } from '../../app/api.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryStates } from '../../parts/states.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { useDeed } from '../use-deed.ts';
import { StepCard } from './step-card.tsx';
import '../admin.css';

/** The guided first hour: what is left to do, each thing done right here; remembered, skipped, put away and opened again. */
export function FirstStepsPage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['firstSteps'],
    queryFn: ({ signal }) => api.get<FirstSteps>('/api/setup', signal),
    // What happens in the chat beside it ticks its step off.
    refetchInterval: 3_000,
  });
  const change = useDeed('firstSteps', (body: object) => api.send('PUT', '/api/setup', body));
  const putAway = async () => {
    await change.mutateAsync({ closed: true });
    await navigate('/inbox');
  };
  return (
    <div className="page">
      <PageHeader title={t('firstSteps.title')} about={t('firstSteps.about')}>
        <Button variant="default" onClick={() => void putAway()}>
          {t('firstSteps.close')}
        </Button>
      </PageHeader>
      <QueryStates query={query}>
        {({ steps }) => {
          const settled = steps.filter(({ state }) => state !== 'open').length;
          const current = steps.find(({ state }) => state === 'open')?.step;
          return (
            <Stack maw={980}>
              <Group gap="sm" wrap="nowrap">
                <Progress
                  value={(settled / steps.length) * 100}
                  className="grow"
                  aria-label={t('firstSteps.progress', { done: settled, of: steps.length })}
                />
                <Text size="sm" className="nowrap">
                  {t('firstSteps.progress', { done: settled, of: steps.length })}
                </Text>
              </Group>
              {settled === steps.length && <Text>{t('firstSteps.allDone')}</Text>}
              {steps.map((one) => (
                <StepCard
                  key={one.step}
                  step={one}
                  isFirst={one.step === current}
                  mark={(state) => change.mutate({ step: one.step, state })}
                />
              ))}
            </Stack>
          );
        }}
      </QueryStates>
    </div>
  );
}
