import { Alert, Checkbox, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Ticket, TicketKindStanding } from '../../../shared/wire/ticket.ts';
import { newKey } from '../conversation/outgoing.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

interface DeliverProps {
  readonly ticket: Ticket;
  readonly delivery: NonNullable<TicketKindStanding['delivery']>;
  readonly services: readonly string[];
  readonly close: () => void;
}

/** Files go out as evidence: each rule confirmed, the disclaimer where a file can be edited (MAS-96..98, MAS-101, MAS-103). */
export function DeliverDialog({ ticket, delivery, services, close }: DeliverProps) {
  const { t } = useTexts();
  const [key] = useState(newKey);
  const [files, setFiles] = useState<string[]>([]);
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const [disclaimer, setDisclaimer] = useState(false);
  const [text, setText] = useState('');
  const deed = useTicketDeed(ticket.id, close);
  const chosen = ticket.attachments.filter(({ fileId }) => files.includes(fileId));
  const isEditable = delivery.formats.length > 0 && chosen.some(({ name }) => !delivery.formats.includes(endOf(name)));
  const isBlocked =
    files.length === 0 ||
    text.trim() === '' ||
    confirmed.length < delivery.confirm.length ||
    (isEditable && !disclaimer);
  const body = { files, text, confirmed, disclaimer: isEditable && disclaimer };
  return (
    <ConfirmDialog
      isOpen
      title={t('kind.deliverTitle', { folio: ticket.folio })}
      action={t('kind.deliver')}
      isBusy={deed.isPending}
      isBlocked={isBlocked}
      cancel={close}
      confirm={() => deed.mutate({ path: 'evidence', body, key, ifVersion: ticket.version })}
    >
      <Stack gap="sm">
        {ticket.attachments.length === 0 && <Text size="sm">{t('kind.noFiles')}</Text>}
        <Choices
          label={t('kind.files')}
          value={files}
          change={setFiles}
          options={ticket.attachments.map(({ fileId, name }) => ({ code: fileId, label: name }))}
        />
        {isEditable && delivery.disclaimer !== null && (
          <Alert color="orange" title={t('kind.disclaimer', { formats: delivery.formats.join(', ') })}>
            <Text size="sm" mb={6}>
              {delivery.disclaimer}
            </Text>
            <Checkbox
              label={t('kind.acceptDisclaimer')}
              checked={disclaimer}
              onChange={(event) => setDisclaimer(event.currentTarget.checked)}
            />
          </Alert>
        )}
        <Choices label={t('kind.confirmFirst')} value={confirmed} change={setConfirmed} options={delivery.confirm} />
        <Text size="xs" c="dimmed">
          {services.length > 0 ? `${t('kind.services')}: ${services.join(', ')}.` : t('kind.noServices')}
        </Text>
        <Textarea
          label={t('kind.words')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={4_000}
          minRows={2}
          autosize
          required
        />
      </Stack>
    </ConfirmDialog>
  );
}

function Choices(props: {
  label: string;
  value: string[];
  change: (value: string[]) => void;
  options: readonly { code: string; label: string }[];
}) {
  if (props.options.length === 0) return null;
  return (
    <Checkbox.Group label={props.label} value={props.value} onChange={props.change}>
      <Stack gap={6} mt={4}>
        {props.options.map(({ code, label }) => (
          <Checkbox key={code} value={code} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function endOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
