import { Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { ApiError } from '../../../shared/api-client.ts';
import type { Page } from '../../../shared/wire/page.ts';
import type { Ticket, TicketRelation } from '../../../shared/wire/ticket.ts';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useSimilarTickets, useTicketDeed } from './use-ticket.ts';

/** What a person may say of two tickets; the other side follows by itself. `merge` ends this ticket in the other one. */
const choices = ['child', 'parent', 'sameIncident', 'causedBy', 'causes', 'merge'] as const;
type Choice = (typeof choices)[number];

/** Tickets that this one belongs together with, those that may be the same, and how to say so. */
export function RelationsPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const [isAdding, adding] = useDisclosure(false);
  return (
    <Stack gap="xs">
      {ticket.relations.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('tickets.relation.none')}
        </Text>
      )}
      {ticket.relations.map(({ relation, ticket: other, folio }) => (
        <Text size="sm" key={`${relation} ${other}`}>
          {t(`tickets.relation.${relation}`)}{' '}
          <Anchor component={Link} to={`/tickets/${encodeURIComponent(other)}`}>
            {folio}
          </Anchor>
        </Text>
      ))}
      {may && !isAdding && (
        <Button size="compact-xs" variant="default" onClick={adding.open} className="self-start">
          {t('tickets.relation.add')}
        </Button>
      )}
      {isAdding && <AddRelation ticket={ticket} close={adding.close} />}
    </Stack>
  );
}

function AddRelation({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const { t } = useTexts();
  const [kind, setKind] = useState<Choice>('sameIncident');
  const [folio, setFolio] = useState('');
  const [merging, merge] = useState<TicketRow | null>(null);
  const deed = useTicketDeed(ticket.id, close);
  const find = useTicketByFolio((other) => {
    if (kind === 'merge') merge(other);
    else deed.mutate({ path: 'relations', body: { relation: kind satisfies TicketRelation, ticket: other.id } });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    find.mutate(folio);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={6}>
        <Select
          size="xs"
          label={t('tickets.relation.kind')}
          data={choices.map((value) => ({ value, label: t(`tickets.relation.choice.${value}`) }))}
          value={kind}
          onChange={(value) => setKind((value as Choice | null) ?? 'sameIncident')}
          allowDeselect={false}
        />
        <TextInput
          size="xs"
          label={t('tickets.relation.folio')}
          value={folio}
          onChange={(event) => setFolio(event.currentTarget.value)}
          maxLength={64}
          required
          data-autofocus
        />
        <Suggestions ticket={ticket} choose={setFolio} />
        <Group gap={6}>
          <Button type="submit" size="compact-sm" loading={find.isPending || deed.isPending} disabled={!folio.trim()}>
            {t('tickets.relation.do')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={close}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
      {merging && (
        <ConfirmDialog
          isOpen
          title={t('tickets.relation.mergeTitle', { folio: ticket.folio, other: merging.folio })}
          body={t('tickets.relation.mergeBody', { subject: merging.subject })}
          action={t('tickets.relation.merge')}
          isDanger
          isBusy={deed.isPending}
          cancel={() => merge(null)}
          confirm={() => deed.mutate({ path: 'merge', body: { into: merging.id } })}
        />
      )}
    </form>
  );
}

/** Open tickets that may be about the same thing, with the words that both have. */
function Suggestions({ ticket, choose }: { ticket: Ticket; choose: (folio: string) => void }) {
  const { t } = useTexts();
  const found = useSimilarTickets(ticket.id, true).data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('tickets.relation.similar')}
      </Text>
      {found.map(({ id, folio, subject, words }) => (
        <button key={id} type="button" className="similar-line" onClick={() => choose(folio)}>
          <b>{folio}</b> {subject} <span className="ticket-quiet">{words.slice(0, 4).join(', ')}</span>
        </button>
      ))}
    </div>
  );
}

/** By a post, as all that is typed. */
function useTicketByFolio(found: (ticket: TicketRow) => void) {
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: async (text: string) => {
      const [row] = (await api.send<Page<TicketRow>>('POST', '/api/tickets/search', { text, limit: 1 })).items;
      if (!row || plain(row.folio) !== plain(text)) throw new ApiError('TICKET_NOT_FOUND', 404, '');
      return row;
    },
    onSuccess: found,
    onError: notify,
  });
}

/** Without prefix, zeros and case: `mn 3` is MN-000003. */
function plain(folio: string): string {
  return folio.replace(/\D/g, '').replace(/^0+/, '');
}
