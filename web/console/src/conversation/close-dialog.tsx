import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Outcome } from '../../../shared/wire.ts';
import { useTexts } from '../texts/texts.tsx';

/** How a conversation may have ended, the commonest first. */
export const outcomes: readonly Outcome[] = ['agent', 'answered', 'ticket', 'opportunity', 'cancelled', 'idle'];

/** Asks before a conversation is closed, and how it ended. */
export function CloseDialog(props: { isOpen: boolean; cancel: () => void; confirm: (outcome: Outcome) => void }) {
  const { t } = useTexts();
  const [outcome, setOutcome] = useState<Outcome>('agent');
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.cancel}
      title={t('conversation.closeTitle')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack>
        <Text size="sm">{t('conversation.closeBody')}</Text>
        <Select
          label={t('conversation.outcome')}
          data={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          value={outcome}
          onChange={(value) => setOutcome((value as Outcome | null) ?? 'agent')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.cancel}>
            {t('cancel')}
          </Button>
          <Button color="red" onClick={() => props.confirm(outcome)} data-autofocus>
            {t('conversation.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
