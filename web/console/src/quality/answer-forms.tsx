import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { Review } from '../../../shared/wire/quality.ts';
import { useTexts } from '../texts/texts.tsx';
import { Criteria } from './review-form.tsx';
import { useQualityDeed } from './use-quality.ts';

/** The agent's one word about a result: a reply, or an appeal that somebody else decides. */
export function OwnAnswer({ review }: { review: Review }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const path = `/api/quality/reviews/${encodeURIComponent(review.id)}/answer`;
  const answer = useQualityDeed<{ kind: 'reply' | 'appeal'; text: string }>(path);
  const isEmpty = text.trim() === '';
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('quality.answerTitle')}
        </Title>
        <Textarea
          label={t('quality.answerTitle')}
          description={t('quality.answerHint')}
          value={text}
          autosize
          minRows={2}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            disabled={isEmpty}
            loading={answer.isPending}
            onClick={() => answer.mutate({ kind: 'reply', text })}
          >
            {t('quality.reply')}
          </Button>
          <Button
            size="xs"
            disabled={isEmpty}
            loading={answer.isPending}
            onClick={() => answer.mutate({ kind: 'appeal', text })}
          >
            {t('quality.appeal')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** What comes of an appeal: the result stays, or new marks take its place. */
export function AppealDecision({ review }: { review: Review }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const [marks, setMarks] = useState(review.marks);
  const path = `/api/quality/reviews/${encodeURIComponent(review.id)}/decide`;
  const decide = useQualityDeed<{ marks: Review['marks'] | null; note: string }>(path);
  const isEmpty = note.trim() === '';
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h5">
          {t('quality.decideTitle')}
        </Title>
        {review.form && <Criteria form={review.form} marks={marks} change={setMarks} />}
        <Textarea
          label={t('quality.decideNote')}
          value={note}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            disabled={isEmpty}
            loading={decide.isPending}
            onClick={() => decide.mutate({ marks: null, note })}
          >
            {t('quality.keep')}
          </Button>
          <Button
            size="xs"
            disabled={isEmpty}
            loading={decide.isPending}
            onClick={() => decide.mutate({ marks, note })}
          >
            {t('quality.change')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('quality.before', { score: review.score ?? '—' })}
        </Text>
      </Stack>
    </Paper>
  );
}
