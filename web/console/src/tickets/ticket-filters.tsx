import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useAgents } from '../app/use-agents.ts';
import { useMe, usePolicy } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketTags } from './use-ticket.ts';
import type { Addressed, TicketFilters } from './use-ticket-filters.ts';

/** What narrows the list: words, state, priority, area, tag, who has it, limit, open or over. */
export function TicketFilterBar({ filters, isBoard }: { filters: TicketFilters; isBoard: boolean }) {
  const { t } = useTexts();
  const choices = useChoices();
  const value = (name: Addressed) => {
    const set = filters.filter[name];
    return set === undefined ? null : String(set);
  };
  const names = (Object.keys(choices) as Addressed[])
    .filter((name) => choices[name].length > 0)
    .filter((name) => !(isBoard && (name === 'state' || name === 'open')));
  return (
    <Group role="search" gap={6} mb="sm" className="filter-bar ticket-filters">
      <Words filters={filters} />
      {names.map((name) => (
        <Select
          key={name}
          size="xs"
          clearable
          searchable={choices[name].length > 8}
          w={name === 'state' || name === 'area' ? 140 : 124}
          aria-label={t(`tickets.filter.${name}`)}
          placeholder={t(`tickets.filter.${name}`)}
          clearButtonProps={{ 'aria-label': t('clearFilters') }}
          data={choices[name]}
          value={value(name)}
          onChange={(next) => filters.set(name, next)}
        />
      ))}
      {filters.isChanged && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFilterOff size={15} aria-hidden />}
          onClick={filters.reset}
        >
          {t('clearFilters')}
        </Button>
      )}
    </Group>
  );
}

function useChoices(): Record<Addressed, { value: string; label: string }[]> {
  const { t } = useTexts();
  const policy = usePolicy().data;
  const me = useMe().data?.id;
  const tags = useTicketTags().data ?? [];
  const agents = useAgents().data?.items ?? [];
  return {
    state: (policy?.states ?? []).map(({ code, agentLabel }) => ({ value: code, label: agentLabel })),
    priority: (policy?.tickets.priorities ?? []).map(({ code, label }) => ({ value: code, label })),
    area: (policy?.areas ?? []).map(({ code, name }) => ({ value: code, label: name })),
    tag: tags.map((value) => ({ value, label: value })),
    assignee: [
      { value: 'me', label: t('tickets.me') },
      { value: 'nobody', label: t('tickets.nobody') },
      ...agents.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
    ],
    due: (['overdue', 'today'] as const).map((value) => ({ value, label: t(`tickets.due.${value}`) })),
    open: (['true', 'false'] as const).map((value) => ({ value, label: t(`tickets.open.${value}`) })),
  };
}

/** Searches a moment after the last key; `/` comes here. */
function Words({ filters }: { filters: TicketFilters }) {
  const { t } = useTexts();
  const box = useRef<HTMLInputElement>(null);
  const shown = filters.text;
  const [words, setWords] = useState(shown);
  const later = useDebouncedCallback((text: string) => filters.type(text), 250);
  // Cleared elsewhere, or another view with other words.
  useEffect(() => setWords(shown), [shown]);
  useShortcut('/', { text: 'keys.filter', group: 'list' }, () => box.current?.focus());
  return (
    <TextInput
      ref={box}
      size="xs"
      type="search"
      className="ticket-words"
      leftSection={<IconSearch size={14} aria-hidden />}
      aria-label={t('tickets.search')}
      placeholder={t('tickets.search')}
      maxLength={120}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}
