import { useQuery } from '@tanstack/react-query';
import type { Agent } from '../../../shared/wire/agent.ts';
import { api } from './api.ts';

/** All agents with their presence. */
export function useAgents() {
  return useQuery({
    queryKey: ['agents'],
    queryFn: ({ signal }) => api.get<{ items: Agent[] }>('/api/agents', signal),
    refetchInterval: 30_000,
  });
}
