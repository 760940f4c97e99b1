import { Anchor, Badge, Group, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Entry, Page, Unanswered } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useTexts } from '../texts/texts.tsx';

/** Questions that had no link (EXS-42), and the entries there are (EXS-34). */
export function KnowledgePage() {
  const { t } = useTexts();
  return (
    <div className="page">
      <Title order={1} size="h3" mb="md">
        {t('knowledge.title')}
      </Title>
      <Tabs defaultValue="unanswered" keepMounted={false} maw={860}>
        <Tabs.List mb="md">
          <Tabs.Tab value="unanswered">{t('knowledge.unanswered')}</Tabs.Tab>
          <Tabs.Tab value="entries">{t('knowledge.entries')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="unanswered">
          <Listing<Unanswered> path="/api/knowledge/unanswered" empty={t('knowledge.emptyUnanswered')}>
            {(one) => <UnansweredRow question={one} />}
          </Listing>
        </Tabs.Panel>
        <Tabs.Panel value="entries">
          <Listing<Entry> path="/api/knowledge" empty={t('knowledge.emptyEntries')}>
            {(one) => <EntryRow entry={one} />}
          </Listing>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Listing<T extends { id: string }>(props: { path: string; empty: string; children: (item: T) => ReactNode }) {
  const { path, empty, children } = props;
  const query = useInfiniteQuery({
    queryKey: ['knowledge', path],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      return api.get<Page<T>>(pageParam ? `${path}?after=${encodeURIComponent(pageParam)}` : path, signal);
    },
    getNextPageParam: (page) => page.next,
  });
  const items = query.data?.pages.flatMap((page) => page.items);
  if (items === undefined) {
    return query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />;
  }
  if (items.length === 0) return <EmptyState>{empty}</EmptyState>;
  return (
    <Stack gap="xs">
      {items.map((item) => (
        <Paper key={item.id} withBorder p="sm">
          {children(item)}
        </Paper>
      ))}
      <MoreButton query={query} />
    </Stack>
  );
}

function UnansweredRow({ question }: { question: Unanswered }) {
  const { t } = useTexts();
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text className="ticket-text">{question.question}</Text>
      <Text size="xs" c="dimmed" className="nowrap">
        {t('knowledge.times', { count: question.times })} · <Instant at={question.lastAt} />
      </Text>
    </Group>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      {entry.url !== null && /^https?:\/\//i.test(entry.url) ? (
        <Anchor href={entry.url} target="_blank" rel="noopener noreferrer">
          {entry.title}
        </Anchor>
      ) : (
        <Text>{entry.title}</Text>
      )}
      {entry.module && (
        <Badge variant="light" className="no-shrink">
          {entry.module}
        </Badge>
      )}
    </Group>
  );
}
