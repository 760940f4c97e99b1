import { useMe } from '../session/use-me.ts';

/** The role that one acts in: the strongest, as the gateway takes it. */
export function useActingRole(): 'agent' | 'lead' | 'admin' {
  const roles: readonly string[] = useMe().data?.roles ?? [];
  return (['admin', 'lead', 'agent'] as const).find((one) => roles.includes(one)) ?? 'agent';
}
