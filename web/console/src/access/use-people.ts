import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccessStanding, AgentProfile, PasswordLink } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** Somebody of the desk with how they sign in; null where that may not be seen. */
export interface Person extends AgentProfile {
  readonly access: (AccessStanding & { sessions: number }) | null;
}

const key = ['people'];

/** Everybody at the desk, with how they sign in. */
export function usePeople() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Person[]> => {
      const [profiles, standings] = await Promise.all([
        api.get<{ items: AgentProfile[] }>('/api/agents/profiles', signal),
        api.get<{ items: (AccessStanding & { sessions: number })[] }>('/api/agents/access', signal),
      ]);
      const known = new Map(standings.items.map((one) => [one.agentId, one]));
      return profiles.items.map((profile) => ({ ...profile, access: known.get(profile.id) ?? null }));
    },
  });
}

/** What an administrator does to somebody; the list is asked for anew, and a failure is told. */
export function usePersonDeed<Input, Answer>(work: (input: Input) => Promise<Answer>, done?: (answer: Answer) => void) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: work,
    ...(done ? { onSuccess: done } : {}),
    onError: notify,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: key });
      await client.invalidateQueries({ queryKey: ['agents'] });
    },
  });
}

/** Makes a link by which somebody chooses a password. */
export function makePasswordLink(id: string, mail: boolean): Promise<PasswordLink> {
  return api.send('POST', `/api/agents/${encodeURIComponent(id)}/password-link`, { mail });
}
