import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** Passes the ticket to another area, where the policy has more than one. */
export function RouteButton({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.assign') && ticket.closedAt === null;
  const areas = usePolicy().data?.areas ?? [];
  const [isAsking, asking] = useDisclosure(false);
  const [area, setArea] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const deed = useTicketDeed(ticket.id, asking.close);
  if (!may || areas.length < 2) return null;
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={asking.open} className="self-start">
        {t('tickets.route.ask')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('tickets.route.title')}
        action={t('tickets.route.do')}
        isBusy={deed.isPending}
        isBlocked={area === null}
        cancel={asking.close}
        confirm={() => deed.mutate({ path: 'route', body: { area, ...(reason.trim() !== '' && { reason }) } })}
      >
        <Stack gap="sm">
          <Select
            label={t('tickets.area')}
            data={areas
              .filter(({ code }) => code !== ticket.area)
              .map(({ code, name }) => ({ value: code, label: name }))}
            value={area}
            onChange={setArea}
            required
          />
          <TextInput
            label={t('tickets.route.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={1_000}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
