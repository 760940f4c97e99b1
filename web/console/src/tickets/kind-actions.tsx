import { Button, Group, Text, Textarea } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { newKey } from '../conversation/outgoing.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useTexts } from '../texts/texts.tsx';
import type { KindAction } from './use-kind.ts';
import { useTicketDeed } from './use-ticket.ts';

/** What the kind lets the desk do, what is due first. */
export function KindActions({ ticket, actions }: { ticket: Ticket; actions: readonly KindAction[] }) {
  const { t } = useTexts();
  const [asked, ask] = useState<{ action: KindAction; key: string } | null>(null);
  const mine = actions.filter(({ may }) => may);
  if (mine.length === 0) return null;
  const sorted = [...mine].sort((a, b) => Number(b.isDue) - Number(a.isDue));
  return (
    <>
      <Text size="xs" fw={600} c="dimmed" mt={8} mb={4}>
        {t('kind.actions')}
      </Text>
      <Group gap={6}>
        {sorted.map((action) => (
          <Button
            key={action.code}
            size="compact-sm"
            variant={action.isDue ? 'filled' : 'default'}
            color={action.isDue ? 'orange' : undefined}
            leftSection={action.isDue ? <IconBellRinging size={15} aria-hidden /> : undefined}
            title={action.isDue ? t('kind.due') : undefined}
            onClick={() => ask({ action, key: newKey() })}
          >
            {action.label}
          </Button>
        ))}
      </Group>
      {asked && <ActionDialog ticket={ticket} action={asked.action} deedKey={asked.key} close={() => ask(null)} />}
    </>
  );
}

function ActionDialog(props: { ticket: Ticket; action: KindAction; deedKey: string; close: () => void }) {
  const { t } = useTexts();
  const { ticket, action, deedKey, close } = props;
  const [note, setNote] = useState(action.text ?? '');
  const deed = useTicketDeed(ticket.id, close);
  const told = t(action.tells === 'requester' ? 'kind.toRequester' : 'kind.toDesk');
  return (
    <ConfirmDialog
      isOpen
      title={action.label}
      action={t(action.tells === 'requester' ? 'kind.send' : 'kind.record')}
      isBusy={deed.isPending}
      isBlocked={note.trim() === ''}
      cancel={close}
      confirm={() => deed.mutate({ path: 'marks', body: { mark: action.code, note }, key: deedKey })}
    >
      <Textarea
        label={t(action.tells === 'requester' ? 'kind.words' : 'kind.noteNeeded')}
        description={action.isDone ? `${told} ${t('kind.again')}` : told}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={4_000}
        minRows={3}
        autosize
        required
        data-autofocus
      />
    </ConfirmDialog>
  );
}
