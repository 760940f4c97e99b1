import { Group, Kbd, Modal, SimpleGrid, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../texts/texts.tsx';
import { type ShortcutGroup, shortcuts } from './registry.ts';

const groups: readonly ShortcutGroup[] = ['general', 'go', 'list', 'conversation', 'ticket'];

/** Every key that does something here and now. */
export function HelpSheet({ close }: { close: () => void }) {
  const { t } = useTexts();
  const all = useSyncExternalStore(shortcuts.subscribe, shortcuts.list);
  return (
    <Modal opened onClose={close} size="lg" title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {groups.map((group) => {
          const inside = all.filter((one) => one.group === group);
          if (inside.length === 0) return null;
          return (
            <section key={group}>
              <Text component="h3" size="xs" fw={700} c="dimmed" tt="uppercase" mb={6}>
                {t(`keys.group.${group}`)}
              </Text>
              {inside.map(({ keys, text }) => (
                <Group key={keys} justify="space-between" wrap="nowrap" py={3}>
                  <Text size="sm">{t(text)}</Text>
                  <Keys keys={keys} />
                </Group>
              ))}
            </section>
          );
        })}
      </SimpleGrid>
    </Modal>
  );
}

/** A shortcut as it is pressed. */
export function Keys({ keys }: { keys: string }) {
  const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const names = keys.split(/[ +]/).map((key) => (key === 'mod' ? (isApple ? '⌘' : 'Ctrl') : key));
  return (
    <Group gap={4} wrap="nowrap">
      {names.map((name) => (
        <Kbd key={name} size="xs">
          {name.length === 1 ? name.toUpperCase() : name}
        </Kbd>
      ))}
    </Group>
  );
}
