import { Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconMoodHappy, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { DemandCluster, Page, Unanswered } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { RelativeTime, spanText } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { KnowledgeHead } from './knowledge-head.tsx';
import './knowledge.css';

type View = 'open' | 'drafted' | 'dismissed' | 'raw';
const views: readonly View[] = ['open', 'drafted', 'dismissed', 'raw'];

/** Questions to write for (EXS-42): badly served ones by people and agent time, and every one that had no link. */
export function DemandPage() {
  const { t } = useTexts();
  const [view, setView] = useState<View>('open');
  return (
    <div className="page">
      <KnowledgeHead />
      <SegmentedControl
        aria-label={t('knowledge.tab.demand')}
        data={views.map((value) => ({ value, label: t(`knowledge.demand.${value}`) }))}
        value={view}
        onChange={(value) => setView(value as View)}
        mb="md"
        className="wrap-control"
      />
      {view === 'raw' ? <RawQuestions /> : <Clusters state={view} />}
    </div>
  );
}

function Clusters({ state }: { state: DemandCluster['state'] }) {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['knowledge', 'demand', state],
    queryFn: ({ signal }) =>
      api.get<{ items: DemandCluster[] }>(`/api/knowledge/demand?state=${state}&limit=100`, signal),
  });
  return (
    <QueryStates query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={IconMoodHappy}>{t(`knowledge.demandEmpty.${state}`)}</EmptyState>
        ) : (
          <Stack gap="sm" maw={860}>
            {items.map((cluster) => (
              <Cluster key={cluster.id} cluster={cluster} />
            ))}
          </Stack>
        )
      }
    </QueryStates>
  );
}

function Cluster({ cluster }: { cluster: DemandCluster }) {
  const { t } = useTexts();
  const { troubles } = cluster;
  const told = (['none', 'notSolved', 'handedOver', 'wrongEntry'] as const).filter((trouble) => troubles[trouble] > 0);
  return (
    <Paper withBorder p="md">
      <div className="card-line">
        <div className="min-0 grow">
          <Text fw={600}>
            <MarkedText text={cluster.question} />
          </Text>
          <Text size="sm" c="dimmed">
            {t('knowledge.people', { count: cluster.people })} · {t('knowledge.times', { count: cluster.asked })}
            {cluster.agentMinutes > 0 && ` · ${t('knowledge.agentTime', { time: workText(cluster.agentMinutes) })}`} ·{' '}
            <RelativeTime at={cluster.lastAt} />
          </Text>
          <Text size="sm" mt={4}>
            {told.map((trouble) => t(`knowledge.trouble.${trouble}`, { count: troubles[trouble] })).join(' · ')}
          </Text>
        </div>
        <ClusterDeeds cluster={cluster} />
      </div>
    </Paper>
  );
}

/** Minutes as people say them: `45 min`, `22 h 54 min`. */
function workText(minutes: number): string {
  const whole = Math.round(minutes);
  return whole < 60 ? `${whole} min` : spanText(whole * 60_000);
}

function ClusterDeeds({ cluster }: { cluster: DemandCluster }) {
  const { t } = useTexts();
  const mayWrite = useMay('knowledge.write');
  const client = useQueryClient();
  const navigate = useNavigate();
  const onError = useErrorNotice();
  const [isDismissing, setDismissing] = useState(false);
  const path = `/api/knowledge/demand/${encodeURIComponent(cluster.id)}`;
  const draft = useMutation({
    mutationFn: () => api.send<{ entryId: string }>('POST', `${path}/draft`, {}),
    onSuccess: ({ entryId }) => {
      void client.invalidateQueries({ queryKey: ['knowledge'] });
      void navigate(`/knowledge/entries/${entryId}`);
    },
    onError,
  });
  const dismiss = useMutation({
    mutationFn: () => api.send('POST', `${path}/dismiss`),
    onSuccess: () => {
      setDismissing(false);
      void client.invalidateQueries({ queryKey: ['knowledge', 'demand'] });
    },
    onError,
  });
  if (cluster.draftId !== null)
    return (
      <Button component={Link} to={`/knowledge/entries/${cluster.draftId}`} variant="default" size="sm">
        {t('knowledge.openDraft')}
      </Button>
    );
  if (!mayWrite || cluster.state !== 'open') return null;
  return (
    <Group gap="xs">
      <Button variant="subtle" color="gray" size="sm" onClick={() => setDismissing(true)}>
        {t('knowledge.dismiss')}
      </Button>
      <Button
        size="sm"
        leftSection={<IconPencil size={16} aria-hidden />}
        loading={draft.isPending}
        onClick={() => draft.mutate()}
      >
        {t('knowledge.writeEntry')}
      </Button>
      <ConfirmDialog
        isOpen={isDismissing}
        title={t('knowledge.dismissTitle')}
        body={t('knowledge.dismissBody')}
        action={t('knowledge.dismiss')}
        isBusy={dismiss.isPending}
        cancel={() => setDismissing(false)}
        confirm={() => dismiss.mutate()}
      />
    </Group>
  );
}

function RawQuestions() {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['knowledge', 'unanswered'],
    queryFn: ({ signal }) => api.get<Page<Unanswered>>('/api/knowledge/unanswered?limit=200', signal),
  });
  return (
    <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('knowledge.emptyUnanswered')}>
      {({ items }) => (
        <Stack gap="xs" maw={860}>
          {items.map(({ id, question, times, lastAt }) => (
            <Paper key={id} withBorder p="sm">
              <Group justify="space-between" wrap="nowrap">
                <Text className="ticket-text">
                  <MarkedText text={question} />
                </Text>
                <Text size="xs" c="dimmed" className="nowrap">
                  {t('knowledge.times', { count: times })} · <RelativeTime at={lastAt} />
                </Text>
              </Group>
            </Paper>
          ))}
        </Stack>
      )}
    </QueryStates>
  );
}
