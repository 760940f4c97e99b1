import type { LogQuery } from '../../contracts/log-search.ts';
import type { EpisodeDoc } from '../../storage/models/episodes.ts';
import type { LogSearchParts } from './log-search.ts';

/** What a conversation must be like. */
export interface EpisodeFilter extends Pick<LogQuery, 'agent' | 'channel' | 'kind' | 'mode' | 'outcome'> {
  readonly contacts: ReadonlySet<string> | null;
  readonly conversations: ReadonlySet<string> | null;
  /** Nothing can fit: nobody is called so, or nobody rated so. */
  readonly isEmpty: boolean;
}

/** Reads people and ratings first: they are few. Null: any conversation will do. */
export async function episodeFilterOf(parts: LogSearchParts, query: LogQuery): Promise<EpisodeFilter | null> {
  const { agent, channel, kind, mode, outcome } = query;
  const contacts = query.person === undefined ? null : new Set(await parts.people(query.person));
  const conversations = await ratedSo(parts, query);
  const isEmpty = contacts?.size === 0 || conversations?.size === 0;
  const codes = { ...pick({ agent, channel, kind, mode, outcome }) };
  if (contacts === null && conversations === null && Object.keys(codes).length === 0) return null;
  return { ...codes, contacts, conversations, isEmpty };
}

function pick<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

async function ratedSo({ organisation, surveys, clock }: LogSearchParts, query: LogQuery): Promise<Set<string> | null> {
  const { ratingFrom, ratingTo } = query;
  if (ratingFrom === undefined && ratingTo === undefined) return null;
  const span = { organisation, from: query.from ?? new Date(0), to: new Date(clock.now().getTime() + 1) };
  const found = (await surveys.answers(span)).filter(({ score }) => {
    return score !== null && score >= (ratingFrom ?? score) && score <= (ratingTo ?? score);
  });
  return new Set(found.flatMap(({ conversationId }) => (conversationId === null ? [] : [conversationId])));
}

/** Whether an episode is what is wanted. */
export function fitsEpisode(episode: EpisodeDoc, filter: EpisodeFilter): boolean {
  const { agent, channel, kind, mode, outcome, contacts, conversations } = filter;
  return (
    (agent === undefined || episode.agents.includes(agent)) &&
    (channel === undefined || episode.channel === channel) &&
    (kind === undefined || episode.kind === kind) &&
    (mode === undefined || episode.mode === mode) &&
    (outcome === undefined || episode.outcome === outcome) &&
    (contacts === null || contacts.has(episode.contact)) &&
    (conversations === null || conversations.has(episode.conversation))
  );
}
