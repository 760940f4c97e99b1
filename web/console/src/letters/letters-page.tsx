import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DeadLetter } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useLetters } from './use-letters.ts';

/** Replies that gave up (P3), each with the way to send it again. */
export function LettersPage() {
  const { t } = useTexts();
  const query = useLetters();
  return (
    <div className="page">
      <PageHeader title={t('letters.title')} about={t('letters.about')} />
      <QueryStates query={query} isEmpty={({ items }) => items.length === 0} empty={t('letters.empty')}>
        {({ items }) => (
          <Stack maw={820}>
            {items.map((letter) => (
              <Letter key={letter.id} letter={letter} />
            ))}
          </Stack>
        )}
      </QueryStates>
    </div>
  );
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const mayReplay = useMay('deadLetters.replay');
  const replay = useMutation({
    mutationFn: () => api.send('POST', `/api/dead-letters/${encodeURIComponent(letter.id)}/replay`),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['letters'] }),
  });
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div className="min-0">
          <Text className="ticket-text">
            <MarkedText text={letter.text} />
          </Text>
          <Group gap="xs" mt="xs">
            <Badge color="red" variant="light" tt="none" title={letter.code}>
              {t(`letterCode.${letter.code}`, { defaultValue: t('letterCode.other') })}
            </Badge>
            <Text size="xs" c="dimmed">
              {t(`channel.${letter.channel}`, { defaultValue: letter.channel })} ·{' '}
              {t('letters.attempts', { count: letter.attempts })} · <Instant at={letter.failedAt} />
            </Text>
            <Anchor component={Link} to={`/inbox/${encodeURIComponent(letter.conversationId)}`} size="xs">
              {t('letters.conversation')}
            </Anchor>
          </Group>
        </div>
        {mayReplay && (
          <Button size="xs" className="no-shrink" loading={replay.isPending} onClick={() => replay.mutate()}>
            {t('letters.replay')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
