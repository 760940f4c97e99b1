import { Badge } from '@mantine/core';
import type { Review } from '../../../shared/wire/quality.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { periodText } from '../parts/period-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useReviews } from './use-quality.ts';

/** Cases of the audits, each with the way to its page; `hasResults`: with what came of them. */
export function ReviewList({ query, empty, hasResults }: { query: string; empty: string; hasResults: boolean }) {
  const { t, locale } = useTexts();
  const nameOf = useAgentName();
  const results: Column<Review>[] = [
    {
      key: 'doneAt',
      header: t('quality.doneAt'),
      cell: ({ doneAt }) => (doneAt === null ? '—' : <Instant at={doneAt} />),
    },
    { key: 'score', header: t('quality.score'), isNumber: true, cell: (one) => <ScoreBadge review={one} /> },
  ];
  const columns: Column<Review>[] = [
    { key: 'case', header: t('quality.case'), isTitle: true, cell: (one) => t('quality.caseName', caseOf(one)) },
    { key: 'period', header: t('quality.period'), cell: ({ period }) => periodText(period, locale) },
    {
      key: 'channel',
      header: t('quality.channel'),
      cell: ({ channel }) => t(`channel.${channel}`, { defaultValue: channel }),
    },
    {
      key: 'agent',
      header: t('quality.attended'),
      cell: ({ agentId }) => (agentId === null ? t('quality.bot') : nameOf(agentId)),
    },
    ...(hasResults ? results : []),
  ];
  return (
    <QueryStates query={useReviews(query)} isEmpty={({ items }) => items.length === 0} empty={empty}>
      {({ items }) => (
        <DataTable
          label={t('quality.title')}
          rows={items}
          columns={columns}
          rowKey={({ id }) => id}
          linkOf={({ id }) => `/quality/${encodeURIComponent(id)}`}
        />
      )}
    </QueryStates>
  );
}

/** What a case is called by: its audit and its place in the draw. */
export function caseOf({ label, number }: Review) {
  return { label, number };
}

/** The result of a case: its score, "seen" where there is no form, or that an appeal waits. */
export function ScoreBadge({ review }: { review: Review }) {
  const { t } = useTexts();
  if (review.state === 'open') return null;
  if (review.answer?.kind === 'appeal' && review.decision === null)
    return (
      <Badge color="orange" variant="light" tt="none">
        {t('quality.appealed')}
      </Badge>
    );
  if (review.score === null) return <>{t('quality.noForm')}</>;
  return (
    <Badge color={colorOf(review.score)} variant="light" tt="none">
      {review.score}
    </Badge>
  );
}

/** Green from 85 on, red below 60. */
export function colorOf(score: number): string {
  return score >= 85 ? 'green' : score >= 60 ? 'yellow' : 'red';
}
