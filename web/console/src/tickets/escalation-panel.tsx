import { Button, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import type { TicketLadder } from '../../../shared/wire/ticket-look.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** Where the ticket stands on the ladders of the policy, and the way up: to which level, and who is told. */
export function EscalationPanel({ ticket, ladders }: { ticket: Ticket; ladders: readonly TicketLadder[] }) {
  const { t } = useTexts();
  const may = useMay('tickets.move') && ticket.closedAt === null;
  const [isAsking, ask] = useState(false);
  const open = ladders.filter((ladder) => levelsLeft(ladder).length > 0);
  const current = ladders.find((ladder) => ladder.current !== null);
  const step = current?.levels.find(({ level }) => level === current.current);
  return (
    <Stack gap={6} align="flex-start">
      {current && step ? (
        <Text size="sm">
          {t('tickets.escalate.stands', { level: step.level + 1, role: step.role })}
          <Text span size="xs" c="dimmed" display="block">
            {current.label}
          </Text>
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {t('tickets.escalate.none')}
        </Text>
      )}
      {may && open.length > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => ask(true)}>
          {t('tickets.escalate.ask')}
        </Button>
      )}
      {isAsking && <Climb ticket={ticket} ladders={open} close={() => ask(false)} />}
    </Stack>
  );
}

/** Never down, and not to the level where it stands. */
function levelsLeft({ current, levels }: TicketLadder) {
  return levels.filter(({ level }) => level > (current ?? -1));
}

function Climb(props: { ticket: Ticket; ladders: readonly TicketLadder[]; close: () => void }) {
  const { t } = useTexts();
  const { ticket, ladders, close } = props;
  const first = ladders.find(({ current }) => current !== null) ?? ladders[0];
  const [name, setName] = useState(first?.name ?? '');
  const ladder = ladders.find((one) => one.name === name) ?? first;
  const levels = ladder ? levelsLeft(ladder) : [];
  const [chosen, choose] = useState<number | null>(null);
  const step = levels.find(({ level }) => level === chosen) ?? levels[0];
  const [reason, setReason] = useState('');
  const deed = useTicketDeed(ticket.id, close);
  const confirm = () => {
    const body = { ladder: name, level: step?.level, ...(reason.trim() !== '' && { reason }) };
    deed.mutate({ path: 'escalate', body });
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('tickets.escalate.title')}
      action={t('tickets.escalate.do')}
      isBusy={deed.isPending}
      isBlocked={step === undefined}
      cancel={close}
      confirm={confirm}
    >
      <Stack gap="sm">
        {ladders.length > 1 && (
          <Select
            label={t('tickets.escalate.ladder')}
            data={ladders.map((one) => ({ value: one.name, label: one.label }))}
            value={name}
            onChange={(next) => {
              setName(next ?? name);
              choose(null);
            }}
            allowDeselect={false}
          />
        )}
        <Select
          label={t('tickets.escalate.level')}
          data={levels.map(({ level, role, direction }) => ({
            value: String(level),
            label: `${level + 1}. ${role}${direction === null ? '' : ` (${direction})`}`,
          }))}
          value={step === undefined ? null : String(step.level)}
          onChange={(next) => choose(next === null ? null : Number(next))}
          allowDeselect={false}
        />
        <Text size="sm">
          {step && step.people.length > 0
            ? t('tickets.escalate.told', { names: step.people.join(', ') })
            : t('tickets.escalate.nobody')}
        </Text>
        <Textarea
          label={t('tickets.escalate.reason')}
          description={t('tickets.move.deskReads')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={1_000}
          autosize
          minRows={2}
        />
      </Stack>
    </ConfirmDialog>
  );
}
