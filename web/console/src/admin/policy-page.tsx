import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PolicyInForce } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** The rules that run now, and why a changed file does not hold: file, line, what is wrong. */
export function PolicyPage() {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['policyInForce'],
    queryFn: ({ signal }) => api.get<PolicyInForce>('/api/policy', signal),
    refetchInterval: 10_000,
  });
  return (
    // Nothing in it takes the focus, and it is longer than a phone: the keyboard must be able to scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as the line above says
    <section className="page" tabIndex={0} aria-label={t('policyPage.title')}>
      <PageHeader title={t('policyPage.title')} about={t('policyPage.about')} />
      <QueryStates query={query}>
        {(policy) => (
          <Stack maw={900}>
            <Standing file={policy.file} />
            <Part title={t('policyPage.organisation')}>
              {policy.organisation.name} ·{' '}
              {t('policyPage.zone', { zone: policy.organisation.timeZone.replaceAll('_', ' ') })}
            </Part>
            <Part title={t('policyPage.hours')}>
              {policy.hours
                .map(
                  ({ days, from, to }) => `${days.map((day) => t(`policyPage.day.${day}`)).join(', ')} ${from}–${to}`,
                )
                .join(' · ')}
            </Part>
            <Part title={t('policyPage.channels')}>
              <Words
                words={Object.entries(policy.channels).flatMap(([name, isOn]) =>
                  isOn ? [t(`channel.${name}`, { defaultValue: name })] : [],
                )}
              />
            </Part>
            <Part title={t('policyPage.areas')}>
              <Words words={policy.areas.map(({ name }) => name)} />
            </Part>
            <Part title={t('policyPage.posts')}>
              <Words words={policy.posts.map(({ label }) => label)} />
            </Part>
            <Part title={t('policyPage.states')}>
              <Words words={policy.states.map(({ agentLabel }) => agentLabel)} />
            </Part>
          </Stack>
        )}
      </QueryStates>
    </section>
  );
}

function Standing({ file }: Pick<PolicyInForce, 'file'>) {
  const { t } = useTexts();
  if (file === null) return null;
  if (file.refused === null) {
    return (
      <Alert color="green" role="status">
        {t('policyPage.holds')} <Instant at={file.since} />
      </Alert>
    );
  }
  return (
    <Alert color="red" role="alert" title={t(`policyPage.refused.${file.refused.because}`)}>
      <Text size="sm">
        {t('policyPage.oldRuns')} <Instant at={file.since} />.
      </Text>
      <ul>
        {file.refused.problems.map((one) => (
          <li key={`${one.file}:${one.line}:${one.path}`}>
            <code>
              {one.file}:{one.line} {one.path}
            </code>{' '}
            {one.message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Words({ words }: { words: readonly string[] }) {
  return (
    <Group gap={6}>
      {words.map((word) => (
        <Badge key={word} variant="light">
          {word}
        </Badge>
      ))}
    </Group>
  );
}
