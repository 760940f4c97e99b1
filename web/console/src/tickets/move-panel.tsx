import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { PolicyState } from '../../../shared/wire/policy.ts';
import type { TicketDetail } from '../../../shared/wire/ticket.ts';
import { newKey } from '../conversation/outgoing.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { asksFor, type MoveBody, MoveDialog } from './move-dialog.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** One button for each state that the policy lets this person move the ticket to. */
export function MovePanel({ detail: { ticket, moves } }: { detail: TicketDetail }) {
  const { t } = useTexts();
  const may = useMay('tickets.move');
  const states = usePolicy().data?.states ?? [];
  const [asked, ask] = useState<{ state: PolicyState; key: string } | null>(null);
  const deed = useTicketDeed(ticket.id, () => ask(null));
  const move = (body: MoveBody, key = newKey()) => deed.mutate({ path: 'move', body, key, ifVersion: ticket.version });
  const begin = (to: string) => {
    const state = states.find(({ code }) => code === to);
    const isConfirmed = ticket.marks.includes('classified');
    const left = state?.needs.filter((need) => need !== 'classification' || !isConfirmed) ?? [];
    if (state && (asksFor({ needs: left }) || state.phase === 'waiting_user')) ask({ state, key: newKey() });
    else move({ to });
  };
  const first = moves[0]?.to;
  useShortcut('m', { text: 'tickets.keys.move', group: 'ticket', isOn: may && first !== undefined }, () =>
    document.querySelector<HTMLElement>('.ticket-moves button')?.focus(),
  );
  if (!may) return null;
  return (
    <section aria-label={t('tickets.moves')}>
      {moves.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('tickets.noMoves')}
        </Text>
      ) : (
        <Group gap={6} className="ticket-moves">
          <Text size="sm" c="dimmed">
            {t('tickets.moves')}
          </Text>
          {moves.map(({ to, label }) => (
            <Button
              key={to}
              size="compact-sm"
              variant="default"
              loading={deed.isPending && (deed.variables.body as MoveBody).to === to}
              onClick={() => begin(to)}
            >
              {label}
            </Button>
          ))}
        </Group>
      )}
      {asked && (
        <MoveDialog
          state={asked.state}
          title={t('tickets.move.title', { folio: ticket.folio, state: asked.state.agentLabel })}
          isBusy={deed.isPending}
          cancel={() => ask(null)}
          confirm={(body) => move(body, asked.key)}
        />
      )}
    </section>
  );
}
