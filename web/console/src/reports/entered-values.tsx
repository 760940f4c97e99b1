import { Button, Group, NumberInput, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EnteredValue, Figure } from '../../../shared/wire/report.ts';
import { api } from '../app/api.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { useAgents } from '../app/use-agents.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useFigureWords } from './words.ts';

const pathOf = (figure: Figure) => `/api/reports/figures/${encodeURIComponent(figure.name)}/values`;

/** A figure that no log tells: what was entered, by whom and when, and the place to enter it. */
export function EnteredValues({ figure }: { figure: Figure }) {
  const { t } = useTexts();
  const words = useFigureWords();
  const nameOf = useAgentName();
  const mayEnter = useMay('reports.manage');
  const items = useQuery({
    queryKey: ['reports', 'entered', figure.name],
    queryFn: ({ signal }) => api.get<{ items: EnteredValue[] }>(pathOf(figure), signal),
    enabled: useMay('reports.read'),
  }).data?.items;
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={t('reports.entered')}>
      <Stack gap="xs">
        {mayEnter && <EnterForm figure={figure} />}
        {items?.map(({ firstDay, lastDay, group, value, by, at, earlier }) => (
          <Text key={`${firstDay}${group}`} size="sm">
            {firstDay} – {lastDay}
            {group === null ? '' : ` · ${figure.per === 'agent' ? nameOf(group) : group}`}:{' '}
            <strong>{words.textOf(figure, value)}</strong> · {nameOf(by)} · <Instant at={at} />
            {earlier.length > 0 &&
              ` · ${t('reports.enteredBefore', { values: earlier.map((one) => words.textOf(figure, one.value)).join(', ') })}`}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}

function EnterForm({ figure }: { figure: Figure }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const onError = useErrorNotice();
  const [day, setDay] = useState(new Date().toLocaleDateString('sv'));
  const [group, setGroup] = useState('');
  const [value, setValue] = useState<number | string>('');
  const enter = useMutation({
    mutationFn: () => api.send('POST', pathOf(figure), { day, value, group: group === '' ? null : group }),
    onError,
    onSuccess: () => setValue(''),
    onSettled: () => client.invalidateQueries({ queryKey: ['reports'] }),
  });
  const isWhole = typeof value === 'number' && day !== '' && (figure.per === 'organisation' || group !== '');
  return (
    <Group gap="xs" align="end">
      <TextInput
        type="date"
        label={t('reports.enterDay')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {figure.per !== 'organisation' && <PartInput figure={figure} group={group} setGroup={setGroup} />}
      <NumberInput label={t('reports.column.value')} value={value} onChange={setValue} />
      <Button disabled={!isWhole} loading={enter.isPending} onClick={() => enter.mutate()}>
        {t('reports.enter')}
      </Button>
    </Group>
  );
}

function PartInput({ figure, group, setGroup }: { figure: Figure; group: string; setGroup: (group: string) => void }) {
  const { t } = useTexts();
  const agents = useAgents().data?.items ?? [];
  const label = t(`reports.per.${figure.per}`);
  if (figure.per !== 'agent')
    return <TextInput label={label} value={group} onChange={(event) => setGroup(event.currentTarget.value)} />;
  return (
    <Select
      label={label}
      data={agents.map(({ id, name }) => ({ value: id, label: name }))}
      value={group || null}
      onChange={(chosen) => setGroup(chosen ?? '')}
      searchable
    />
  );
}
