import './logs.css';
import { Stack, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { Instant } from '../parts/time.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useTexts } from '../texts/texts.tsx';
import { Hit } from './hit.tsx';
import { SearchFilters } from './search-filters.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { searchNames, useSearch } from './use-search.ts';

/** What was said, by anybody, to anybody: words, people, days and how it went. */
export function SearchPage() {
  const { t } = useTexts();
  const filters = useUrlFilters(searchNames, { keep: 'chats', names: ['text', 'person'] });
  const query = useSearch(filters.values);
  const items = query.data?.pages.flatMap((page) => page.items);
  const searchedTo = query.data?.pages.at(-1)?.searchedTo ?? null;
  return (
    <div className="page">
      <PageHeader title={t('logs.title')} about={t('logs.about')} />
      <TypedFilter
        label={t('logs.text')}
        hint={t('logs.hint')}
        value={filters.values.text}
        set={(text) => filters.set('text', text)}
        isMain
      />
      <SearchFilters filters={filters} />
      {items === undefined &&
        (query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />)}
      {items?.length === 0 && searchedTo === null && <EmptyState icon={IconSearch}>{t('logs.empty')}</EmptyState>}
      <Stack gap="xs" component="ul" className="search-hits" aria-label={t('logs.results')}>
        {items?.map((hit) => (
          <Hit key={hit.messageId} hit={hit} />
        ))}
      </Stack>
      {searchedTo !== null && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('logs.searchedTo')} <Instant at={searchedTo} />
        </Text>
      )}
      <MoreButton query={query} />
    </div>
  );
}
