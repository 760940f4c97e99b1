import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyState } from '../../../shared/wire/policy.ts';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import type { TicketRow } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';
import { newKey } from '../conversation/outgoing.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { asksFor, type MoveBody } from './move-dialog.tsx';
import { useActingRole } from './use-role.ts';
import { ticketPath } from './use-ticket.ts';

/** A move that waits for what its state asks for. */
export interface AskedMove {
  readonly row: TicketRow;
  readonly state: PolicyState;
  readonly key: string;
}

/** Moves of cards: where the policy lets each go, and what happens on a drop or a choice. */
export function useBoardMoves() {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const tell = useNotice();
  const role = useActingRole();
  const states = usePolicy().data?.states ?? [];
  const [asked, ask] = useState<AskedMove | null>(null);
  const move = useMutation({
    mutationFn: ({ row, body, key }: { row: TicketRow; body: MoveBody; key: string }) =>
      api.send<Ticket>('POST', ticketPath(row.id, '/move'), { ...body, key, ifVersion: row.version }),
    onSuccess: ({ folio, agentLabel }) => {
      ask(null);
      tell(t('tickets.board.moved', { folio, state: agentLabel }));
    },
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  });
  const targetsOf = (row: TicketRow): PolicyState[] => {
    const next = states.find(({ code }) => code === row.state)?.next ?? [];
    const allowed = next.filter(({ by }) => by.includes(role)).map(({ to }) => to);
    return states.filter(({ code }) => allowed.includes(code));
  };
  return {
    targetsOf,
    asked,
    /** The card that is on its way. */
    moving: move.isPending ? move.variables.row.id : null,
    cancel: () => ask(null),
    confirm: (body: MoveBody) => asked && move.mutate({ row: asked.row, body, key: asked.key }),
    moveTo(row: TicketRow, code: string) {
      if (code === row.state) return;
      const state = targetsOf(row).find((one) => one.code === code);
      if (!state) {
        const label = states.find((one) => one.code === code)?.agentLabel ?? code;
        const message = t('tickets.board.refused', { from: row.agentLabel, to: label });
        notifications.show({ color: 'orange', message, closeButtonProps: { 'aria-label': t('close') } });
        return;
      }
      if (asksFor(state) || state.phase === 'waiting_user') ask({ row, state, key: newKey() });
      else move.mutate({ row, body: { to: code }, key: newKey() });
    },
  };
}
