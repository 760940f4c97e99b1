import type { Model } from 'mongoose';
import type { EntryFilter, EntryState, LinkHealth } from '../../contracts/knowledge-entries.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import { effectIdOf } from '../ids.ts';
import type { CounterDoc } from '../models/counters.ts';
import type { EntryDoc, FeedbackDoc, QuestionDoc } from '../models/knowledge.ts';

/** The collections of the knowledge base. */
export interface KnowledgeModels {
  readonly entries: Model<EntryDoc>;
  readonly questions: Model<QuestionDoc>;
  readonly feedback: Model<FeedbackDoc>;
  readonly counters: Model<CounterDoc>;
}

/** A page, newest first. `after` = the `order` of the last item seen. */
export interface KnowledgePage {
  readonly after?: string;
  readonly limit: number;
}

/** One asking of a question without an answer. `meaning` is equal for questions that count as the same. */
export interface Asking {
  readonly org: string;
  readonly key: string;
  readonly meaning: string;
  readonly question: Redacted;
  readonly at: Date;
}

const KEYS_KEPT = 50;

/** Entries, the revision that says when they changed, unanswered questions and feedback. */
export class KnowledgeRepository {
  readonly #models: KnowledgeModels;

  constructor(models: KnowledgeModels) {
    this.#models = models;
  }

  /** Grows with every change of an entry; 0 for an empty store. */
  async revision(org: string): Promise<number> {
    const doc = await this.#models.counters.findById(revisionName(org)).lean<CounterDoc>();
    return doc?.value ?? 0;
  }

  /** An entry in any state, or null. */
  async find(org: string, entry: string): Promise<EntryDoc | null> {
    return this.#models.entries.findById(entryIdOf(org, entry)).lean<EntryDoc>();
  }

  /** The entries with these ids that exist, in any state. */
  async findMany(org: string, entries: readonly string[]): Promise<EntryDoc[]> {
    return this.#models.entries
      .find({ _id: { $in: entries.map((entry) => entryIdOf(org, entry)) } })
      .lean<EntryDoc[]>();
  }

  /** All published entries, in a fixed order. */
  async published(org: string): Promise<EntryDoc[]> {
    return this.#models.entries.find({ org, state: 'published' }).sort({ _id: 1 }).lean<EntryDoc[]>();
  }

  /** All entries, or those in one state, in the order of their ids. */
  async all(org: string, state?: EntryState): Promise<EntryDoc[]> {
    const filter = state === undefined ? { org } : { org, state };
    return this.#models.entries.find(filter).sort({ _id: 1 }).lean<EntryDoc[]>();
  }

