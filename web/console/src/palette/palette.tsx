import { Modal, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { Keys } from '../shortcuts/help-sheet.tsx';
import { useTexts } from '../texts/texts.tsx';
import { type Found, useFound } from './use-found.ts';
import './palette.css';

/** Ctrl+K: goes anywhere, does what the page offers, finds a conversation or a ticket by name or folio. */
export function Palette({ close, help }: { close: () => void; help: () => void }) {
  const { t } = useTexts();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), 200);
  const { found, isSearching } = useFound(words.trim(), asked, help);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, found.length - 1);
  const run = (item: Found | undefined) => {
    if (!item) return;
    close();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, chosen + step)));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="10vh"
      title={null}
      // Without a title the name belongs to the dialog itself, not to what lies around it.
      attributes={{ content: { 'aria-label': t('keys.palette') } }}
    >
      <TextInput
        size="md"
        variant="unstyled"
        className="palette-input"
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={t('keys.paletteHint')}
        aria-label={t('keys.palette')}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] ? `palette-${chosen}` : undefined}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <div id="palette-list" role="listbox" aria-label={t('keys.palette')} className="palette-list">
        {found.map((item, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
          <div
            key={item.key}
            id={`palette-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            className="palette-item"
            onMouseMove={() => setAt(place)}
            onClick={() => run(item)}
            ref={place === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <span className="min-0">
              {item.title}
              {item.hint && (
                <Text span size="xs" c="dimmed" ml={8}>
                  {item.hint}
                </Text>
              )}
            </span>
            {item.keys && <Keys keys={item.keys} />}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <Text c="dimmed" ta="center" p="lg" size="sm" role="status">
          {t(isSearching ? 'loading' : 'keys.nothing')}
        </Text>
      )}
    </Modal>
  );
}
