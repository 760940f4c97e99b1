import type { Model } from 'mongoose';
import type { QualityReviewDoc, QualitySampleDoc } from '../models/quality.ts';
import { insertOnce } from './insert-once.ts';

/** Filter and page of a list of reviews. `after` = `order` of the last one. */
export interface ReviewFilter {
  readonly org: string;
  readonly state?: QualityReviewDoc['state'];
  readonly agent?: string;
  readonly period?: string;
  readonly appealed?: boolean;
  readonly after?: string;
  readonly limit: number;
}

/** Draws and the cases that came out. */
export class QualityRepository {
  readonly #samples: Model<QualitySampleDoc>;
  readonly #reviews: Model<QualityReviewDoc>;

  constructor(models: {
    readonly qualitySamples: Model<QualitySampleDoc>;
    readonly qualityReviews: Model<QualityReviewDoc>;
  }) {
    this.#samples = models.qualitySamples;
    this.#reviews = models.qualityReviews;
  }

  /** Stores a draw unless there is one; gives the one that holds. */
  async keepSample(doc: QualitySampleDoc): Promise<QualitySampleDoc> {
    await insertOnce(this.#samples, doc);
    return (await this.sample(doc._id)) ?? doc;
  }

  sample(id: string): Promise<QualitySampleDoc | null> {
    return this.#samples.findById(id).lean<QualitySampleDoc>().exec();
  }

  /** Draws of studies, newest first. */
  studySamples(org: string, channel: string): Promise<QualitySampleDoc[]> {
    return this.#samples.find({ org, channel }).sort({ at: -1 }).lean<QualitySampleDoc[]>().exec();
  }

  /** Draws of audits, newest first. */
  samples(org: string, limit: number): Promise<QualitySampleDoc[]> {
    return this.#samples
      .find({ org, channel: { $ne: 'study' } })
      .sort({ at: -1 })
      .limit(limit)
      .lean<QualitySampleDoc[]>()
      .exec();
  }

  /** Notes that all reviews of a draw are there. */
  async spread(id: string): Promise<void> {
    await this.#samples.updateOne({ _id: id }, { $set: { spread: true } });
  }

  /** Stores a case unless it is there. */
  addReview(doc: QualityReviewDoc): Promise<boolean> {
    return insertOnce(this.#reviews, doc);
  }

  review(id: string): Promise<QualityReviewDoc | null> {
    return this.#reviews.findById(id).lean<QualityReviewDoc>().exec();
  }

  /** Newest draw first. */
  list({ org, state, agent, period, appealed, after, limit }: ReviewFilter): Promise<QualityReviewDoc[]> {
    const where: Readonly<Record<string, unknown>> = {
      org,
      ...(state !== undefined && { state }),
      ...(agent !== undefined && { agent }),
      ...(period !== undefined && { period }),
      ...(appealed && { 'answer.kind': 'appeal', decision: null }),
      ...(after !== undefined && { order: { $lt: after } }),
    };
    return this.#reviews.find(where).sort({ order: -1 }).limit(limit).lean<QualityReviewDoc[]>().exec();
  }

  /** Reviews done in a span. */
  doneBetween(org: string, from: Date, to: Date, agent?: string): Promise<QualityReviewDoc[]> {
    const where = {
      org,
      state: 'done' as const,
      doneAt: { $gte: from, $lt: to },
      ...(agent !== undefined && { agent }),
    };
    return this.#reviews.find(where).lean<QualityReviewDoc[]>().exec();
  }

  /** Cases of draws whose period lies in a span; of some audits, or of all. */
  within(
    org: string,
    { from, to, audits }: { from: Date; to: Date; audits: readonly string[] },
  ): Promise<QualityReviewDoc[]> {
    const where = {
      ...{ org, from: { $gte: from }, to: { $lte: to } },
      ...(audits.length > 0 && { audit: { $in: [...audits] } }),
    };
    return this.#reviews.find(where).sort({ order: -1 }).lean<QualityReviewDoc[]>().exec();
  }

  /** How many cases of a draw are done. */
  countDone(sample: string): Promise<number> {
    return this.#reviews.countDocuments({ sample, state: 'done' });
  }

  /** Changes a case if it still is as `was` says; null: it is not. */
  async change(
    id: string,
    was: Readonly<Record<string, unknown>>,
    set: Partial<QualityReviewDoc>,
  ): Promise<QualityReviewDoc | null> {
    const { matchedCount } = await this.#reviews.updateOne({ _id: id, ...was }, { $set: set });
    return matchedCount === 0 ? null : this.review(id);
  }
}
