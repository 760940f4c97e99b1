import type { Episode } from '../../contracts/episodes.ts';

/**
 * Who attended a conversation last in a span, from the log of its episodes: whoever has it today may be somebody else, and a
 * later episode has nobody yet. Null: the bot alone. `isPerson` leaves out what is no agent.
 */
export function agentIn(
  episodes: readonly Pick<Episode, 'openedAt' | 'closedAt' | 'steps'>[],
  { from, to }: { readonly from: Date; readonly to: Date },
  isPerson: (by: string) => boolean = () => true,
): string | null {
  const inSpan = episodes.filter(({ openedAt, closedAt }) => openedAt < to && (closedAt === null || closedAt >= from));
  const steps = inSpan.flatMap((episode) => episode.steps.filter(({ at }) => at < to));
  const had = steps
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap(({ by }) => (by !== null && isPerson(by) ? [by] : []));
  return had.at(-1) ?? null;
}
