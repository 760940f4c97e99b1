import type { Model } from 'mongoose';
import { isDuplicateId } from '../duplicate-key.ts';
import type { ModelUsageDoc } from '../models/model-help.ts';

/** Figures of a day, or a change of them. */
export type UsageFigures = Omit<ModelUsageDoc, '_id'>;

/** Limits of a day; null = none. */
export type UsageLimits = { readonly [K in keyof UsageFigures]: number | null };

/** An organisation's day, UTC, `YYYY-MM-DD`. */
export interface UsageDay {
  readonly organisation: string;
  readonly day: string;
}

/** What was spent on a language model, per organisation and day. */
export class ModelUsageRepository {
  readonly #model: Model<ModelUsageDoc>;

  constructor(model: Model<ModelUsageDoc>) {
    this.#model = model;
  }

  /**
   * Adds to a day unless that passes one of its limits; false = nothing was added. One atomic write, so that processes
   * that ask at the same time do not pass the limit together.
   */
  async add(day: UsageDay, added: UsageFigures, limits: UsageLimits): Promise<boolean> {
    if (figures.some((name) => (limits[name] ?? Number.POSITIVE_INFINITY) < added[name])) return false;
    const room = Object.fromEntries(
      figures.flatMap((name) => {
        const limit = limits[name];
        return limit === null ? [] : [[name, { $lte: limit - added[name] }]];
      }),
    );
    const withRoom = { _id: idOf(day), ...room };
    const change = { $inc: added };
    if ((await this.#model.updateOne(withRoom, change)).matchedCount > 0) return true;
    try {
      await this.#model.create({ _id: idOf(day), ...added });
      return true;
    } catch (error) {
      if (!isDuplicateId(error)) throw error;
      // There is such a day: it is full, or another process began it a moment ago.
      return (await this.#model.updateOne(withRoom, change)).matchedCount > 0;
    }
  }

  /** Puts the true figures in the place of estimates. */
  async correct(day: UsageDay, by: UsageFigures): Promise<void> {
    await this.#model.updateOne({ _id: idOf(day) }, { $inc: by });
  }

  /** What a day came to. */
  async of(day: UsageDay): Promise<UsageFigures> {
    const doc = await this.#model.findById(idOf(day)).lean<ModelUsageDoc>();
    return { requests: doc?.requests ?? 0, tokens: doc?.tokens ?? 0, costMicros: doc?.costMicros ?? 0 };
  }
}

const figures = ['requests', 'tokens', 'costMicros'] as const;

function idOf({ organisation, day }: UsageDay): string {
  return `${organisation}:${day}`;
}
