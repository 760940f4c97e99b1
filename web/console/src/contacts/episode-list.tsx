import { Anchor, Badge, Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ContactEpisode, Message } from '../../../shared/wire.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useContactHistory, useEpisode } from './use-contacts.ts';

/** Episodes on all channels, newest first; a click reads one, and changes nothing. */
export function EpisodeList({ contactId }: { contactId: string }) {
  const { t } = useTexts();
  const query = useContactHistory(contactId);
  const [open, setOpen] = useState<ContactEpisode | null>(null);
  const episodes = query.data?.pages.flatMap(({ items }) => items);
  if (episodes === undefined)
    return query.error ? (
      <ErrorState error={query.error} retry={() => void query.refetch()} />
    ) : (
      <LoadingState rows={2} />
    );
  if (episodes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('contacts.noHistory')}
      </Text>
    );
  return (
    <Stack gap={4}>
      {episodes.map((episode) => (
        <EpisodeLine
          key={`${episode.conversationId}:${episode.episode}`}
          episode={episode}
          open={() => setOpen(episode)}
        />
      ))}
      <MoreButton query={query} />
      {open && <EpisodeDialog episode={open} close={() => setOpen(null)} />}
    </Stack>
  );
}

function EpisodeLine({ episode, open }: { episode: ContactEpisode; open: () => void }) {
  const { t } = useTexts();
  const channel = t(`contacts.channel.${episode.channel}`, { defaultValue: episode.channel });
  return (
    <UnstyledButton onClick={open} className="episode-line">
      <Group gap={6} wrap="nowrap">
        <Badge variant="default" tt="none" size="sm" className="no-shrink">
          {channel}
        </Badge>
        <Text size="sm" className="nowrap">
          <Instant at={episode.openedAt} />
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {episode.closedAt === null ? t('contacts.goesOn') : episode.outcome && t(`outcome.${episode.outcome}`)}
          {episode.folios.length > 0 && ` · ${episode.folios.join(', ')}`}
        </Text>
      </Group>
    </UnstyledButton>
  );
}

/** The words of one episode, to read. */
function EpisodeDialog({ episode, close }: { episode: ContactEpisode; close: () => void }) {
  const { t, locale } = useTexts();
  const query = useEpisode(episode);
  const messages = query.data?.pages.flat();
  const channel = t(`contacts.channel.${episode.channel}`, { defaultValue: episode.channel });
  const day = new Date(episode.openedAt).toLocaleDateString(locale, { dateStyle: 'long' });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('contacts.episode', { channel, day })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('contacts.readOnly')}
        </Text>
        {messages === undefined &&
          (query.error ? (
            <ErrorState error={query.error} retry={() => void query.refetch()} />
          ) : (
            <LoadingState rows={3} />
          ))}
        {messages?.map((message) => (
          <Line key={message.id} message={message} />
        ))}
        <MoreButton query={query} />
        <Group justify="space-between">
          <Anchor
            component={Link}
            to={`/inbox/${encodeURIComponent(episode.conversationId)}`}
            onClick={close}
            size="sm"
          >
            {t('contacts.openConversation')}
          </Anchor>
          <Button variant="default" onClick={close}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Line({ message }: { message: Message }) {
  const { t } = useTexts();
  return (
    <div className={`episode-message episode-${message.speaker}`}>
      <Text size="xs" c="dimmed">
        {message.name || t(`speaker.${message.speaker}`)} · <Instant at={message.at} />
      </Text>
      <div className="bubble-text">
        <MarkedText text={message.text} />
      </div>
    </div>
  );
}
