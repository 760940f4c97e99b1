import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FilterBar } from '../parts/filter-bar.tsx';
import type { UrlFilters } from '../parts/use-url-filters.ts';
import { useTexts } from '../texts/texts.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { type searchNames, useAgents } from './use-search.ts';

type Name = (typeof searchNames)[number];

const choices = {
  channel: ['whatsapp', 'webchat', 'email', 'terminal'],
  outcome: ['answered', 'ticket', 'agent', 'opportunity', 'cancelled', 'idle'],
  mode: ['bot', 'waiting', 'agent', 'closed'],
  speaker: ['user', 'agent', 'bot', 'system'],
  removed: ['any', 'password', 'ip', 'mac', 'secret'],
  rating: ['1-2', '3-3', '4-5'],
} as const;

/** Who, when and how it went. */
export function SearchFilters({ filters }: { filters: UrlFilters<Name> }) {
  const { t } = useTexts();
  const agents = useAgents().data?.items ?? [];
  const { values, set } = filters;
  const select = (name: Name, data: { value: string; label: string }[]) => (
    <NativeSelect
      key={name}
      label={t(`logs.filter.${name}`)}
      value={values[name]}
      onChange={(event) => set(name, event.currentTarget.value)}
      data={[{ value: '', label: t('logs.all') }, ...data]}
    />
  );
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="search-filters" data-open={isOpen || undefined}>
      <Button
        className="phone-only"
        variant="default"
        size="xs"
        mb="xs"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'logs.fewer' : 'logs.more')}
      </Button>
      <FilterBar isSet={filters.isSet} clear={filters.clear}>
        <TypedFilter label={t('logs.filter.person')} value={values.person} set={(person) => set('person', person)} />
        {select(
          'agent',
          agents.map(({ id: value, name: label }) => ({ value, label })),
        )}
        {(['from', 'to'] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            label={t(`logs.filter.${name}`)}
            value={values[name]}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        ))}
        {(Object.keys(choices) as (keyof typeof choices)[]).map((name) =>
          select(
            name,
            choices[name].map((value) => ({ value, label: t(`logs.${name}.${value}`) })),
          ),
        )}
      </FilterBar>
    </div>
  );
}
