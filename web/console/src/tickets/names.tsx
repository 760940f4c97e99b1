import { Badge } from '@mantine/core';
import { useAgents } from '../app/use-agents.ts';
import { usePolicy } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';

const phaseColors: Readonly<Record<string, string>> = {
  ...{ new: 'blue', open: 'blue', assigned: 'indigo', in_progress: 'cyan', waiting_user: 'grape' },
  ...{
    waiting_supplier: 'grape',
    review: 'indigo',
    solved: 'green',
    closed: 'gray',
    rejected: 'gray',
    cancelled: 'gray',
  },
};

/** The state of a ticket by its name, coloured by its phase. */
export function StateBadge({ phase, label }: { phase: string; label: string }) {
  return (
    <Badge variant="light" color={phaseColors[phase] ?? 'gray'} className="ticket-state">
      {label}
    </Badge>
  );
}

/** How the policy calls a priority. */
export function usePriorityName(): (code: string) => string {
  const { t } = useTexts();
  const known = usePolicy().data?.tickets.priorities;
  return (code) => known?.find((one) => one.code === code)?.label ?? t(`value.${code}`, { defaultValue: code });
}

/** The priority with as many bars as it is high: no colour alone says it. */
export function PriorityMark({ code }: { code: string | null }) {
  const nameOf = usePriorityName();
  const { t } = useTexts();
  const all = usePolicy().data?.tickets.priorities ?? [];
  if (code === null) return <span className="ticket-quiet">{t('tickets.noPriority')}</span>;
  const place = all.findIndex((one) => one.code === code);
  const height = place < 0 || all.length < 2 ? 2 : 4 - Math.round((place * 3) / (all.length - 1));
  return (
    <span className="priority-mark" data-height={height}>
      <span aria-hidden className="priority-bars">
        <i />
        <i />
        <i />
        <i />
      </span>
      {nameOf(code)}
    </span>
  );
}

/** Names of people by their ids. */
export function useAgentName(): (id: string | null) => string | null {
  const agents = useAgents().data?.items;
  return (id) => (id === null ? null : (agents?.find((agent) => agent.id === id)?.name ?? id));
}

/** Whether the policy knows priorities at all. */
export function useHasPriorities(): boolean {
  return (usePolicy().data?.tickets.priorities.length ?? 0) > 0;
}
