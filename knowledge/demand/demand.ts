import type { CandidatePort } from '../../src/contracts/advice.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { DemandPort } from '../../src/contracts/demand.ts';
import type { EntryDraft, EntryService } from '../../src/contracts/knowledge-entries.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { SearchableEntry, SearchEngine } from '../../src/contracts/search.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import type { DemandRepository } from '../../src/storage/repositories/demand.ts';
import { type Founder, founderOf, shapeOf } from './likeness.ts';
import { examplesOf, rankClusters, troubleOf } from './rank.ts';
import { effectOf, replayOf } from './replay.ts';

/** What unmet demand is made from. */
export interface DemandParts {
  readonly organisation: string;
  readonly repository: DemandRepository;
  readonly engine: SearchEngine;
  readonly clock: Clock;
  readonly candidates: CandidatePort;
  readonly entries: Pick<EntryService, 'create' | 'get'>;
  /** Told of every search about which somebody said something: what is learned from it. */
  readonly onFeedback?: (search: SearchDoc) => Promise<void>;
}

const DAY_MS = 86_400_000;
const MAX_TITLE = 160;

/** Unmet demand of one organisation (EXS-42): every silence becomes the next entry. */
export function createDemand(parts: DemandParts): DemandPort {
  const { organisation: org, repository, clock } = parts;
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  return {
    async clusters({ days, limit, state }) {
      await adoptOrphans(parts, daysAgo(days));
      const [clusters, searches] = await Promise.all([repository.clusters(org), repository.since(org, daysAgo(days))]);
      const wanted = state === undefined ? clusters : clusters.filter((cluster) => cluster.state === state);
      return rankClusters(wanted, searches).slice(0, limit);
    },
    async dismiss(id) {
      const cluster = await repository.cluster(org, id);
      if (!cluster) throw new AppError('DEMAND_NOT_FOUND');
      await repository.moveCluster(org, id, { state: 'dismissed', draft: cluster.draft });
    },
    draft: (from, entry, by) =>
      'clusterId' in from
        ? draftOfCluster(parts, from.clusterId, entry, by)
        : draftOfConversation(parts, from.conversationId, entry, by),
    async replay(entryId, questions) {
      const entry = searchableOf(await parts.entries.get(entryId));
      const searches = await repository.latest(org, questions);
      return replayOf(entry, parts.candidates.published(), searches, parts.engine);
    },
    effect: async (entryId, weeks) => effectOf(entryId, await repository.since(org, daysAgo(weeks * 7))),
    async correct(conversationId, entryId) {
      const last = await repository.lastOf(org, conversationId);
      if (!last) throw new AppError('DEMAND_NOT_FOUND');
      if (entryId !== null) await parts.entries.get(entryId);
      const settled = await repository.settle(last._id, { corrected: entryId ?? '', judgedAt: clock.now() });
      if (!settled) return;
      await putIntoCluster(parts, settled);
      await parts.onFeedback?.(settled);
    },
  };
}

/** Puts a badly served search into its cluster, founding one when there is none like it. */
export async function putIntoCluster(
  { organisation: org, repository }: Pick<DemandParts, 'organisation' | 'repository'>,
  search: SearchDoc,
): Promise<void> {
  if (troubleOf(search) === null) return;
  const clusters = await repository.clusters(org);
  if (clusters.some(({ _id }) => _id === search.cluster)) return;
  const founders: Founder[] = clusters.map(({ _id: id, meaning }) => ({ id, shape: shapeOf(meaning) }));
  const { question, contact, meaning, at: firstAt } = search;
  const known = founderOf(shapeOf(meaning), founders);
  const id = known?.id ?? (await repository.found({ org, question, contact, meaning, firstAt }));
  await repository.assign(search._id, id, search.cluster);
}

/** A cluster goes with the person whose words founded it; what others asked finds a new one. */
async function adoptOrphans(parts: DemandParts, from: Date): Promise<void> {
  const { organisation: org, repository } = parts;
  const known = new Set((await repository.clusters(org)).map(({ _id }) => _id));
  for (const search of await repository.since(org, from)) {
    if (search.cluster === null || !known.has(search.cluster)) await putIntoCluster(parts, search);
  }
}

type Wanted = Parameters<DemandPort['draft']>[1];
type By = Parameters<DemandPort['draft']>[2];

async function draftOfCluster(parts: DemandParts, id: string, wanted: Wanted, by: By): ReturnType<DemandPort['draft']> {
  const { organisation: org, repository, entries } = parts;
  const cluster = await repository.cluster(org, id);
  if (!cluster) throw new AppError('DEMAND_NOT_FOUND');
  if (cluster.draft !== null) {
    const made = await entries.get(cluster.draft);
    return { entryId: made.id, examples: made.examples };
  }
  const searches = (await repository.since(org, new Date(0))).filter((search) => search.cluster === id);
  const examples = examplesOf(searches);
  // The id is made from the cluster: a second press, or a crash in between, finds the first draft.
  const entryId = `demanda-${id.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
  const made = await createOnce(parts, draftFrom(entryId, cluster.question, examples, wanted), by);
  await repository.moveCluster(org, id, { state: 'drafted', draft: made.id });
  return { entryId: made.id, examples: made.examples };
}

async function draftOfConversation(
  parts: DemandParts,
  conversation: string,
  wanted: Wanted,
  by: By,
): ReturnType<DemandPort['draft']> {
  const last = await parts.repository.lastOf(parts.organisation, conversation);
  if (!last) throw new AppError('DEMAND_NOT_FOUND');
  const alike = (await parts.repository.since(parts.organisation, new Date(0))).filter(
    (search) => search._id === last._id || (last.cluster !== null && search.cluster === last.cluster),
  );
  const entryId = `caso-${last._id.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
  const made = await createOnce(parts, draftFrom(entryId, last.question, examplesOf(alike), wanted), by);
  return { entryId: made.id, examples: made.examples };
}

async function createOnce({ entries }: DemandParts, draft: EntryDraft & { id: string }, by: By) {
  try {
    return await entries.create(draft, by);
  } catch (error) {
    if (error instanceof AppError && error.code === 'ENTRY_EXISTS') return entries.get(draft.id);
    throw error;
  }
}

function draftFrom(
  id: string,
  question: Redacted,
  examples: readonly Redacted[],
  wanted: Wanted,
): EntryDraft & { id: string } {
  const title = wanted.title ?? question.replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE);
  const { audience, module = null } = wanted;
  // The service checks the type with everything else and says what is wrong.
  return { id, title, audience, module, type: wanted.type as EntryDraft['type'], examples: [...examples] };
}

function searchableOf(entry: Awaited<ReturnType<EntryService['get']>>): SearchableEntry {
  const { id, title, summary, body, tags, examples, audience, module } = entry;
  return {
    id,
    title,
    body: [summary, body].filter((text) => text !== '').join('\n'),
    tags,
    examples,
    audience,
    module,
  };
}
