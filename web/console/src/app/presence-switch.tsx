import { Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Agent, Presence } from '../../../shared/wire.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMe } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { api } from './api.ts';

/** All agents with their presence. */
export function useAgents() {
  return useQuery({
    queryKey: ['agents'],
    queryFn: ({ signal }) => api.get<{ items: Agent[] }>('/api/agents', signal),
    refetchInterval: 30_000,
  });
}

/** One's own presence (EXS-04). */
export function PresenceSwitch() {
  const { t } = useTexts();
  const notify = useErrorNotice();
  const client = useQueryClient();
  const me = useMe().data;
  const own = useAgents().data?.items.find((agent) => agent.id === me?.id);
  const change = useMutation({
    mutationFn: (presence: Presence) => api.send<Agent>('PUT', '/api/me/presence', { presence }),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  });
  if (!own) return null;
  const shown = change.isPending ? change.variables : own.presence;
  const states = (['online', 'meal', 'away'] as const).map((value) => ({ value, label: t(`presence.${value}`) }));
  const options = shown === 'offline' ? [...states, { value: 'offline', label: t('presence.offline') }] : states;
  return (
    <Select
      aria-label={t('presence.label')}
      data={options}
      value={shown}
      onChange={(value) => value && value !== 'offline' && change.mutate(value as Presence)}
      allowDeselect={false}
      size="xs"
      w={152}
      leftSection={<span className={`presence-dot presence-${shown}`} aria-hidden />}
      leftSectionWidth={26}
    />
  );
}
