import { Anchor, Badge, Button, Checkbox, Group, List, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RoutineItem, RoutineRun } from '../../../shared/wire/routine.ts';
import { Instant } from '../parts/time.tsx';
import { useArrived } from '../parts/use-arrived.ts';
import { useTexts } from '../texts/texts.tsx';
import { useRoutineDeed } from './use-routines.ts';

const SHOWN = 8;

/** One checklist: its items with their lists and evidence, and the signature. */
export function Checklist({ run }: { run: RoutineRun }) {
  const { t } = useTexts();
  const done = run.items.filter((item) => item.done).length;
  const arrived = useArrived(run.id);
  return (
    <Paper
      {...arrived}
      withBorder
      p="md"
      component="section"
      aria-label={`${run.label} ${run.period} ${run.owner ?? ''}`}
    >
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div className="min-0">
            <Title order={2} size="h5">
              {run.label}
            </Title>
            <Text size="xs" c="dimmed">
              {t(`routines.every.${run.every}`)} · {run.period} ·{' '}
              {run.owner === null ? t('routines.shared') : t('routines.of', { name: run.owner })} · {t('routines.due')}:{' '}
              <Instant at={run.dueAt} />
            </Text>
          </div>
          <Badge
            variant="light"
            tt="none"
            color={run.state === 'overdue' ? 'red' : run.state === 'done' ? 'green' : 'cyan'}
          >
            {run.state === 'overdue'
              ? t('routines.overdue')
              : run.state === 'done'
                ? t('routines.signed')
                : t('routines.doneOf', { done, count: run.items.length })}
          </Badge>
        </Group>
        {run.items.map((item) => (
          <Item key={item.code} run={run} item={item} />
        ))}
        {run.signedAt === null ? <Signature run={run} isWhole={done === run.items.length} /> : <Signed run={run} />}
      </Stack>
    </Paper>
  );
}

function Item({ run, item }: { run: RoutineRun; item: RoutineItem }) {
  const { t } = useTexts();
  const [evidence, setEvidence] = useState('');
  const tick = useRoutineDeed<{ item: string; done: boolean; evidence: RoutineItem['evidence'] }>(run.id, 'items');
  const send = (done: boolean) => {
    const text = evidence.trim();
    const kind = /^https?:\/\//.test(text) ? ('link' as const) : ('text' as const);
    tick.mutate({ item: item.code, done, evidence: text === '' ? [] : [{ kind, text }] });
  };
  const wantsEvidence = item.needsEvidence && !item.done && run.signedAt === null;
  return (
    <div>
      <Checkbox
        label={item.label}
        description={item.needsEvidence && !item.done ? t('routines.needsEvidence') : undefined}
        checked={item.done}
        disabled={run.signedAt !== null || (wantsEvidence && evidence.trim() === '')}
        onChange={(event) => send(event.currentTarget.checked)}
      />
      {wantsEvidence && (
        <TextInput
          mt="xs"
          ml={32}
          label={t('routines.evidence')}
          value={evidence}
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
      )}
      {item.lines && <Lines item={item} />}
      {item.evidence.map(({ kind, text }) => (
        <Text key={text} size="sm" ml={32} className="ticket-text">
          {kind === 'link' ? (
            <Anchor href={text} target="_blank" rel="noreferrer noopener">
              {text}
            </Anchor>
          ) : (
            text
          )}
        </Text>
      ))}
    </div>
  );
}

function Lines({ item }: { item: RoutineItem }) {
  const { t } = useTexts();
  const lines = item.lines ?? [];
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed" ml={32}>
        {t('routines.emptyList')}
      </Text>
    );
  return (
    <List size="sm" ml={32} mt={4}>
      {lines.slice(0, SHOWN).map((line) => (
        <List.Item key={line.id}>
          <Line line={line} />
        </List.Item>
      ))}
      {lines.length > SHOWN && <List.Item>{t('routines.more', { count: lines.length - SHOWN })}</List.Item>}
    </List>
  );
}

function Line({ line: { id, label, kind } }: { line: NonNullable<RoutineItem['lines']>[number] }) {
  const { t } = useTexts();
  const to = encodeURIComponent(id);
  if (kind === 'ticket')
    return (
      <Anchor component={Link} to={`/tickets/${to}`}>
        {label}
      </Anchor>
    );
  if (kind === 'review')
    return (
      <Anchor component={Link} to={`/quality/${to}`}>
        {label}
      </Anchor>
    );
  if (kind === 'link')
    return (
      <Anchor href={id} target="_blank" rel="noreferrer noopener">
        {label}
      </Anchor>
    );
  return <>{kind === 'question' ? t('routines.question', { label }) : label}</>;
}

function Signature({ run, isWhole }: { run: RoutineRun; isWhole: boolean }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const sign = useRoutineDeed<{ note: string }>(run.id, 'sign');
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={t('routines.note')}
        description={isWhole ? undefined : t('routines.missing')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button disabled={!isWhole} loading={sign.isPending} onClick={() => sign.mutate({ note })}>
        {t('routines.sign')}
      </Button>
    </Group>
  );
}

function Signed({ run }: { run: RoutineRun }) {
  const { t } = useTexts();
  return (
    <Text size="sm" c="dimmed" className="ticket-text">
      {t('routines.signed')}: {run.signedBy} · {run.signedAt && <Instant at={run.signedAt} />}
      {run.note && ` · ${run.note}`}
    </Text>
  );
}
