import { ActionIcon, Group, Indicator, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useInboxCounts } from '../attention/attention.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { InboxRows } from './inbox-rows.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { type InboxView, inboxFilters, inboxViews } from './use-conversations.ts';
import { useSelection } from './use-selection.ts';

const InboxFilters = lazy(async () => ({ default: (await import('./inbox-filters.tsx')).InboxFilters }));

/** The queue: those that wait with the quick cases first (EXS-27), one's own, all open ones, the closed ones. */
export function InboxList({ openId }: { openId: string | null }) {
  const { t } = useTexts();
  const address = useUrlFilters(['view']);
  const filters = useUrlFilters(inboxFilters, { keep: 'inbox', names: ['text'] });
  const counts = useInboxCounts().data;
  const view = inboxViews.find((one) => one === address.values.view) ?? 'waiting';
  const selection = useSelection(view);
  const [isFiltering, setFiltering] = useState(false);
  const { text: _text, ...narrowing } = filters.values;
  const isNarrowed = Object.values(narrowing).some((value) => value !== '');
  const count = (one: InboxView) => (one === 'waiting' || one === 'mine' ? counts?.[one] : 0) || null;
  return (
    <section className="inbox-list" aria-labelledby="inbox-title">
      <SegmentedControl
        size="xs"
        fullWidth
        mx="xs"
        mt="xs"
        aria-label={t('inbox.title')}
        value={view}
        onChange={(value) => address.set('view', value)}
        data={inboxViews.map((value) => ({
          value,
          label: count(value) === null ? t(`inbox.${value}`) : `${t(`inbox.${value}`)} · ${count(value)}`,
        }))}
      />
      <Group gap={6} px="xs" py={8} wrap="nowrap" role="search">
        <SearchField value={filters.values.text} search={(value) => filters.set('text', value)} />
        <Indicator disabled={!isNarrowed} size={8} offset={4}>
          <ActionIcon
            variant={isFiltering ? 'filled' : 'default'}
            size={30}
            aria-label={t('inbox.filters')}
            aria-expanded={isFiltering}
            onClick={() => setFiltering(!isFiltering)}
          >
            <IconFilter size={16} />
          </ActionIcon>
        </Indicator>
      </Group>
      {isFiltering && (
        <Suspense>
          <InboxFilters filters={filters} />
        </Suspense>
      )}
      {selection.ids.size > 0 && <SelectionBar selection={selection} />}
      <InboxRows
        view={view}
        filter={filters.query}
        clear={filters.isSet ? filters.clear : null}
        openId={openId}
        selection={selection}
      />
    </section>
  );
}

/** Searches while one types, a moment after the last key; `/` comes here. */
function SearchField({ value, search }: { value: string; search: (value: string) => void }) {
  const { t } = useTexts();
  const box = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(value);
  const later = useDebouncedCallback(search, 250);
  // The filters were cleared elsewhere.
  useEffect(() => {
    if (value === '') setWords('');
  }, [value]);
  useShortcut('/', { text: 'keys.filter', group: 'list' }, () => box.current?.focus());
  return (
    <TextInput
      ref={box}
      size="xs"
      flex={1}
      type="search"
      leftSection={<IconSearch size={14} aria-hidden />}
      aria-label={t('inbox.search')}
      placeholder={t('inbox.search')}
      maxLength={120}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}
