import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useContactSearch } from '../contacts/use-contacts.ts';
import { useTexts } from '../texts/texts.tsx';

/** Finds a person who is known, by name, address or number. */
export function ContactPicker(props: {
  value: { id: string; name: string } | null;
  choose: (person: { id: string; name: string } | null) => void;
  isRequired?: boolean;
}) {
  const { t } = useTexts();
  const { value, choose, isRequired = false } = props;
  const [typed, type] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const found = useContactSearch(asked === value?.name ? '' : asked).data?.pages.flatMap(({ items }) => items) ?? [];
  const options = found.map(({ contact }) => ({
    value: contact.id,
    label: [contact.name ?? t('tickets.unknown'), contact.organisation, contact.phone ?? contact.email]
      .filter(Boolean)
      .join(' · '),
  }));
  // Who was chosen stays in the list, whatever is typed next.
  const isListed = value === null || options.some((option) => option.value === value.id);
  return (
    <Select
      label={t('tickets.column.requester')}
      placeholder={t('tickets.new.findPerson')}
      data={isListed ? options : [{ value: value.id, label: value.name }, ...options]}
      value={value?.id ?? null}
      onChange={(id, option) => choose(id ? { id, name: option?.label ?? '' } : null)}
      onSearchChange={type}
      // The gateway has already chosen by what was typed.
      filter={({ options: all }) => all}
      nothingFoundMessage={t('tickets.new.nobody')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clearFilters') }}
      required={isRequired}
    />
  );
}
