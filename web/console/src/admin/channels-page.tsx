import { Anchor, Badge, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ChannelView } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { QueryStates } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';
import { MailCheck } from './mail-check.tsx';
import { WhatsappPanel } from './whatsapp-panel.tsx';
import './admin.css';

const colors: Record<ChannelView['way'], string> = { served: 'green', byHand: 'gray', missing: 'red' };

/** What some channels offer beside their state. */
const panels: Record<string, (channel: ChannelView) => ReactNode> = {
  webchat: ({ accounts }) => <ChatPages sites={accounts} />,
  email: ({ accounts }) => <Mailboxes names={accounts} />,
  whatsapp: () => <WhatsappPanel />,
};

/** The channels that people write on, and whether a message on each would be heard. */
export function ChannelsPage() {
  const { t } = useTexts();
  const query = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api.get<{ items: ChannelView[] }>('/api/channels', signal),
    refetchInterval: 60_000,
  });
  return (
    <div className="page">
      <PageHeader title={t('channels.title')} about={t('channels.about')} />
      <QueryStates query={query}>
        {({ items }) => (
          <Stack maw={760}>
            {items.map((item) => (
              <ChannelCard key={item.channel} item={item} />
            ))}
          </Stack>
        )}
      </QueryStates>
    </div>
  );
}

function ChannelCard({ item }: { item: ChannelView }) {
  const { t } = useTexts();
  const { channel, way, lastAt } = item;
  const name = t(`channel.${channel}`, { defaultValue: channel });
  const panel = panels[channel];
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <Title order={2} size="h5">
          {name}
        </Title>
        <Badge color={colors[way]} variant="light" miw="max-content">
          {t(`channels.way.${way}`)}
        </Badge>
      </Group>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="dimmed">
          {lastAt === null ? (
            t('channels.silent')
          ) : (
            <>
              {t('channels.lastAt')}: <RelativeTime at={lastAt} />
            </>
          )}
        </Text>
        {way === 'byHand' && <Text size="sm">{t('channels.byHandAbout')}</Text>}
        {way === 'missing' && panel === undefined && <Text size="sm">{t('channels.missing')}</Text>}
        {panel?.(item)}
      </Stack>
    </Paper>
  );
}

/** Where the chat is, and the line that puts it on a page of one's own. */
function ChatPages({ sites }: { sites: readonly string[] }) {
  const { t } = useTexts();
  const { origin } = window.location;
  return sites.map((site) => {
    // The default site is told to nobody by its name.
    const isDefault = site === 'web';
    const line = `<script src="${origin}/embed.js"${isDefault ? '' : ` data-site="${site}"`} async></script>`;
    return (
      <Stack key={site} gap={4} align="flex-start" w="100%">
        <Anchor size="sm" href={isDefault ? '/' : `/chat/${site}`} target="_blank" rel="noopener">
          {t('channels.open')}
        </Anchor>
        <Text size="sm" fw={600} mt="xs">
          {t('channels.embed')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('channels.embedAbout')}
        </Text>
        <Group gap="xs" wrap="nowrap" maw="100%">
          <Code className="channel-line">{line}</Code>
          <CopyButton value={line} />
        </Group>
      </Stack>
    );
  });
}

function Mailboxes({ names }: { names: readonly string[] }) {
  const { t } = useTexts();
  return (
    <>
      <Text size="sm">{names.length === 0 ? t('channels.noMailboxes') : names.join(', ')}</Text>
      <MailCheck />
    </>
  );
}
