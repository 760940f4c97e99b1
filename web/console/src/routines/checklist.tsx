import {
  Anchor,
  Badge,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RoutineItem, RoutineRun } from '../../../shared/wire/routine.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { periodText } from '../parts/period-text.ts';
import { Instant } from '../parts/time.tsx';
import { useArrived } from '../parts/use-arrived.ts';
import { useTexts } from '../texts/texts.tsx';
import { AddEvidenceFile, EvidenceFile } from './evidence-file.tsx';
import './routines.css';
import { useRoutineDeed } from './use-routines.ts';

const SHOWN = 8;
const paths = {
  ticket: '/tickets/',
  review: '/quality/',
  entry: '/knowledge/entries/',
  question: '/knowledge/demand',
} as const;

/** One checklist: its items with their lists and evidence, and the signature. */
export function Checklist({ run }: { run: RoutineRun }) {
  const { t, locale } = useTexts();
  const nameOf = useAgentName();
  const done = run.items.filter((item) => item.done).length;
  const arrived = useArrived(run.id);
  return (
    <Paper
      {...arrived}
      withBorder
      p="md"
      component="section"
      aria-label={[run.label, periodText(run.period, locale), run.owner && nameOf(run.owner)].filter(Boolean).join(' ')}
    >
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div className="min-0">
            <Title order={2} size="h5">
              {run.label}
            </Title>
            <Text size="xs" c="dimmed">
              {t(`routines.every.${run.every}`)} · {periodText(run.period, locale)} ·{' '}
              {run.owner === null ? t('routines.shared') : t('routines.of', { name: nameOf(run.owner) })} ·{' '}
              {t('routines.due')}: <Instant at={run.dueAt} />
            </Text>
          </div>
          <Badge
            variant="light"
            tt="none"
            color={run.state === 'overdue' ? 'red' : run.state === 'done' ? 'green' : 'cyan'}
          >
            {run.state === 'open'
              ? t('routines.doneOf', { done, count: run.items.length })
              : t(run.state === 'done' ? 'routines.signed' : 'routines.overdue')}
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

interface Tick {
  item: string;
  done: boolean;
  evidence: { kind: 'text' | 'link'; text: string }[];
  count?: number | null;
}

function Item({ run, item }: { run: RoutineRun; item: RoutineItem }) {
  const { t } = useTexts();
  const [evidence, setEvidence] = useState('');
  const [count, setCount] = useState<number | null>(null);
  const tick = useRoutineDeed<Tick>(run.id, 'items');
  const send = (done: boolean) => {
    const text = evidence.trim();
    const kind = /^https?:\/\//.test(text) ? ('link' as const) : ('text' as const);
    tick.mutate({
      item: item.code,
      done,
      evidence: text === '' ? [] : [{ kind, text }],
      ...(done && item.needsCount && { count }),
    });
  };
  // What was ticked stands ticked at once; the answer puts it right if it is refused.
  const isDone = tick.isPending ? tick.variables.done : item.done;
  const wantsEvidence = item.needsEvidence && !isDone && run.signedAt === null;
  const wantsCount = item.needsCount && !isDone && run.signedAt === null;
  const hasFile = item.evidence.some(({ kind }) => kind === 'file');
  const isLacking = (wantsEvidence && !hasFile && evidence.trim() === '') || (wantsCount && count === null);
  return (
    <div>
      <Checkbox
        label={item.label}
        description={
          <Ticked item={item} wanting={wantsCount ? 'needsCount' : wantsEvidence ? 'needsEvidence' : null} />
        }
        checked={isDone}
        disabled={run.signedAt !== null || isLacking}
        aria-busy={tick.isPending}
        onChange={(event) => send(event.currentTarget.checked)}
      />
      {wantsCount && (
        <NumberInput
          mt="xs"
          ml={32}
          maw={220}
          label={t('routines.count')}
          min={0}
          max={100_000}
          allowDecimal={false}
          value={count ?? ''}
          onChange={(value) => setCount(typeof value === 'number' ? value : null)}
        />
      )}
      {item.count !== null && (
        <Text size="sm" ml={32}>
          {t('routines.counted', { count: item.count })}
        </Text>
      )}
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
      {item.needsEvidence && run.signedAt === null && <AddEvidenceFile run={run} item={item.code} />}
      {item.evidence.map((one) => (
        <Text key={one.file?.fileId ?? one.text} component="div" size="sm" ml={32} className="ticket-text">
          {one.kind === 'file' ? (
            <EvidenceFile runId={run.id} evidence={one} />
          ) : one.kind === 'link' ? (
            <Anchor href={one.text} target="_blank" rel="noreferrer noopener">
              {one.text}
            </Anchor>
          ) : (
            one.text
          )}
        </Text>
      ))}
    </div>
  );
}

/** Who ticked it and when, or that it asks for evidence. */
function Ticked({ item: { by, at }, wanting }: { item: RoutineItem; wanting: 'needsCount' | 'needsEvidence' | null }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  if (wanting !== null) return t(`routines.${wanting}`);
  if (by === null || at === null) return null;
  return (
    <>
      {nameOf(by)} · <Instant at={at} />
    </>
  );
}

function Lines({ item }: { item: RoutineItem }) {
  const { t } = useTexts();
  const [isWhole, showWhole] = useState(false);
  const lines = item.lines ?? [];
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed" ml={32}>
        {t('routines.emptyList')}
      </Text>
    );
  const shown = isWhole ? lines : lines.slice(0, SHOWN);
  return (
    <ul className="routine-lines">
      {shown.map((line) => (
        <li key={line.id}>
          <Line line={line} />
        </li>
      ))}
      {shown.length < lines.length && (
        <li>
          <Button size="compact-xs" variant="subtle" onClick={() => showWhole(true)}>
            {t('routines.more', { count: lines.length - SHOWN })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Line({ line: { id, label, kind } }: { line: NonNullable<RoutineItem['lines']>[number] }) {
  const { t } = useTexts();
  const to = encodeURIComponent(id);
  const path = kind === 'agent' || kind === 'link' ? null : paths[kind];
  if (path !== null)
    return (
      <Anchor component={Link} size="sm" to={path + (kind === 'question' ? '' : to)}>
        {kind === 'question' ? t('routines.question', { label }) : label}
      </Anchor>
    );
  if (kind === 'link')
    return (
      <Anchor href={id} size="sm" target="_blank" rel="noreferrer noopener">
        {label}
      </Anchor>
    );
  return <>{label}</>;
}

function Signature({ run, isWhole }: { run: RoutineRun; isWhole: boolean }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const sign = useRoutineDeed<{ note: string }>(run.id, 'sign');
  if (!isWhole)
    return (
      <Text size="xs" c="dimmed">
        {t('routines.missing')}
      </Text>
    );
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        className="grows"
        label={t('routines.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button loading={sign.isPending} onClick={() => sign.mutate({ note })}>
        {t('routines.sign')}
      </Button>
    </Group>
  );
}

function Signed({ run }: { run: RoutineRun }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  return (
    <Text size="sm" c="dimmed" className="ticket-text">
      {t('routines.signed')}: {nameOf(run.signedBy ?? '')} · {run.signedAt && <Instant at={run.signedAt} />}
      {run.note && ` · ${run.note}`}
    </Text>
  );
}
