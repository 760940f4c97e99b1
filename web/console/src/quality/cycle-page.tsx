import { Paper, Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import type { Cycle, CycleState } from '../../../shared/wire/audit-cycle.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { periodText } from '../parts/period-text.ts';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { AddFinding, ConcludeForm, CopyForm, DeliverForm } from './cycle-deeds.tsx';
import { FindingCard } from './cycle-finding.tsx';
import { CycleBadge } from './cycles-tab.tsx';
import './quality.css';
import { useCycle } from './use-cycles.ts';

/** An audit report: what was found, what was answered, how it was evaluated; and what its reader does next (ICE-42..ICE-45). */
export function CyclePage() {
  const { id = '' } = useParams();
  return <QueryStates query={useCycle(id)}>{(cycle) => <Report key={cycle.id} cycle={cycle} />}</QueryStates>;
}

function Report({ cycle }: { cycle: Cycle }) {
  const { t, locale } = useTexts();
  const { label, period, reviewed, unreviewed, items, summary, conclusion, may, state } = cycle;
  return (
    <div className="page">
      <PageHeader
        title={t('cycles.name', { label, period: periodText(period, locale) })}
        about={t(unreviewed > 0 && state === 'draft' ? 'cycles.unreviewed' : 'cycles.reviewed', {
          reviewed,
          unreviewed,
        })}
        back="/quality?tab=audits"
      >
        <CycleBadge cycle={cycle} />
      </PageHeader>
      <Stack maw={860}>
        <Steps state={state} />
        <NextStep cycle={cycle} />
        {summary !== null && <Words title={t('cycles.summary')} text={summary} />}
        <Title order={2} size="h4">
          {t('cycles.findings')}
        </Title>
        {items.length === 0 && (
          <EmptyState>{t(state === 'draft' ? 'cycles.noFindingsDraft' : 'cycles.noFindings')}</EmptyState>
        )}
        {items.map((finding) => (
          <FindingCard key={finding.id} cycle={cycle} finding={finding} />
        ))}
        {may.write && <AddFinding cycle={cycle} />}
        {may.write && <DeliverForm cycle={cycle} />}
        {may.evaluate && <ConcludeForm cycle={cycle} />}
        {conclusion !== null && <Words title={t('cycles.conclusion')} text={conclusion.text} said={conclusion} />}
      </Stack>
    </div>
  );
}

const order: readonly CycleState[] = ['draft', 'delivered', 'copied', 'answered', 'evaluated'];

/** The way of a report, and where it is on it. */
function Steps({ state }: { state: CycleState }) {
  const { t } = useTexts();
  const now = order.indexOf(state);
  return (
    <ol className="cycle-steps" aria-label={t('cycles.steps')}>
      {order.map((step, at) => (
        <li
          key={step}
          data-done={at < now || state === 'evaluated' || undefined}
          aria-current={at === now ? 'step' : undefined}
        >
          {t(`cycles.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}

/** What the reader does now, or whose turn it is. */
function NextStep({ cycle }: { cycle: Cycle }) {
  const { t } = useTexts();
  const { may, turn, dueAt, state } = cycle;
  const todo = (['write', 'copy', 'answer', 'evaluate'] as const).find((one) => may[one]);
  const words = {
    write: 'cycles.doDraft',
    copy: 'cycles.doCopy',
    answer: 'cycles.doAnswer',
    evaluate: 'cycles.doEvaluate',
  } as const;
  const rest = state === 'evaluated' ? t('cycles.over') : t('cycles.doWait');
  return (
    <Paper withBorder p="md" component="section" aria-label={t('cycles.next')}>
      <Title order={2} size="h5" mb={4}>
        {t('cycles.next')}
      </Title>
      <Text size="sm">{todo === undefined ? rest : t(words[todo])}</Text>
      {turn !== null && todo === undefined && (
        <Text size="sm" c="dimmed">
          {turnText(turn, t)}
        </Text>
      )}
      {dueAt !== null && state === 'copied' && (
        <Text size="sm" c="dimmed">
          {t('cycles.dueAt')}: <Instant at={dueAt} />
        </Text>
      )}
      {may.copy && <CopyForm cycle={cycle} />}
    </Paper>
  );
}

function turnText({ posts, people }: NonNullable<Cycle['turn']>, t: ReturnType<typeof useTexts>['t']): string {
  const values = { posts: posts.join(', '), people: people.join(', ') };
  if (people.length === 0) return t('cycles.turnNobody', values);
  return posts.length === 0 ? t('cycles.turnPeople', values) : t('cycles.turn', values);
}

function Words({ title, text, said }: { title: string; text: string; said?: { by: string; at: string } }) {
  const { t } = useTexts();
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      <Text size="sm" className="ticket-text">
        {text === '' ? t('cycles.erased') : <MarkedText text={text} />}
      </Text>
      {said && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('cycles.said', { name: said.by })}
          <Instant at={said.at} />
        </Text>
      )}
    </Paper>
  );
}
