import { Alert, Anchor, Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import type { OpenReview, Review } from '../../../shared/wire/quality.ts';
import { api } from '../app/api.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { AppealDecision, OwnAnswer } from './answer-forms.tsx';
import './quality.css';
import { ReviewFormFields } from './review-form.tsx';
import { ScoreBadge } from './review-list.tsx';
import { useReview } from './use-quality.ts';

/** One case: the form beside what was said; for its agent, the result and the one word about it. */
export function ReviewPage() {
  const { id = '' } = useParams();
  return <QueryStates query={useReview(id)}>{(open) => <Case key={open.review.id} open={open} />}</QueryStates>;
}

function Case({ open }: { open: OpenReview }) {
  const { t } = useTexts();
  const { review } = open;
  return (
    <div className="page">
      <PageHeader
        title={`${review.label} · ${review.period}`}
        about={`${review.channel} · ${review.agentId ?? t('quality.bot')}`}
        back="/quality"
      >
        <ScoreBadge review={review} />
      </PageHeader>
      <div className="review-sides">
        <Said review={review} />
        <Stack>
          <Facts open={open} />
          <Judgement review={review} />
        </Stack>
      </div>
    </div>
  );
}

function Judgement({ review }: { review: Review }) {
  const { t } = useTexts();
  const mayReview = useMay('quality.review');
  const isOwn = useMe().data?.id === review.agentId;
  if (review.state === 'done')
    return (
      <>
        <Result review={review} />
        {isOwn && review.answer === null && <OwnAnswer review={review} />}
        {mayReview && !isOwn && review.answer?.kind === 'appeal' && review.decision === null && (
          <AppealDecision review={review} />
        )}
      </>
    );
  if (isOwn) return <Alert>{t('quality.own')}</Alert>;
  return mayReview ? <ReviewFormFields review={review} /> : null;
}

function Said({ review }: { review: Review }) {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['quality', 'said', review.conversationId],
    queryFn: ({ signal }) =>
      api.get<ConversationDetail>(`/api/conversations/${encodeURIComponent(review.conversationId)}`, signal),
  });
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={t('quality.transcript')}
      className="review-said"
      tabIndex={0}
    >
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          {t('quality.transcript')}
        </Title>
        <Anchor component={Link} size="sm" to={`/inbox/${encodeURIComponent(review.conversationId)}`}>
          {t('quality.open')}
        </Anchor>
      </Group>
      <QueryStates query={query}>
        {({ transcript }) => (
          <Stack gap="sm">
            {transcript.map((item) => (
              <div key={item.id} data-out-of-span={item.at < review.from || item.at >= review.to || undefined}>
                <Text size="xs" c="dimmed">
                  {item.name} · <Instant at={item.at} />
                </Text>
                <Text size="sm" className="ticket-text">
                  <MarkedText text={item.text} />
                </Text>
              </div>
            ))}
          </Stack>
        )}
      </QueryStates>
    </Paper>
  );
}

function Facts({ open: { review, facts } }: { open: OpenReview }) {
  const { t, language } = useTexts();
  const wanted = review.form?.facts ?? [];
  if (wanted.length === 0) return null;
  const said = (value: OpenReview['facts'][string] | undefined) => {
    if (value === null || value === undefined) return t('quality.unknown');
    if (typeof value === 'boolean') return t(value ? 'quality.factYes' : 'quality.factNo');
    const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
    return isInstant ? new Date(value).toLocaleString(language) : String(value);
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.facts')}>
      <Title order={2} size="h5" mb="xs">
        {t('quality.facts')}
      </Title>
      <Table>
        <Table.Tbody>
          {wanted.map((fact) => (
            <Table.Tr key={fact}>
              <Table.Th scope="row">{t(`quality.fact.${fact}`)}</Table.Th>
              <Table.Td className="ticket-text">{said(facts[fact])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Result({ review }: { review: Review }) {
  const { t } = useTexts();
  const { form, marks, comment, answer, decision, calibrations } = review;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.result')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('quality.result')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('quality.reviewedBy', { name: review.reviewer ?? '' })}
        </Text>
        {form?.criteria.map(({ code, label }) => (
          <Group key={code} justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{label}</Text>
            <Badge
              variant="light"
              color={review.criticals.includes(code) ? 'red' : 'cyan'}
              tt="none"
              className="no-shrink"
            >
              {marks[code] == null ? t('quality.notApplicable') : marks[code]}
            </Badge>
          </Group>
        ))}
        {review.criticals.length > 0 && <Alert color="red">{t('quality.criticals')}</Alert>}
        {comment && <Text className="ticket-text">{comment}</Text>}
        {answer && (
          <Text size="sm" className="ticket-text">
            <b>{t(`quality.said.${answer.kind}`)}:</b> {answer.text}
          </Text>
        )}
        {decision && (
          <Text size="sm" className="ticket-text">
            <b>{t(`quality.decision.${decision.outcome}`)}</b> ({t('quality.before', { score: decision.before ?? '—' })}
            ): {decision.note}
          </Text>
        )}
        {calibrations.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('quality.calibrations')}:{' '}
            {calibrations.map(({ reviewer, score }) => `${reviewer} ${score ?? '—'}`).join(' · ')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
