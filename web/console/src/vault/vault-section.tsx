import { Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock, IconLockOpen, IconLockPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ConversationDetail, VaultItem, VaultKind } from '../../../shared/wire.ts';
import { Instant } from '../parts/time.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { useAskSecret, useMarkChanged, useVault } from './use-vault.ts';

const kinds: readonly VaultKind[] = ['password', 'ip', 'mac', 'secret', 'other'];
/** What asks for somebody's eyes stands out. */
const looks = {
  offered: 'default',
  received: 'filled',
  revealed: 'light',
  expired: 'default',
  erased: 'default',
} as const;

/** What the person handed over safely, or is asked for. */
export function VaultSection({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const { id, mode, assignee, transcript } = conversation;
  const me = useMe().data;
  const items = useVault(id, transcript.at(-1)?.seq ?? 0).data ?? [];
  const mayAsk = useMay('conversations.act') && mode === 'agent' && assignee === me?.id;
  return (
    <Stack gap="sm">
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('vault.none')}
        </Text>
      )}
      <VaultItems items={items} />
      {mayAsk && <AskButton conversationId={id} />}
    </Stack>
  );
}

/** What was handed over, each with the way to its value. */
export function VaultItems({ items }: { items: readonly VaultItem[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="vault-list">
      {items.map((item) => (
        <VaultRow key={item.id} item={item} />
      ))}
    </ul>
  );
}

function VaultRow({ item }: { item: VaultItem }) {
  const { t } = useTexts();
  const may = useMay('vault.reveal');
  const [isOpen, dialog] = useDisclosure(false);
  const changed = useMarkChanged(item);
  const state = item.state === 'received' && item.reveals > 0 ? 'revealed' : item.state;
  const isThere = item.state === 'received';
  const { close } = dialog;
  // A ticket that closed meanwhile took the value along.
  useEffect(() => {
    if (!isThere) close();
  }, [isThere, close]);
  const Icon = isThere ? IconLock : IconLockOpen;
  return (
    <li className="vault-item">
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Group gap={6} wrap="nowrap" className="min-0">
          <Icon size={16} aria-hidden className="no-shrink" />
          <Text size="sm" fw={600} truncate>
            {t(`vault.kind.${item.kind}`)}
          </Text>
        </Group>
        <Badge variant={looks[state]} tt="none" className="no-shrink">
          {t(`vault.state.${state}`)}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {item.folio !== null && `${item.folio} · `}
        <WhatHappened item={item} />
      </Text>
      {isThere && may && (
        <Group gap={6} mt={6}>
          <Button size="compact-xs" onClick={dialog.open}>
            {t('vault.reveal')}
          </Button>
          <Button size="compact-xs" variant="default" loading={changed.isPending} onClick={() => changed.mutate()}>
            {t('vault.markChanged')}
          </Button>
          <RevealDialog item={item} isOpen={isOpen} close={dialog.close} />
        </Group>
      )}
    </li>
  );
}

function WhatHappened({ item }: { item: VaultItem }) {
  const { t } = useTexts();
  const at = (instant: string | null) => instant && <Instant at={instant} />;
  switch (item.state) {
    case 'offered':
      return (
        <>
          {t('vault.until')} {at(item.linkExpiresAt)}
        </>
      );
    case 'received':
      return (
        <>
          {t('vault.receivedAt')} {at(item.receivedAt)} · {t('vault.seen', { count: item.reveals })} ·{' '}
          {t('vault.erasedBy')} {at(item.eraseAt)}
        </>
      );
    case 'expired':
      return t('vault.notUsed');
    case 'erased':
      return (
        <>
          {t(`vault.because.${item.erasedBecause ?? 'kept'}`)} · {at(item.erasedAt)}
        </>
      );
  }
}

function AskButton({ conversationId }: { conversationId: string }) {
  const { t } = useTexts();
  const ask = useAskSecret(conversationId);
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLockPlus size={15} aria-hidden />}
          loading={ask.isPending}
        >
          {t('vault.ask')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => ask.mutate(kind)}>
            {t(`vault.kind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
