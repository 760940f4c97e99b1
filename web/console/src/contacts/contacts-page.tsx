import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import type { ContactLine } from '../../../shared/wire.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { FilterBar } from '../parts/filter-bar.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../parts/states.tsx';
import { useUrlFilters } from '../parts/use-url-filters.ts';
import { useTexts } from '../texts/texts.tsx';
import { reachOf, useContactName } from './contact-facts.tsx';
import { LookUp } from './look-up.tsx';
import { useContactSearch } from './use-contacts.ts';

/** People who write to us, newest first. */
export function ContactsPage() {
  const { t } = useTexts();
  const { values, isSet, set, clear } = useUrlFilters(['text'], { keep: 'contacts', names: ['text'] });
  const [text] = useDebouncedValue(values.text.trim(), 250);
  return (
    <div className="page">
      <PageHeader title={t('contacts.title')} about={t('contacts.about')} />
      <LookUp />
      <FilterBar isSet={isSet} clear={clear}>
        <TextInput
          label={t('contacts.search')}
          placeholder={t('contacts.searchHelp')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={values.text}
          onChange={({ currentTarget }) => set('text', currentTarget.value)}
          miw={280}
        />
      </FilterBar>
      <ContactTable text={text} />
    </div>
  );
}

function ContactTable({ text }: { text: string }) {
  const { t } = useTexts();
  const nameOf = useContactName();
  const query = useContactSearch(text);
  const rows = query.data?.pages.flatMap(({ items }) => items);
  if (rows === undefined)
    return query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <LoadingState />;
  if (rows.length === 0)
    return <EmptyState icon={IconUsers}>{t(text === '' ? 'contacts.empty' : 'contacts.nobody')}</EmptyState>;
  const columns: Column<ContactLine>[] = [
    {
      key: 'name',
      header: t('contacts.fields.name'),
      isTitle: true,
      cell: ({ contact, identities }) => nameOf(contact, identities),
    },
    {
      key: 'channels',
      header: t('contacts.channels'),
      cell: ({ identities }) =>
        identities.map(({ channel }) => t(`contacts.channel.${channel}`, { defaultValue: channel })).join(', '),
    },
    {
      key: 'organisation',
      header: t('contacts.fields.organisation'),
      cell: ({ contact }) => contact.organisation ?? '—',
    },
    { key: 'reach', header: t('contacts.reach'), cell: (line) => reachOf(line) ?? '—' },
    { key: 'visits', header: t('contact.visits'), isNumber: true, cell: ({ contact }) => contact.visits },
  ];
  return (
    <>
      <DataTable
        label={t('contacts.title')}
        rows={rows}
        columns={columns}
        rowKey={({ contact }) => contact.id}
        linkOf={({ contact }) => `/contacts/${encodeURIComponent(contact.id)}`}
      />
      <MoreButton query={query} />
    </>
  );
}
