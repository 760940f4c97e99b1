import './kind.css';
import { Button, Group, Paper, Text } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import type { Ticket, TicketKindStanding } from '../../../shared/wire/ticket.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { ApartDialog } from './apart-dialog.tsx';
import { DeliverDialog } from './deliver-dialog.tsx';
import { KindActions } from './kind-actions.tsx';
import { CheckLine } from './kind-check.tsx';
import { useKind } from './use-kind.ts';

/** The path of the ticket's kind: what is there, what is missing and why it bars a move, and what may be done (MAS-91..109). */
export function KindPanel({ ticket }: { ticket: Ticket }) {
  const kind = useKind(ticket).data?.kind ?? null;
  return kind === null ? null : <Panel ticket={ticket} kind={kind} />;
}

function Panel({ ticket, kind }: { ticket: Ticket; kind: TicketKindStanding }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const open = kind.checks.filter(({ isDone }) => !isDone).length;
  return (
    <Paper withBorder p="sm" component="section" className="kind" aria-label={kind.label}>
      <Group justify="space-between" gap={6}>
        <Text component="h2" fw={600} size="sm">
          {kind.label}
        </Text>
        <Text size="sm" c={open > 0 ? undefined : 'dimmed'} fw={open > 0 ? 600 : 400} role="status">
          {open > 0 ? t('kind.open', { count: open }) : t('kind.ready')}
        </Text>
      </Group>
      <ul className="kind-checks">
        {kind.checks.map((check) => (
          <CheckLine key={check.code} check={check} ticket={ticket} mayAct={may} />
        ))}
      </ul>
      {may && <Doing ticket={ticket} kind={kind} />}
    </Paper>
  );
}

function Doing({ ticket, kind }: { ticket: Ticket; kind: TicketKindStanding }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<'deliver' | 'apart' | null>(null);
  const { delivery } = kind;
  const barred = delivery && delivery.missing.length > 0 ? delivery.missing.join('; ') : null;
  return (
    <>
      <KindActions ticket={ticket} actions={kind.actions} />
      <Group gap={6} mt={8}>
        {delivery && (
          <Button
            size="compact-sm"
            leftSection={<IconPackageExport size={15} aria-hidden />}
            disabled={!delivery.may || barred !== null}
            onClick={() => setOpen('deliver')}
          >
            {t('kind.deliver')}
          </Button>
        )}
        {kind.fixedScope && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('apart')}>
            {t('kind.apart')}
          </Button>
        )}
      </Group>
      {delivery && !delivery.may && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('kind.deliver')}: {t('kind.by', { posts: delivery.posts })}
        </Text>
      )}
      {barred !== null && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('kind.deliverBarred', { missing: barred })}
        </Text>
      )}
      {open === 'deliver' && delivery && (
        <DeliverDialog ticket={ticket} delivery={delivery} services={kind.services} close={() => setOpen(null)} />
      )}
      {open === 'apart' && <ApartDialog ticket={ticket} close={() => setOpen(null)} />}
    </>
  );
}
