import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, useLocation } from 'react-router';
import type { ConversationDetail } from '../../../shared/wire.ts';
import { modeColors } from '../inbox/inbox-row.tsx';
import { DraftFromConversation } from '../knowledge/draft-from-conversation.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { TagRow } from './tag-row.tsx';
import { useAction } from './use-conversation.ts';

const CloseDialog = lazy(async () => ({ default: (await import('./close-dialog.tsx')).CloseDialog }));
const TransferDialog = lazy(async () => ({ default: (await import('./transfer-dialog.tsx')).TransferDialog }));

/** Whose conversation it is, and what the agent may do with it now. */
export function ActionBar(props: { conversation: ConversationDetail; isSideOpen: boolean; toggleSide: () => void }) {
  const { t } = useTexts();
  const { conversation, isSideOpen, toggleSide } = props;
  const { contact, mode } = conversation;
  const { search } = useLocation();
  useShortcut('d', { text: 'keys.details', group: 'conversation' }, toggleSide);
  return (
    <Group className="conversation-bar" justify="space-between" gap="xs">
      <Group gap="xs" wrap="nowrap" className="min-0">
        <ActionIcon
          component={Link}
          to={{ pathname: '/inbox', search }}
          variant="subtle"
          className="phone-only"
          aria-label={t('back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <Text component="h2" fw={700} truncate>
          {contact.name ?? t('inbox.unknown')}
        </Text>
        <Badge variant="light" color={modeColors[mode]} className="no-shrink">
          {t(`mode.${mode}`)}
        </Badge>
        <ActionIcon
          variant={isSideOpen ? 'filled' : 'default'}
          size="md"
          className="details-toggle"
          aria-label={t('conversation.details')}
          aria-expanded={isSideOpen}
          onClick={toggleSide}
        >
          <IconLayoutSidebarRight size={18} />
        </ActionIcon>
        <TagRow conversation={conversation} />
      </Group>
      <Group gap="xs">
        <Actions conversation={conversation} />
      </Group>
    </Group>
  );
}

function Actions({ conversation: { id, mode, assignee, work } }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const me = useMe().data;
  const may = useMay('conversations.act');
  const action = useAction(id);
  const [isClosing, closing] = useDisclosure(false);
  const canTake = may && (mode === 'bot' || mode === 'waiting');
  const has = may && mode === 'agent' && assignee === me?.id;
  const [isPassing, passing] = useDisclosure(false);
  useShortcut('t', { text: 'keys.take', group: 'conversation', isOn: canTake }, () => action.mutate({ type: 'take' }));
  const busy = action.isPending ? action.variables.type : null;
  if (canTake) {
    return (
      <Button size="xs" loading={busy === 'take'} onClick={() => action.mutate({ type: 'take' })}>
        {t('conversation.take')}
      </Button>
    );
  }
  if (mode === 'closed') return <DraftFromConversation conversationId={id} />;
  if (!has) return null;
  return (
    <>
      {work.folio === null && (
        <Button
          size="xs"
          variant="default"
          loading={busy === 'ticket'}
          onClick={() => action.mutate({ type: 'ticket' })}
        >
          {t('conversation.openTicket')}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={passing.open}>
        {t('conversation.transfer')}
      </Button>
      <Suspense>{isPassing && <TransferDialog id={id} close={passing.close} />}</Suspense>
      <Button size="xs" variant="default" loading={busy === 'return'} onClick={() => action.mutate({ type: 'return' })}>
        {t('conversation.giveBack')}
      </Button>
      <Button size="xs" variant="light" color="red" onClick={closing.open}>
        {t('conversation.close')}
      </Button>
      <Suspense>
        {isClosing && (
          <CloseDialog
            isOpen
            cancel={closing.close}
            confirm={(outcome) => {
              closing.close();
              action.mutate({ type: 'close', outcome });
            }}
          />
        )}
      </Suspense>
    </>
  );
}
