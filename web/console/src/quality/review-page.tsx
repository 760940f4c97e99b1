import { Alert, Anchor, Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ConversationDetail, Message } from '../../../shared/wire/conversation.ts';
import type { OpenReview, Review } from '../../../shared/wire/quality.ts';
import { api } from '../app/api.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { periodText } from '../parts/period-text.ts';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { AppealDecision, OwnAnswer } from './answer-forms.tsx';
import './quality.css';
import { ReviewFormFields } from './review-form.tsx';
import { caseOf, ScoreBadge } from './review-list.tsx';
import { readBackTo, saidIn } from './said.ts';
import { useReview } from './use-quality.ts';

/** One case: the form beside what was said; for its agent, the result and the one word about it. */
export function ReviewPage() {
  const { id = '' } = useParams();
  return <QueryStates query={useReview(id)}>{(open) => <Case key={open.review.id} open={open} />}</QueryStates>;
}

function Case({ open }: { open: OpenReview }) {
  const { t, locale } = useTexts();
  const nameOf = useAgentName();
  const { review } = open;
  const about = [
    t(`channel.${review.channel}`, { defaultValue: review.channel }),
    periodText(review.period, locale),
    review.agentId === null ? t('quality.bot') : t('quality.attendedBy', { name: nameOf(review.agentId) }),
  ];
  return (
    <div className="page">
      <PageHeader title={t('quality.caseName', caseOf(review))} about={about.join(' · ')} back="/quality">
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
        {mayReview && !isOwn && <SecondOpinion review={review} />}
        {isOwn && review.answer === null && <OwnAnswer review={review} />}
        {mayReview && !isOwn && review.answer?.kind === 'appeal' && review.decision === null && (
          <AppealDecision review={review} />
        )}
      </>
    );
  if (isOwn) return <Alert>{t('quality.own')}</Alert>;
  return mayReview ? <ReviewFormFields review={review} /> : null;
}

/** Another reviewer marks the same case: it changes no result, and says how far reviewers are apart. */
function SecondOpinion({ review }: { review: Review }) {
  const { t } = useTexts();
  const me = useMe().data?.id;
  const [isOpen, setOpen] = useState(false);
  const isReviewed = [review.reviewer, ...review.calibrations.map(({ reviewer }) => reviewer)].includes(me ?? '');
  if (review.form === null || isReviewed) return null;
  if (isOpen) return <ReviewFormFields review={review} isSecond />;
  return (
    <Button variant="default" onClick={() => setOpen(true)}>
      {t('quality.giveSecond')}
    </Button>
  );
}

function Said({ review }: { review: Review }) {
  const { t } = useTexts();
  const { conversationId, from } = review;
  const path = `/api/conversations/${encodeURIComponent(conversationId)}`;
  const query = useQuery({
    queryKey: ['quality', 'said', review.id],
    queryFn: async ({ signal }) => {
      const { transcript } = await api.get<ConversationDetail>(path, signal);
      return readBackTo(from, transcript, async (after, limit) => {
        const page = await api.get<{ items: Message[] }>(`${path}/messages?after=${after}&limit=${limit}`, signal);
        return page.items;
      });
    },
    staleTime: Number.POSITIVE_INFINITY,
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
        <Anchor component={Link} size="sm" to={`/inbox/${encodeURIComponent(conversationId)}`}>
          {t('quality.open')}
        </Anchor>
      </Group>
      <QueryStates
        query={query}
        isEmpty={(transcript) => saidIn(transcript, review).length === 0}
        empty={t('quality.nothingSaid')}
      >
        {(transcript) => (
          <Stack gap="sm">
            {saidIn(transcript, review).map((item) => (
              <Line key={item.id} item={item} isAround={item.at < review.from || item.at >= review.to} />
            ))}
          </Stack>
        )}
      </QueryStates>
    </Paper>
  );
}

/** A message; `isAround`: outside the span that is reviewed. */
function Line({ item, isAround }: { item: Message; isAround: boolean }) {
  const { t } = useTexts();
  return (
    <div className="said-line" data-speaker={item.speaker} data-out-of-span={isAround || undefined}>
      <Text size="xs" c="dimmed">
        <b>{item.name || t(`speaker.${item.speaker}`)}</b> · <Instant at={item.at} />
      </Text>
      <Text size="sm" className="ticket-text">
        <MarkedText text={item.text} />
      </Text>
      {item.links.map(({ entryId, title }) => (
        <Text key={entryId} size="sm" c="dimmed">
          → {title}
        </Text>
      ))}
    </div>
  );
}

function Facts({ open: { review, facts } }: { open: OpenReview }) {
  const { t, locale } = useTexts();
  const wanted = review.form?.facts ?? [];
  if (wanted.length === 0) return null;
  const said = (value: OpenReview['facts'][string] | undefined) => {
    if (value === null || value === undefined) return t('quality.unknown');
    if (typeof value === 'boolean') return t(value ? 'quality.factYes' : 'quality.factNo');
    const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
    return isInstant ? new Date(value).toLocaleString(locale) : String(value);
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
  const nameOf = useAgentName();
  const { form, marks, comment, answer, decision, calibrations } = review;
  const markText = (mark: number | null | undefined) => {
    if (mark == null) return t('quality.notApplicable');
    return form?.marks === 'yesNo' ? t(mark === 1 ? 'quality.yes' : 'quality.no') : mark;
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.result')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('quality.result')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('quality.reviewedBy', { name: nameOf(review.reviewer ?? '') })}
          {review.doneAt !== null && (
            <>
              {' '}
              · <Instant at={review.doneAt} />
            </>
          )}
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
              {markText(marks[code])}
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
            {calibrations.map(({ reviewer, score }) => `${nameOf(reviewer)} ${score ?? '—'}`).join(' · ')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
