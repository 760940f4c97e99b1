import { Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Entry, EntryState, Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useAgentName } from '../app/use-agent-name.ts';
import { DataTable } from '../parts/data-table.tsx';
import { FilterBar } from '../parts/filter-bar.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { RelativeTime } from '../parts/time.tsx';
import { type UrlFilters, useUrlFilters } from '../parts/use-url-filters.ts';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { LinkBadge, StateBadge } from './entry-badges.tsx';
import { KnowledgeHead } from './knowledge-head.tsx';
import { useModules } from './use-modules.ts';
import './knowledge.css';

const states: readonly EntryState[] = ['draft', 'published', 'archived'];
const TYPING_MS = 250;

/** Every entry in any state, found by its title, state, module and author (EXS-34). */
export function EntriesPage() {
  const filters = useUrlFilters(['text', 'state', 'module', 'mine'], { keep: 'entries', names: ['text'] });
  return (
    <div className="page">
      <KnowledgeHead />
      <EntryFilters filters={filters} />
      <EntryTable filters={filters} />
    </div>
  );
}

type Filters = UrlFilters<'text' | 'state' | 'module' | 'mine'>;

function EntryFilters({ filters }: { filters: Filters }) {
  const { t } = useTexts();
  const { values, set, isSet, clear } = filters;
  const modules = useModules();
  return (
    <FilterBar isSet={isSet} clear={clear}>
      <TextInput
        label={t('knowledge.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={values.text}
        onChange={(event) => set('text', event.currentTarget.value)}
        type="search"
      />
      <Select
        label={t('knowledge.state')}
        placeholder={t('knowledge.any')}
        data={states.map((state) => ({ value: state, label: t(`knowledge.states.${state}`) }))}
        value={values.state || null}
        onChange={(state) => set('state', state)}
        clearable
      />
      {modules.length > 0 && (
        <Select
          label={t('knowledge.module')}
          placeholder={t('knowledge.any')}
          data={[...modules]}
          value={values.module || null}
          onChange={(module) => set('module', module)}
          clearable
          searchable
        />
      )}
      <Switch
        label={t('knowledge.mine')}
        checked={values.mine !== ''}
        onChange={(event) => set('mine', event.currentTarget.checked ? 'yes' : null)}
        className="knowledge-mine"
      />
    </FilterBar>
  );
}

function useEntries({ values }: Filters) {
  const me = useMe().data;
  const [text] = useDebouncedValue(values.text, TYPING_MS);
  const filter = {
    ...(text ? { text } : {}),
    ...(values.state ? { state: values.state } : {}),
    ...(values.module ? { module: values.module } : {}),
    ...(values.mine && me ? { author: me.id } : {}),
  };
  return useInfiniteQuery({
    queryKey: ['knowledge', 'entries', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.send<Page<Entry>>('POST', '/api/knowledge/entries/search', {
        ...filter,
        ...(pageParam ? { after: pageParam } : {}),
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

function EntryTable({ filters }: { filters: Filters }) {
  const { t } = useTexts();
  const nameOf = useAgentName();
  const query = useEntries(filters);
  const names = new Map(useModules().map(({ value, label }) => [value, label]));
  const entries = query.data?.pages.flatMap((page) => page.items);
  if (entries === undefined)
    return query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />;
  if (entries.length === 0)
    return (
      <EmptyState icon={IconBook2}>{t(filters.isSet ? 'knowledge.emptyFilter' : 'knowledge.emptyEntries')}</EmptyState>
    );
  return (
    <>
      <DataTable<Entry>
        label={t('knowledge.entries')}
        rows={entries}
        rowKey={({ id }) => id}
        linkOf={({ id }) => `/knowledge/entries/${id}`}
        columns={[
          { key: 'title', header: t('knowledge.entryTitle'), isTitle: true, cell: ({ title }) => title },
          { key: 'state', header: t('knowledge.state'), cell: ({ state }) => <StateBadge state={state} /> },
          { key: 'link', header: t('knowledge.link'), cell: ({ link, url }) => <LinkBadge link={link} url={url} /> },
          {
            key: 'module',
            header: t('knowledge.module'),
            cell: ({ module }) => (module === null ? t('none') : (names.get(module) ?? module)),
            isHiddenOnPhone: true,
          },
          { key: 'author', header: t('knowledge.author'), cell: ({ author }) => nameOf(author), isHiddenOnPhone: true },
          {
            key: 'updated',
            header: t('knowledge.updated'),
            cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
          },
        ]}
      />
      <MoreButton query={query} />
    </>
  );
}
