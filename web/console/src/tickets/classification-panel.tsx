import { Badge, Button, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { PolicyDimension } from '../../../shared/wire/policy.ts';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { useMay, usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** Dimensions that are for this ticket, of those that the policy has. */
export function useDimensions(ticket: Ticket): PolicyDimension[] {
  const facts = { ...ticket.facts, priority: ticket.priority, area: ticket.area, subarea: ticket.subarea };
  const all = usePolicy().data?.dimensions ?? [];
  return all.filter(({ applies }) =>
    Object.entries(applies ?? {}).every(([fact, values]) =>
      values.includes(String((facts as Record<string, unknown>)[fact])),
    ),
  );
}

/** How the case is classified: what the gateway gave, and what it proposes until somebody confirms it (CON-06). */
export function ClassificationPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const dimensions = useDimensions(ticket);
  const asked = dimensions.filter(({ by }) => by === 'person');
  const [chosen, choose] = useState<Record<string, string | null>>({});
  const deed = useTicketDeed(ticket.id, () => choose({}));
  const chosenOf = ({ field }: PolicyDimension) => chosen[field] ?? wordOf(ticket.facts[field]);
  const isConfirmed = ticket.marks.includes('classified');
  const isChanged = Object.entries(chosen).some(([field, value]) => value !== wordOf(ticket.facts[field]));
  const classes = Object.fromEntries(
    asked.flatMap((one) => (chosenOf(one) === null ? [] : [[one.field, chosenOf(one)]])),
  );
  return (
    <Stack gap={8}>
      {dimensions
        .filter(({ by, field }) => by === 'rule' && ticket.facts[field] !== undefined)
        .map(({ field, label, values }) => (
          <Text key={field} size="sm">
            {label}: <b>{values.find(({ value }) => value === ticket.facts[field])?.label}</b>
          </Text>
        ))}
      {asked.length > 0 && (
        <Badge variant="light" tt="none" color={isConfirmed ? 'green' : 'orange'} className="self-start">
          {t(isConfirmed ? 'caseWork.confirmed' : 'caseWork.proposed')}
        </Badge>
      )}
      {asked.map((one) => (
        <Select
          key={one.field}
          size="xs"
          label={one.label}
          placeholder={t('caseWork.choose')}
          data={one.values.map(({ value, label }) => ({ value, label }))}
          value={chosenOf(one)}
          onChange={(value) => choose({ ...chosen, [one.field]: value })}
          readOnly={!may}
          allowDeselect={false}
        />
      ))}
      {may && asked.length > 0 && (!isConfirmed || isChanged) && (
        <Button
          size="compact-sm"
          className="self-start"
          loading={deed.isPending}
          disabled={Object.keys(classes).length < asked.length}
          onClick={() => deed.mutate({ path: 'classification', body: { classes }, ifVersion: ticket.version })}
        >
          {t('caseWork.confirm')}
        </Button>
      )}
    </Stack>
  );
}

function wordOf(value: Ticket['facts'][string] | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}
