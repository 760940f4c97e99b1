import type { Model } from 'mongoose';
import { effectIdOf } from '../ids.ts';
import type { ClusterDoc, SearchDoc } from '../models/demand.ts';
import { insertOnce } from './insert-once.ts';

/** The collections of unmet demand. */
export interface DemandModels {
  readonly searches: Model<SearchDoc>;
  readonly clusters: Model<ClusterDoc>;
}

/** What may be learned of a search later; each is set, never added, so that doing it twice changes nothing (P2). */
export type SearchOutcome = Partial<
  Pick<SearchDoc, 'solved' | 'solvedBy' | 'handedOver' | 'corrected' | 'judgedAt' | 'agentMs'>
>;

/** The log of searches and the clusters of those that were badly served. */
export class DemandRepository {
  readonly #models: DemandModels;

  constructor(models: DemandModels) {
    this.#models = models;
  }

  /** Stores a search once per key; true when it is new. */
  async add(key: string, search: Omit<SearchDoc, '_id'>): Promise<{ doc: SearchDoc; isNew: boolean }> {
    const doc = { _id: effectIdOf('search', search.org, key), ...search };
    return { doc, isNew: await insertOnce(this.#models.searches, doc) };
  }

  /** The searches of an episode, last first. */
  async ofEpisode(conversation: string, episode: number): Promise<SearchDoc[]> {
    const found = await this.#models.searches
      .find({ conversation })
      .sort({ at: -1, _id: -1 })
      .limit(50)
      .lean<SearchDoc[]>();
    return found.filter((search) => search.episode === episode);
  }

  /** The last search of a conversation, or null. */
  async lastOf(org: string, conversation: string): Promise<SearchDoc | null> {
    const [last] = await this.#models.searches
      .find({ conversation })
      .sort({ at: -1, _id: -1 })
      .limit(1)
      .lean<SearchDoc[]>();
    return last?.org === org ? last : null;
  }

  /** Sets what became of a search; the search as it is then, or null. */
  async settle(id: string, outcome: SearchOutcome): Promise<SearchDoc | null> {
    return this.#models.searches
      .findOneAndUpdate({ _id: id }, { $set: outcome }, { returnDocument: 'after' })
      .lean<SearchDoc>();
  }

  /** Puts a search into a cluster, if it still stands where it stood (null: nowhere). */
  async assign(id: string, cluster: string, from: string | null): Promise<void> {
    await this.#models.searches.updateOne({ _id: id, cluster: from }, { $set: { cluster } });
  }

  /** Searches from an instant on, oldest first. */
  async since(org: string, from: Date): Promise<SearchDoc[]> {
    return this.#models.searches
      .find({ org, at: { $gte: from } })
      .sort({ at: 1, _id: 1 })
      .lean<SearchDoc[]>();
  }

  /** Searches about which somebody said something from an instant on, oldest first. */
  async judgedSince(org: string, from: Date): Promise<SearchDoc[]> {
    return this.#models.searches
      .find({ org, judgedAt: { $gte: from } })
      .sort({ judgedAt: 1, _id: 1 })
      .lean<SearchDoc[]>();
  }

  /** One search, or null. */
  async search(org: string, id: string): Promise<SearchDoc | null> {
    const found = await this.#models.searches.findById(id).lean<SearchDoc>();
    return found?.org === org ? found : null;
  }

  /** The last searches, newest first. */
  async latest(org: string, limit: number): Promise<SearchDoc[]> {
    return this.#models.searches.find({ org }).sort({ at: -1 }).limit(limit).lean<SearchDoc[]>();
  }

  /** Founds a cluster; whoever is first makes it. */
  async found(cluster: Omit<ClusterDoc, '_id' | 'state' | 'draft'>): Promise<string> {
    const id = effectIdOf('cluster', cluster.org, cluster.meaning);
    await insertOnce(this.#models.clusters, { _id: id, ...cluster, state: 'open', draft: null });
    return id;
  }

  /** All clusters, in the order in which they were founded. */
  async clusters(org: string): Promise<ClusterDoc[]> {
    return this.#models.clusters.find({ org }).sort({ firstAt: 1, _id: 1 }).lean<ClusterDoc[]>();
  }

  async cluster(org: string, id: string): Promise<ClusterDoc | null> {
    const found = await this.#models.clusters.findById(id).lean<ClusterDoc>();
    return found?.org === org ? found : null;
  }

  /** Moves a cluster; false when there is none. */
  async moveCluster(org: string, id: string, change: Pick<ClusterDoc, 'state' | 'draft'>): Promise<boolean> {
    const moved = await this.#models.clusters.updateOne({ _id: id, org }, { $set: change });
    return moved.matchedCount > 0;
  }
}
