import { usePolicy } from '../session/use-me.ts';

/** Product modules that the diagnosis knows, with their names. */
export function useModules(): readonly { readonly value: string; readonly label: string }[] {
  return usePolicy().data?.diagnosisChoices.find(({ field }) => field === 'module')?.choices ?? [];
}