  /** Whether there is no entry at all, in any state. */
  async isEmpty(org: string): Promise<boolean> {
    return (await this.#models.entries.findOne({ org }).lean<EntryDoc>()) === null;
  }

  /** Entries that the filter fits, newest change first. */
  async page(org: string, { after, limit, text, ...same }: KnowledgePage & EntryFilter): Promise<EntryDoc[]> {
    const filter = {
      org,
      ...same,
      ...(after === undefined ? {} : { order: { $lt: after } }),
      ...(text === undefined ? {} : { title: anyAccents(text) }),
    };
    return this.#models.entries.find(filter).sort({ order: -1 }).limit(limit).lean<EntryDoc[]>();
  }

  /** Entries from before the event log: they have no version. */
  async withoutVersion(org: string): Promise<Partial<EntryDoc>[]> {
    return this.#models.entries.find({ org, version: null }).sort({ _id: 1 }).lean<Partial<EntryDoc>[]>();
  }

  /** Published entries whose link is to be looked at by then, the longest waiting first. */
  async dueLinks(org: string, until: Date, limit: number): Promise<EntryDoc[]> {
    return this.#models.entries
      .find({ org, checkAt: { $ne: null, $lte: until } })
      .sort({ checkAt: 1 })
      .limit(limit)
      .lean<EntryDoc[]>();
  }

  /** When the next link is to be looked at; null = none. */
  async nextLinkCheck(org: string): Promise<Date | null> {
    const filter = { org, checkAt: { $ne: null } };
    const doc = await this.#models.entries.findOne(filter).sort({ checkAt: 1 }).lean<EntryDoc>();
    return doc?.checkAt ?? null;
  }

  /** Notes a check that changed nothing but dates and counts; an entry that changed meanwhile is left alone. */
  async noteLinkCheck(doc: EntryDoc, change: { link: LinkHealth; checkAt: Date | null }): Promise<void> {
    const same = { _id: doc._id, state: 'published' as const, url: doc.url, linkChanges: doc.linkChanges };
    await this.#models.entries.updateOne(same, { $set: change });
  }

  /** A change of the link's state that another noted, or noted about another link: the next one gets the next number. */
  async skipLinkChange({ _id }: EntryDoc, change: number): Promise<void> {
    await this.#models.entries.updateOne({ _id }, { $max: { linkChanges: change } });
  }

  /** Published entries with a link in one of these states. */
  async withLink(org: string, states: readonly LinkHealth['state'][], limit: number): Promise<EntryDoc[]> {
    return this.#models.entries
      .find({ org, 'link.state': { $in: [...states] }, state: 'published' })
      .sort({ order: -1 })
      .limit(limit)
      .lean<EntryDoc[]>();
  }

  /** Published entries to be reviewed by that day, `YYYY-MM-DD`, the longest overdue first. */
  async dueReviews(org: string, day: string, limit: number): Promise<EntryDoc[]> {
    return this.#models.entries
      .find({ org, reviewOn: { $ne: null, $lte: day }, state: 'published' })
      .sort({ reviewOn: 1 })
      .limit(limit)
      .lean<EntryDoc[]>();
  }

  /** Counts a question without an answer, once per key (P2). */
  async countQuestion({ org, key, meaning, question, at }: Asking): Promise<void> {
    const id = effectIdOf('question', org, meaning);
    const again = {
      $inc: { times: 1 },
      $set: { lastAt: at, order: orderOf(at, id) },
      $push: { keys: { $each: [key], $slice: -KEYS_KEPT } },
    };
    const counted = await this.#models.questions.updateOne({ _id: id, keys: { $ne: key } }, again);
    if (counted.matchedCount > 0) return;
    try {
      const first = { _id: id, org, question, times: 1, firstAt: at, lastAt: at, order: orderOf(at, id), keys: [key] };
      await this.#models.questions.create(first);
    } catch (error) {
      if (!isDuplicateId(error)) throw error;
      // It exists: counted under this key already, or made by another turn a moment ago.
      await this.#models.questions.updateOne({ _id: id, keys: { $ne: key } }, again);
    }
  }

  /** Unanswered questions, last asked first. */
  async questions(org: string, { after, limit }: KnowledgePage): Promise<QuestionDoc[]> {
    const filter = after === undefined ? { org } : { org, order: { $lt: after } };
    return this.#models.questions.find(filter).sort({ order: -1 }).limit(limit).lean<QuestionDoc[]>();
  }

  /** Stores feedback; a repeat with the same key changes nothing (P2). */
  async recordFeedback(key: string, feedback: Omit<FeedbackDoc, '_id'>): Promise<void> {
    try {
      await this.#models.feedback.create({ _id: effectIdOf('feedback', feedback.org, key), ...feedback });
    } catch (error) {
      if (!isDuplicateId(error)) throw error;
    }
  }

  /** Feedback on one entry: how often its links were sent with an answer, and how often that solved it. */
  async feedbackOn(org: string, entry: string): Promise<{ solved: number; unsolved: number }> {
    const solved = await this.#models.feedback.countDocuments({ org, entries: entry, solved: true });
    const unsolved = await this.#models.feedback.countDocuments({ org, entries: entry, solved: false });
    return { solved, unsolved };
  }
}

/** `_id` of an entry. */
export function entryIdOf(org: string, entry: string): string {
  return `${org}:${entry}`;
}

/** The cursor of lists: sorts by instant, then by id. */
export function orderOf(at: Date, id: string): string {
  return `${at.toISOString()}|${id}`;
}

/** The counter that grows with every change of an organisation's entries. */
export function revisionName(org: string): string {
  return `knowledge:${org}`;
}

/** Letters that people write with and without their marks. */
const marked: Readonly<Record<string, string>> = {
  ...{ a: '[aáàäâ]', e: '[eéèëê]', i: '[iíìïî]', o: '[oóòöô]', u: '[uúùüû]', n: '[nñ]' },
};

/** Finds a text whatever its case and accents; no store folds them by itself. */
function anyAccents(text: string): RegExp {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const source = plain
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/[aeioun]/g, (letter) => marked[letter] ?? letter);
  return new RegExp(source, 'i');
}
