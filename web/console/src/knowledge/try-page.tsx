import { Anchor, Badge, Button, Group, Paper, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconBulb, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import type { ExplainedAnswer } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { EmptyState, QueryStates } from '../parts/states.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { KnowledgeHead } from './knowledge-head.tsx';
import './knowledge.css';

/** "Probar una pregunta": what the bot would answer and why. Nothing of it is recorded. */
export function TryPage() {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [question, setQuestion] = useState('');
  const query = useQuery({
    queryKey: ['knowledge', 'explain', question],
    queryFn: () => api.send<ExplainedAnswer>('POST', '/api/knowledge/explain', { question }),
    enabled: question !== '',
  });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setQuestion(typed.trim());
  };
  return (
    <div className="page">
      <KnowledgeHead />
      <form onSubmit={ask}>
        <Group align="flex-end" mb="lg" maw={760} wrap="nowrap">
          <TextInput
            label={t('knowledge.tryLabel')}
            placeholder={t('knowledge.tryPlaceholder')}
            value={typed}
            maxLength={2_000}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className="grow"
          />
          <Button type="submit" className="no-shrink" disabled={typed.trim() === ''}>
            {t('knowledge.tryGo')}
          </Button>
        </Group>
      </form>
      <div aria-live="polite">
        {question === '' ? (
          <EmptyState icon={IconBulb}>{t('knowledge.tryEmpty')}</EmptyState>
        ) : (
          <QueryStates query={query}>{(answer) => <Explained question={question} answer={answer} />}</QueryStates>
        )}
      </div>
    </div>
  );
}

const bandColors = { send: 'green', ask: 'yellow', none: 'gray' } as const;

function Explained({ question, answer }: { question: string; answer: ExplainedAnswer }) {
  const { t } = useTexts();
  return (
    <Stack maw={760}>
      <Paper withBorder p="md">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h5">
            {t(`knowledge.band.${answer.band}`)}
          </Title>
          <Badge color={bandColors[answer.band]} variant="light" size="lg">
            {t('knowledge.confidence', { share: Math.round(answer.confidence * 100) })}
          </Badge>
        </Group>
        {answer.links.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('knowledge.bandNoneBody')}
          </Text>
        ) : (
          <Stack gap="xs">
            {answer.links.map(({ entryId, title, url }) => (
              <div key={entryId} className="preview-link">
                <Anchor href={url} target="_blank" rel="noopener noreferrer" fw={600}>
                  {title}
                </Anchor>
              </div>
            ))}
          </Stack>
        )}
      </Paper>
      <Candidates answer={answer} />
      <WriteIt question={question} />
    </Stack>
  );
}

function Candidates({ answer }: { answer: ExplainedAnswer }) {
  const { t } = useTexts();
  if (answer.candidates.length === 0) return null;
  return (
    <section aria-label={t('knowledge.whyTitle')}>
      <Title order={2} size="h5" mb="xs">
        {t('knowledge.whyTitle')}
      </Title>
      <Stack gap="xs" component="ol" className="plain-list">
        {answer.candidates.map(({ entryId, title, share, words, example }) => (
          <Paper key={entryId} withBorder p="sm" component="li">
            <Group justify="space-between" wrap="nowrap" mb={4}>
              <Anchor component={Link} to={`/knowledge/entries/${entryId}`} fw={600} size="sm">
                {title}
              </Anchor>
              <Text size="xs" c="dimmed" className="nowrap">
                {Math.round(share * 100)} %
              </Text>
            </Group>
            <Progress value={share * 100} size="sm" aria-label={t('knowledge.share')} mb={6} />
            <Group gap={6}>
              <Text size="xs" c="dimmed">
                {words.length === 0 ? t('knowledge.noWords') : t('knowledge.inCommon')}
              </Text>
              {words.map((word) => (
                <Badge key={word} size="sm" variant="light" className="as-written">
                  {word}
                </Badge>
              ))}
            </Group>
            {example && (
              <Text size="xs" c="dimmed" mt={4}>
                {t('knowledge.closestExample', { example })}
              </Text>
            )}
          </Paper>
        ))}
      </Stack>
    </section>
  );
}

/** Not what it should be? The way to write it is one click. */
function WriteIt({ question }: { question: string }) {
  const { t } = useTexts();
  if (!useMay('knowledge.write')) return null;
  return (
    <Button
      component={Link}
      to={`/knowledge/new?title=${encodeURIComponent(question)}`}
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      className="align-start"
    >
      {t('knowledge.writeIt')}
    </Button>
  );
}
