import { ActionIcon, Badge, Button, Group, Select, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconBell, IconBellOff, IconHandStop } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Ticket } from '../../../shared/wire/ticket.ts';
import { useAgents } from '../app/use-agents.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { useTexts } from '../texts/texts.tsx';
import { ClockBadge } from './clock-badge.tsx';
import { PriorityMark, StateBadge, useAgentName, useHasPriorities } from './names.tsx';
import { useTicketDeed } from './use-ticket.ts';

/** Folio, subject, state, priority, limit, and who has it. */
export function TicketHead({ ticket, children }: { ticket: Ticket; children?: React.ReactNode }) {
  const { t } = useTexts();
  const hasPriorities = useHasPriorities();
  return (
    <header className="ticket-top">
      <Group gap="xs" wrap="nowrap" align="flex-start" className="min-0">
        <ActionIcon component={Link} to="/tickets" variant="subtle" aria-label={t('back')}>
          <IconArrowLeft size={20} />
        </ActionIcon>
        <div className="min-0">
          <Title order={1} size="h4" className="ticket-subject">
            <Text component="span" inherit c="dimmed">
              {ticket.folio}
            </Text>{' '}
            {ticket.subject === '' ? t('tickets.noSubject') : <MarkedText text={ticket.subject} />}
          </Title>
          <Group gap={8} mt={4}>
            <StateBadge phase={ticket.phase} label={ticket.agentLabel} />
            {hasPriorities && (
              <Text component="span" size="sm">
                <PriorityMark code={ticket.priority} />
              </Text>
            )}
            <ClockBadge ticket={ticket} />
            {ticket.escalation && (
              <Badge color="orange" variant="light">
                {t('tickets.escalated', { level: ticket.escalation.level + 1, ladder: ticket.escalation.ladder })}
              </Badge>
            )}
          </Group>
        </div>
      </Group>
      <Group gap={6} className="page-actions">
        <Assignee ticket={ticket} />
        <Watch ticket={ticket} />
        {children}
      </Group>
    </header>
  );
}

/** Who has it: a list to choose from, and one button to take what nobody has. */
function Assignee({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const me = useMe().data;
  const nameOf = useAgentName();
  const agents = useAgents().data?.items ?? [];
  const mayAssign = useMay('tickets.assign') && ticket.closedAt === null;
  const deed = useTicketDeed(ticket.id);
  const assign = (assignee: string | null) =>
    deed.mutate({ path: 'assign', body: { assignee }, ifVersion: ticket.version });
  const mayTake = mayAssign && ticket.assignee === null && me !== undefined;
  useShortcut('a', { text: 'tickets.keys.take', group: 'ticket', isOn: mayTake }, () => me && assign(me.id));
  if (!mayAssign) return <Text size="sm">{nameOf(ticket.assignee) ?? t('tickets.nobody')}</Text>;
  return (
    <>
      {mayTake && (
        <Button
          size="compact-sm"
          leftSection={<IconHandStop size={15} aria-hidden />}
          loading={deed.isPending}
          onClick={() => assign(me.id)}
        >
          {t('tickets.take')}
        </Button>
      )}
      <Select
        aria-label={t('tickets.assignee')}
        placeholder={t('tickets.nobody')}
        data={agents.map((agent) => ({ value: agent.id, label: agent.name }))}
        value={ticket.assignee}
        onChange={assign}
        clearable
        clearButtonProps={{ 'aria-label': t('tickets.release') }}
        searchable={agents.length > 8}
        disabled={deed.isPending}
        size="xs"
        w={190}
      />
    </>
  );
}

function Watch({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  const may = useMay('tickets.move');
  const me = useMe().data?.id;
  const deed = useTicketDeed(ticket.id);
  if (!may || me === undefined) return null;
  const isOn = ticket.watchers.includes(me);
  const label = t(isOn ? 'tickets.unwatch' : 'tickets.watch');
  const Icon = isOn ? IconBellOff : IconBell;
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={label}
      title={label}
      loading={deed.isPending}
      onClick={() => deed.mutate({ path: 'watchers', body: { watcher: me, on: !isOn } })}
    >
      <Icon size={16} />
    </ActionIcon>
  );
}
