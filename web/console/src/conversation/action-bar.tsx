import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ConversationDetail } from '../../../shared/wire.ts';
import { modeColors } from '../inbox/inbox-row.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { useAction } from './use-conversation.ts';

/** Whose conversation it is, and what the agent may do with it now. */
export function ActionBar(props: { conversation: ConversationDetail; isSideOpen: boolean; toggleSide: () => void }) {
  const { t } = useTexts();
  const { conversation, isSideOpen, toggleSide } = props;
  const { contact, mode } = conversation;
  return (
    <Group className="conversation-bar" justify="space-between" gap="xs">
      <Group gap="xs" wrap="nowrap" className="min-0">
        <ActionIcon component={Link} to="/inbox" variant="subtle" className="phone-only" aria-label={t('back')}>
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
  useHotkeys([['t', () => canTake && action.mutate({ type: 'take' })]]);
  const busy = action.isPending ? action.variables.type : null;
  if (canTake) {
    return (
      <Button size="xs" loading={busy === 'take'} onClick={() => action.mutate({ type: 'take' })}>
        {t('conversation.take')}
      </Button>
    );
  }
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
      <Button size="xs" variant="default" loading={busy === 'return'} onClick={() => action.mutate({ type: 'return' })}>
        {t('conversation.giveBack')}
      </Button>
      <Button size="xs" variant="light" color="red" onClick={closing.open}>
        {t('conversation.close')}
      </Button>
      <CloseDialog
        isOpen={isClosing}
        cancel={closing.close}
        confirm={(outcome) => {
          closing.close();
          action.mutate({ type: 'close', outcome });
        }}
      />
    </>
  );
}
