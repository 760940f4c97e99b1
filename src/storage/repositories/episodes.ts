import type { Model } from 'mongoose';
import type { ConversationDoc } from '../models/conversations.ts';
import type { EpisodeDoc } from '../models/episodes.ts';

/** The latest episode of a conversation; null while its log is not written (a conversation older than the log, or erased). */
export function episodeOf(doc: ConversationDoc): EpisodeDoc | null {
  const { steps = [] } = doc;
  const last = steps.at(-1);
  if (last === undefined || doc.erasedAt) return null;
  const { openedAt, org, channel, account, contact, mode, closedAt, outcome, card, work } = doc;
  const id = `${doc._id}:${openedAt.getTime()}`;
  const agents = [...new Set(steps.flatMap(({ by }) => (by === null ? [] : [by])))];
  return {
    _id: id,
    ...{ org, conversation: doc._id, order: `${openedAt.toISOString()}|${id}`, channel, account, contact, mode },
    ...{ openedAt, lastAt: last.at, closedAt, outcome, agents, steps, workMs: work.elapsedMs },
    fromSeq: doc.fromSeq ?? 1,
    kind: card?.diagnosis.kind ?? null,
    module: card?.diagnosis.module ?? null,
  };
}

/** Episodes of conversations, past and present. */
export class EpisodeRepository {
  readonly #episodes: Model<EpisodeDoc>;

  constructor(episodes: Model<EpisodeDoc>) {
    this.#episodes = episodes;
  }

  /** Writes the latest episode of a conversation; doing it again changes nothing. */
  async keep(doc: ConversationDoc): Promise<void> {
    const episode = episodeOf(doc);
    if (episode === null) return;
    await this.#episodes.collection.replaceOne({ _id: episode._id } as object, episode as never, { upsert: true });
  }

  /** Episodes of an organisation with a step between two instants (from ≤ x < to), by their last step. */
  async between(org: string, from: Date, to: Date): Promise<EpisodeDoc[]> {
    // What ended before the span is not in it; what began after it neither.
    const filter = { org, lastAt: { $gte: from }, openedAt: { $lt: to } };
    return (await this.#episodes.collection.find(filter).toArray()) as unknown as EpisodeDoc[];
  }

  /** Those that are in a mode now, the longest first. */
  async inMode(org: string, mode: EpisodeDoc['mode']): Promise<EpisodeDoc[]> {
    const found = this.#episodes.collection.find({ org, mode }).sort({ lastAt: 1 });
    return (await found.toArray()) as unknown as EpisodeDoc[];
  }

  /** Those of some conversations, oldest first. */
  async ofConversations(conversations: readonly string[]): Promise<EpisodeDoc[]> {
    const found = this.#episodes.collection.find({ conversation: { $in: [...conversations] } });
    return (await found.sort({ openedAt: 1 }).toArray()) as unknown as EpisodeDoc[];
  }

  /** A page, newest first: those before `before` (an `order`), not older than `from`. */
  async page(org: string, span: { before: string; from: Date }, limit: number): Promise<EpisodeDoc[]> {
    const filter = { org, order: { $gte: span.from.toISOString(), $lt: span.before } };
    const found = this.#episodes.collection.find(filter).sort({ order: -1 }).limit(limit);
    return (await found.toArray()) as unknown as EpisodeDoc[];
  }

  /** When the last step that is kept happened; null: there is none. */
  async newest(org: string): Promise<Date | null> {
    const [found] = await this.#episodes.collection.find({ org }).sort({ lastAt: -1 }).limit(1).toArray();
    return (found as unknown as EpisodeDoc | undefined)?.lastAt ?? null;
  }
}
