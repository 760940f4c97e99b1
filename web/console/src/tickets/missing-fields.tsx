import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** Data that the policy's intake names for such a case and that nobody wrote down yet, such as the transcription of a form (CON-18). */
export function MissingFields({ ticket }: { ticket: Ticket }) {
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const fields = usePolicy().data?.tickets.fields ?? [];
  const facts: Record<string, unknown> = ticket.facts;
  const missing = fields.filter(
    ({ field, when }) =>
      when !== null &&
      (ticket.fields[field] ?? '') === '' &&
      Object.entries(when).every(([fact, values]) => values.includes(String(facts[fact]))),
  );
  if (!may) return null;
  return missing.map(({ field, label }) => <OneField key={field} ticket={ticket} field={field} label={label} />);
}

function OneField({ ticket, field, label }: { ticket: Ticket; field: string; label: string }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const deed = useTicketDeed(ticket.id);
  return (
    <div>
      <Textarea
        label={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={4_000}
        autosize
        minRows={3}
      />
      <Group justify="flex-end" mt={6}>
        <Button
          size="compact-sm"
          disabled={text.trim() === ''}
          loading={deed.isPending}
          onClick={() => deed.mutate({ path: 'fields', body: { fields: { [field]: text } } })}
        >
          {t('caseWork.saveField')}
        </Button>
      </Group>
    </div>
  );
}
