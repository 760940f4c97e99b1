import type { DemandCluster, Trouble } from '../../src/contracts/demand.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { ClusterDoc, SearchDoc } from '../../src/storage/models/demand.ts';

/** Example questions of an entry at most. */
export const MAX_EXAMPLES = 8;
/** Longest example question. */
const MAX_LENGTH = 200;
const MINUTE = 60_000;

/** Why a search was badly served, the worst first; null = it was not. */
export function troubleOf(
  search: Pick<SearchDoc, 'band' | 'shown' | 'solved' | 'handedOver' | 'corrected'>,
): Trouble | null {
  if (search.corrected !== null) return 'wrongEntry';
  if (search.shown.length === 0) return 'none';
  if (search.solved === false) return 'notSolved';
  return search.handedOver && search.solved !== true ? 'handedOver' : null;
}

/** The clusters of some searches, ranked: people, agent time, how often, age. Pure. */
export function rankClusters(clusters: readonly ClusterDoc[], searches: readonly SearchDoc[]): DemandCluster[] {
  const members = new Map<string, SearchDoc[]>();
  for (const search of searches) {
    if (search.cluster === null || troubleOf(search) === null) continue;
    members.set(search.cluster, [...(members.get(search.cluster) ?? []), search]);
  }
  return clusters
    .flatMap((cluster) => {
      const own = members.get(cluster._id);
      return own ? [viewCluster(cluster, own)] : [];
    })
    .sort(
      (one, other) =>
        other.people - one.people ||
        other.agentMinutes - one.agentMinutes ||
        other.asked - one.asked ||
        one.firstAt.getTime() - other.firstAt.getTime() ||
        (one.id < other.id ? -1 : 1),
    );
}

/** Different ways to ask, the most asked first, of equals the earlier; short enough for an example. */
export function examplesOf(
  searches: readonly Pick<SearchDoc, 'question' | 'meaning'>[],
  most = MAX_EXAMPLES,
): Redacted[] {
  const ways = new Map<string, { question: Redacted; times: number }>();
  for (const { question, meaning } of searches) {
    const known = ways.get(meaning);
    if (known) known.times += 1;
    else if (question.trim() !== '' && question.length <= MAX_LENGTH) ways.set(meaning, { question, times: 1 });
  }
  return [...ways.values()]
    .sort((one, other) => other.times - one.times)
    .slice(0, most)
    .map(({ question }) => question);
}

function viewCluster(
  { _id: id, question, state, draft: draftId }: ClusterDoc,
  own: readonly SearchDoc[],
): DemandCluster {
  const troubles: Record<Trouble, number> = { none: 0, notSolved: 0, handedOver: 0, wrongEntry: 0 };
  for (const search of own) {
    const trouble = troubleOf(search);
    if (trouble) troubles[trouble] += 1;
  }
  const times = own.map(({ at }) => at.getTime());
  return {
    ...{ id, question, state, draftId, troubles },
    people: new Set(own.map(({ contact }) => contact)).size,
    asked: own.length,
    agentMinutes: Math.round(own.reduce((sum, { agentMs }) => sum + agentMs, 0) / MINUTE),
    firstAt: new Date(Math.min(...times)),
    lastAt: new Date(Math.max(...times)),
    examples: examplesOf(own),
  };
}
