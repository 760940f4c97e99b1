import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Instant } from '../parts/time.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useForesight, useTicketDeed } from './use-ticket.ts';

/** The date agreed with the requester, and the way to agree one or another (ALI-27, ALI-28). */
export function AgreeDate({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const [isAsking, ask] = useState(false);
  if (!may && ticket.agreedAt === null) return null;
  return (
    <div className="clock-line agreed-line">
      <Text size="sm">
        {ticket.agreedAt && (
          <>
            {t('tickets.agreed')}: <Instant at={ticket.agreedAt} />
          </>
        )}
      </Text>
      {may && (
        <Button size="compact-xs" variant="default" onClick={() => ask(true)}>
          {t(ticket.agreedAt === null ? 'tickets.agree.ask' : 'tickets.agree.again')}
        </Button>
      )}
      {isAsking && <Dialog ticket={ticket} close={() => ask(false)} />}
    </div>
  );
}

/** What follows for the limits is shown before it is done. */
function Dialog({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const { t } = useTexts();
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const deed = useTicketDeed(ticket.id, close);
  const foresight = useForesight(ticket.id);
  const dueAt = isoOf(at);
  const needsReason = ticket.agreedAt !== null;
  const foreseen = dueAt === null ? undefined : foresight.data;
  const consider = (text: string) => {
    setAt(text);
    foresight.reset();
    const next = isoOf(text);
    if (next !== null) foresight.mutate({ dueAt: next });
  };
  return (
    <ConfirmDialog
      isOpen
      title={t(needsReason ? 'tickets.agree.again' : 'tickets.agree.ask')}
      body={t('tickets.agree.about')}
      action={t('tickets.agree.do')}
      isBusy={deed.isPending}
      isBlocked={foreseen === undefined || (needsReason && reason.trim() === '')}
      cancel={close}
      confirm={() =>
        deed.mutate({
          ...{ path: 'date', body: { dueAt, ...(reason.trim() !== '' && { reason }) } },
        })
      }
    >
      <Stack gap="sm">
        <TextInput
          type="datetime-local"
          label={t('tickets.agreed')}
          value={at}
          onChange={(event) => consider(event.currentTarget.value)}
          required
        />
        {foreseen?.dueAt && foreseen.dueAt !== ticket.dueAt && (
          <Text size="sm" role="status">
            {t('tickets.agree.limit')} <Instant at={foreseen.dueAt} />
          </Text>
        )}
        <Textarea
          label={t('tickets.agree.reason')}
          description={t('tickets.move.requesterReads')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required={needsReason}
          maxLength={1_000}
          autosize
          minRows={2}
        />
      </Stack>
    </ConfirmDialog>
  );
}

/** As the field writes it, in the hours of whoever looks; null: not whole yet. */
function isoOf(local: string): string | null {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
