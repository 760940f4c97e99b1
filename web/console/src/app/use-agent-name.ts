import { useAgents } from './use-agents.ts';

/** Names of the people at the desk by their id; the id itself of somebody who is no longer on the list. */
export function useAgentName(): (id: string) => string {
  const agents = useAgents().data?.items ?? [];
  return (id) => agents.find((agent) => agent.id === id)?.name ?? id;
}
