import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.tsx';

/** Asks before something is lost or sent. `children` = what else has to be said or filled in. */
export function ConfirmDialog(props: {
  isOpen: boolean;
  title: string;
  body?: ReactNode;
  /** What the button does, e.g. "Revocar"; not "Sí". */
  action: string;
  isDanger?: boolean;
  isBusy?: boolean;
  isBlocked?: boolean;
  cancel: () => void;
  confirm: () => void;
  children?: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.cancel}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        {props.body && <Text size="sm">{props.body}</Text>}
        {props.children}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.cancel}>
            {t('cancel')}
          </Button>
          <Button
            color={props.isDanger ? 'red' : undefined}
            loading={props.isBusy ?? false}
            disabled={props.isBlocked ?? false}
            onClick={props.confirm}
            data-autofocus={props.isDanger ? undefined : true}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
