import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { PriorityMatrix } from '../../../shared/wire/policy.ts';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import type { ForeseenTicket } from '../../../shared/wire/ticket-look.ts';
import { Instant } from '../parts/time.tsx';
import { useMay, useMe, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { PriorityMark, usePriorityName } from './names.tsx';
import { useForesight, useTicketDeed } from './use-ticket.ts';

/** What was chosen and not confirmed yet. */
type Weighed = { readonly facts: Record<string, string> } | { readonly priority: string };

/** The priority: by the policy's matrix to click, or by hand with a reason; what follows is shown before it is done. */
export function PriorityPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const words = usePolicy().data?.tickets;
  const roles = useMe().data?.roles ?? [];
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const [weighed, weigh] = useState<Weighed | null>(null);
  const foresight = useForesight(ticket.id);
  const consider = (next: Weighed) => {
    weigh(next);
    foresight.mutate(next);
  };
  const leave = () => {
    weigh(null);
    foresight.reset();
  };
  if (!words) return null;
  const mayByHand = may && roles.some((role) => words.priorityBy.includes(role));
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <PriorityMark code={ticket.priority} />
        {ticket.priorityByHand && (
          <Text size="xs" c="dimmed">
            {t('tickets.priority.byHand')}
          </Text>
        )}
      </Group>
      {words.matrix && (
        <Matrix
          matrix={words.matrix}
          ticket={ticket}
          weighed={weighed}
          choose={may ? (facts) => consider({ facts }) : null}
        />
      )}
      {weighed && foresight.data && (
        <Consequence ticket={ticket} weighed={weighed} foreseen={foresight.data} leave={leave} />
      )}
      {mayByHand && !weighed && (
        <Select
          size="xs"
          label={t('tickets.priority.setByHand')}
          data={words.priorities.map(({ code, label }) => ({ value: code, label }))}
          value={null}
          placeholder={t('tickets.priority.choose')}
          onChange={(priority) => priority && consider({ priority })}
        />
      )}
    </Stack>
  );
}

function Matrix(props: {
  matrix: PriorityMatrix;
  ticket: Ticket;
  weighed: Weighed | null;
  choose: ((facts: Record<string, string>) => void) | null;
}) {
  const { t } = useTexts();
  const nameOf = usePriorityName();
  const { matrix, ticket, weighed, choose } = props;
  const { rows, columns, cells } = matrix;
  const axis = (fact: string) => t(`field.${fact}`, { defaultValue: fact });
  const value = (code: string, label: string) => t(`value.${code}`, { defaultValue: label });
  const facts = weighed && 'facts' in weighed ? weighed.facts : ticket.facts;
  return (
    <div className="matrix-scroll">
      <table className="matrix" aria-label={t('tickets.priority.matrix')}>
        <thead>
          <tr>
            <td>
              {axis(rows.fact)} ↓ {axis(columns.fact)} →
            </td>
            {columns.values.map(({ code, label }) => (
              <th key={code} scope="col" title={label}>
                {value(code, label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.values.map((row) => (
            <tr key={row.code}>
              <th scope="row" title={row.label}>
                {value(row.code, row.label)}
              </th>
              {columns.values.map((column) => {
                const priority = cells[row.code]?.[column.code];
                const isHere = facts[rows.fact] === row.code && facts[columns.fact] === column.code;
                return (
                  <td key={column.code}>
                    {priority && (
                      <button
                        type="button"
                        aria-pressed={isHere}
                        data-priority={priority}
                        disabled={choose === null}
                        aria-label={t('tickets.priority.cell', {
                          ...{ row: value(row.code, row.label), column: value(column.code, column.label) },
                          ...{ rows: axis(rows.fact), columns: axis(columns.fact), priority: nameOf(priority) },
                        })}
                        onClick={() => choose?.({ [rows.fact]: row.code, [columns.fact]: column.code })}
                      >
                        {nameOf(priority)}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What becomes of priority and limits, to confirm or leave. */
function Consequence(props: { ticket: Ticket; weighed: Weighed; foreseen: ForeseenTicket; leave: () => void }) {
  const { t } = useTexts();
  const { ticket, weighed, foreseen, leave } = props;
  const nameOf = usePriorityName();
  const [reason, setReason] = useState('');
  const deed = useTicketDeed(ticket.id, leave);
  const isByHand = 'priority' in weighed;
  const name = (code: string | null) => (code === null ? t('tickets.noPriority') : nameOf(code));
  const changed = foreseen.clocks.filter((clock) => {
    const before = ticket.clocks.find((one) => one.name === clock.name);
    return before?.dueAt !== clock.dueAt && clock.dueAt !== null;
  });
  const confirm = () =>
    deed.mutate({
      path: isByHand ? 'priority' : 'facts',
      body: isByHand ? { priority: weighed.priority, reason } : { facts: weighed.facts },
      ifVersion: ticket.version,
    });
  return (
    <Alert color={foreseen.priority === ticket.priority ? 'gray' : 'cyan'} p="xs" role="status">
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          {foreseen.priority === ticket.priority
            ? t(ticket.priorityByHand ? 'tickets.priority.staysByHand' : 'tickets.priority.stays', {
                priority: name(ticket.priority),
              })
            : t('tickets.priority.becomes', { before: name(ticket.priority), after: name(foreseen.priority) })}
        </Text>
        {changed.map((clock) => (
          <Text key={clock.name} size="sm">
            {clock.label}: {t('tickets.priority.dueBecomes')} <Instant at={clock.dueAt ?? ''} />
          </Text>
        ))}
        {changed.length === 0 && <Text size="sm">{t('tickets.priority.sameLimits')}</Text>}
        {isByHand && (
          <Textarea
            size="xs"
            label={t('tickets.priority.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={1_000}
            required
            autosize
          />
        )}
        <Group gap={6}>
          <Button
            size="compact-sm"
            loading={deed.isPending}
            disabled={isByHand && reason.trim() === ''}
            onClick={confirm}
          >
            {t('tickets.priority.confirm')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={leave}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
