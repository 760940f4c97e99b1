import { Anchor, Badge, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { HeldAnswer, ReviewForm } from '../../../shared/wire/quality.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { QueryStates } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useArrived } from '../parts/use-arrived.ts';
import { useMay, useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { Criteria } from './review-form.tsx';
import { useHeldAnswers, useQualityDeed } from './use-quality.ts';

/** Answers that wait before they are sent: nothing hangs unseen. */
export function HeldTab() {
  const { t } = useTexts();
  const query = useHeldAnswers();
  return (
    <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('quality.emptyAnswers')}>
      {({ items, form }) => (
        <Stack maw={820}>
          {items.map((answer) => (
            <HeldCard key={answer.id} answer={answer} form={form} />
          ))}
          <MoreButton query={query} />
        </Stack>
      )}
    </QueryStates>
  );
}

/** One held answer, with what may be done about it. */
export function HeldCard({ answer, form }: { answer: HeldAnswer; form: ReviewForm | null }) {
  const { t } = useTexts();
  const mayReview = useMay('quality.review');
  const isOwn = useMe().data?.id === answer.agentId;
  const color = answer.overdue || answer.state === 'failed' ? 'red' : answer.state === 'returned' ? 'orange' : 'cyan';
  const arrived = useArrived(answer.id);
  return (
    <Paper withBorder p="md" {...arrived}>
      <Group gap="xs" mb="xs">
        <Badge color={color} variant="light" tt="none">
          {answer.overdue ? t('quality.overdue') : t(`quality.state.${answer.state}`)}
        </Badge>
        <Text size="xs" c="dimmed">
          {answer.agentName} · {t(`channel.${answer.channel}`, { defaultValue: answer.channel })} · {t('quality.dueAt')}
          : <RelativeTime at={answer.dueAt} />
        </Text>
        <Anchor size="xs" component={Link} to={`/inbox/${encodeURIComponent(answer.conversationId)}`}>
          {t('quality.transcript')}
        </Anchor>
      </Group>
      <Text className="ticket-text">
        {answer.text === null ? t('quality.erased') : <MarkedText text={answer.text} />}
      </Text>
      {answer.note !== null && (
        <Text size="sm" mt="xs" c="dimmed">
          {answer.note}
        </Text>
      )}
      {answer.state === 'failed' && <Failed answer={answer} mayResend={isOwn || mayReview} />}
      {answer.state === 'returned' && isOwn && (
        <Text size="sm" mt="xs">
          {t('quality.again')}
        </Text>
      )}
      {answer.state === 'waiting' && mayReview && !isOwn && <Verdict answer={answer} form={form} />}
    </Paper>
  );
}

/** Why it did not leave, and the way to try again. */
function Failed({ answer, mayResend }: { answer: HeldAnswer; mayResend: boolean }) {
  const { t } = useTexts();
  const resend = useQualityDeed<object>(`/api/quality/answers/${encodeURIComponent(answer.id)}/resend`);
  const why = t(`error.${answer.failure}`, { defaultValue: t('quality.failed') });
  return (
    <Group gap="xs" mt="sm" justify="space-between">
      <Text size="sm" c="red">
        {why}
      </Text>
      {mayResend && answer.text !== null && (
        <Button size="xs" loading={resend.isPending} onClick={() => resend.mutate({})}>
          {t('quality.resend')}
        </Button>
      )}
    </Group>
  );
}

/** Approved, or returned with what is to be corrected; the policy's criteria are marked beside it (ICE-36). */
function Verdict({ answer, form }: { answer: HeldAnswer; form: ReviewForm | null }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const [marks, setMarks] = useState<Record<string, number | null>>({});
  // A decision goes without marks, or with all of them.
  const marked = Object.keys(marks).length;
  const isHalf = form !== null && marked > 0 && form.criteria.some(({ code }) => marks[code] === undefined);
  const path = `/api/quality/answers/${encodeURIComponent(answer.id)}/decide`;
  const decide = useQualityDeed<{ approved: boolean; note: string | null; marks: typeof marks }>(path);
  return (
    <Stack gap="xs" mt="sm">
      {form && (
        <details>
          <summary>{t('quality.mark', { form: form.label })}</summary>
          <Stack gap="xs" mt="xs">
            <Criteria form={form} marks={marks} change={setMarks} hasKeys={false} />
          </Stack>
        </details>
      )}
      <Textarea
        label={t('quality.returnNote')}
        value={note}
        autosize
        minRows={1}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          size="xs"
          disabled={isHalf}
          loading={decide.isPending}
          onClick={() => decide.mutate({ approved: true, note: note.trim() === '' ? null : note, marks })}
        >
          {t('quality.approve')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isHalf || note.trim() === ''}
          loading={decide.isPending}
          onClick={() => decide.mutate({ approved: false, note, marks })}
        >
          {t('quality.return')}
        </Button>
      </Group>
    </Stack>
  );
}
