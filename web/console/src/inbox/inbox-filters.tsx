import { Button, Select, SimpleGrid, Switch } from '@mantine/core';
import { useAgents } from '../app/use-agents.ts';
import type { UrlFilters } from '../parts/use-url-filters.ts';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { type inboxFilters, useTags } from './use-conversations.ts';

const channels = ['webchat', 'whatsapp', 'email', 'phone', 'inPerson'] as const;
const priorities = ['critica', 'alta', 'media', 'baja'] as const;

/** What narrows the list: channel, priority, agent, area, tag, unread. */
export function InboxFilters({ filters }: { filters: UrlFilters<(typeof inboxFilters)[number]> }) {
  const { t } = useTexts();
  const agents = useAgents().data?.items ?? [];
  const areas = usePolicy().data?.areas ?? [];
  const tags = useTags().data;
  const choices = {
    channel: channels.map((value) => ({ value, label: t(`channel.${value}`) })),
    priority: priorities.map((value) => ({ value, label: t(`value.${value}`) })),
    assignee: agents.map(({ id, name }) => ({ value: id, label: name })),
    area: areas.map(({ code, name }) => ({ value: code, label: name })),
    tag: [...new Set([...(tags?.suggested ?? []), ...(tags?.used ?? [])])].map((value) => ({ value, label: value })),
  };
  return (
    <SimpleGrid cols={2} spacing={6} px="xs" pb="xs">
      {(Object.keys(choices) as (keyof typeof choices)[])
        .filter((name) => choices[name].length > 0)
        .map((name) => (
          <Select
            key={name}
            size="xs"
            clearable
            searchable={choices[name].length > 8}
            aria-label={t(`inbox.filter.${name}`)}
            placeholder={t(`inbox.filter.${name}`)}
            data={choices[name]}
            value={filters.values[name] || null}
            onChange={(value) => filters.set(name, value)}
          />
        ))}
      <Switch
        size="xs"
        label={t('inbox.filter.unread')}
        checked={filters.values.unread === 'true'}
        onChange={(event) => filters.set('unread', event.currentTarget.checked ? 'true' : null)}
      />
      {filters.isSet && (
        <Button size="compact-xs" variant="subtle" onClick={filters.clear}>
          {t('clearFilters')}
        </Button>
      )}
    </SimpleGrid>
  );
}
