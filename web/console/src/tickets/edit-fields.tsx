import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { fieldsAsked } from './new-ticket.ts';
import { useTicketDeed } from './use-ticket.ts';

/** Corrects the data that the policy asks for such a case; the history says which ones, and who did it. */
export function EditFields({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move');
  const policy = usePolicy().data;
  const [draft, setDraft] = useState<Record<string, string> | null>(null);
  const deed = useTicketDeed(ticket.id, () => setDraft(null));
  if (!may || !policy) return null;
  const asked = new Set(fieldsAsked(policy, { ...ticket.facts } as Record<string, string>).map(({ field }) => field));
  const fields = policy.tickets.fields.filter(({ field }) => asked.has(field) || ticket.fields[field] !== undefined);
  if (fields.length === 0) return null;
  const changed = Object.fromEntries(
    Object.entries(draft ?? {}).filter(([field, text]) => text !== (ticket.fields[field] ?? '')),
  );
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setDraft({ ...ticket.fields })}>
        {t('tickets.fields.ask')}
      </Button>
      <ConfirmDialog
        isOpen={draft !== null}
        title={t('tickets.fields.title')}
        body={t('tickets.fields.about')}
        action={t('tickets.fields.do')}
        isBusy={deed.isPending}
        isBlocked={Object.keys(changed).length === 0}
        cancel={() => setDraft(null)}
        confirm={() => deed.mutate({ path: 'fields', body: { fields: changed }, ifVersion: ticket.version })}
      >
        <Stack gap="sm">
          {fields.map(({ field, label }) => (
            <Textarea
              key={field}
              label={label}
              value={draft?.[field] ?? ''}
              onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
              maxLength={4_000}
              autosize
              minRows={1}
              maxRows={6}
            />
          ))}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
