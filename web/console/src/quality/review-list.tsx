import { Badge } from '@mantine/core';
import type { Review } from '../../../shared/wire/quality.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { QueryStates } from '../parts/states.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useReviews } from './use-quality.ts';

/** Cases of the audits, each with the way to its page. */
export function ReviewList({ query, empty }: { query: string; empty: string }) {
  const { t } = useTexts();
  const columns: Column<Review>[] = [
    { key: 'case', header: t('quality.case'), isTitle: true, cell: (one) => `${one.label} · ${one.period}` },
    { key: 'channel', header: t('quality.channel'), cell: (one) => one.channel },
    { key: 'agent', header: t('quality.agent'), cell: (one) => one.agentId ?? t('quality.bot') },
    { key: 'score', header: t('quality.score'), isNumber: true, cell: (one) => <ScoreBadge review={one} /> },
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

/** The result of a case: its score, "seen" where there is no form, or that an appeal waits. */
export function ScoreBadge({ review }: { review: Review }) {
  const { t } = useTexts();
  if (review.state === 'open') return <>—</>;
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
