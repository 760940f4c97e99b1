import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

const WAIT_MS = 350;

/** Text that is searched for a moment after the last key. */
export function TypedFilter(props: {
  label: string;
  value: string;
  set: (value: string) => void;
  hint?: string;
  isMain?: boolean;
}) {
  const { label, value, set, hint, isMain } = props;
  const [typed, type] = useState(value);
  const later = useDebouncedCallback(set, WAIT_MS);
  // Cleared from elsewhere: what is shown follows.
  useEffect(() => {
    if (value === '') type('');
  }, [value]);
  return (
    <TextInput
      type="search"
      label={label}
      description={hint}
      value={typed}
      {...(isMain && { leftSection: <IconSearch size={16} aria-hidden />, maw: 640, mb: 'sm', size: 'md' })}
      onChange={(event) => {
        type(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
