import { TELEPHONE } from '../conversation/ownership.ts';
import { agentIn } from '../quality/reviews/attended.ts';
import type { DrawDeps } from '../quality/reviews/draw.ts';
import type { EpisodeDoc } from '../storage/models/episodes.ts';
import type { PipelineStores } from './pipeline.ts';

/** What an audit is drawn from: the conversations of a channel in which the person wrote in the span, and who attended then. */
export function reviewPopulation({
  conversations,
  episodes,
  log,
}: Pick<PipelineStores, 'conversations' | 'episodes' | 'log'>): DrawDeps['population'] {
  return async (organisation, channel, span) => {
    const active = await conversations.activeSince(organisation, channel, span.from);
    const wrote = await Promise.all(active.map(({ id }) => log.wasWritten(id, span.from, span.to)));
    const found = active.filter((_, at) => wrote[at]);
    const past = byConversation(await episodes.ofConversations(found.map(({ id }) => id)));
    const isPerson = (by: string) => by !== TELEPHONE;
    return found.map(({ id, assignee }) => {
      const own = past.get(id);
      // A conversation that is older than the log of episodes has nothing but its present.
      const agent = own ? agentIn(own, span, isPerson) : assignee !== null && isPerson(assignee) ? assignee : null;
      return { id, agent };
    });
  };
}

function byConversation(episodes: readonly EpisodeDoc[]): Map<string, EpisodeDoc[]> {
  const found = new Map<string, EpisodeDoc[]>();
  for (const episode of episodes)
    found.set(episode.conversation, [...(found.get(episode.conversation) ?? []), episode]);
  return found;
}
