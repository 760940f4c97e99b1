import { Anchor, Badge, Group, Paper, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ChatHit } from '../../../shared/wire/chat-search.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** One find: who, when, the words around it, and the way to its place in the conversation. */
export function Hit({ hit }: { hit: ChatHit }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const { conversationId, seq, at, name, speaker, excerpt, contactName, channel, outcome, agents, removed } = hit;
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Anchor component={Link} to={`/inbox/${encodeURIComponent(conversationId)}?at=${seq}`} fw={600}>
          {contactName ?? t('logs.somebody')}
        </Anchor>
        <Text size="xs" c="dimmed" className="nowrap">
          <Instant at={at} />
        </Text>
      </Group>
      <Text size="sm" className="hit-text">
        <Text component="span" size="sm" c="dimmed">
          {speaker === 'user' ? '' : `${name}: `}
        </Text>
        {excerpt.map((piece, place) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one excerpt never change places
          piece.marked ? <mark key={place}>{piece.text}</mark> : <MarkedText key={place} text={piece.text} />,
        )}
      </Text>
      <Group gap={6} mt={6}>
        {channel && <Badge variant="default">{t(`channel.${channel}`, { defaultValue: channel })}</Badge>}
        {outcome && <Badge variant="default">{t(`logs.outcome.${outcome}`)}</Badge>}
        {agents.map((agent) => (
          <Badge key={agent} variant="default">
            {nameOf(agent)}
          </Badge>
        ))}
        {removed.length > 0 && (
          <Badge color="orange" variant="light">
            {t('logs.wasRemoved')}
          </Badge>
        )}
      </Group>
    </Paper>
  );
}
