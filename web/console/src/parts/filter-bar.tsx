import { Button, Group } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.tsx';

/** Filters over a list in one line that wraps; "Limpiar filtros" appears once one is set. */
export function FilterBar({ isSet, clear, children }: { isSet: boolean; clear: () => void; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Group role="search" gap="xs" mb="md" align="flex-end" className="filter-bar">
      {children}
      {isSet && (
        <Button variant="subtle" size="sm" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={clear}>
          {t('clearFilters')}
        </Button>
      )}
    </Group>
  );
}
