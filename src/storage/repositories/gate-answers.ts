import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { GateAnswerDoc } from '../models/quality.ts';

const MAX_TRIES = 50;

/** Answers at the gate before sending. */
export class GateAnswerRepository {
  readonly #answers: Model<GateAnswerDoc>;

  constructor(models: { readonly gateAnswers: Model<GateAnswerDoc> }) {
    this.#answers = models.gateAnswers;
  }

  find(id: string): Promise<GateAnswerDoc | null> {
    return this.#answers.findById(id).lean<GateAnswerDoc>().exec();
  }

  /** Stores an answer under the month's next number, made by `build`; gives the one that has the id already. */
  async number(
    of: { id: string; org: string; month: string },
    build: (number: number) => GateAnswerDoc,
  ): Promise<GateAnswerDoc> {
    for (let round = 0; round < MAX_TRIES; round++) {
      const known = await this.find(of.id);
      if (known !== null) return known;
      const doc = build((await this.#highest(of.org, of.month)) + 1);
      try {
        await this.#answers.create(doc);
        return doc;
      } catch (error) {
        // Another took the number, or stored this very answer: look again.
        if (duplicateKeyOf(error) === null) throw error;
      }
    }
    throw new Error('No number was free for an answer.');
  }

  async #highest(org: string, month: string): Promise<number> {
    const [last] = await this.#answers
      .find({ org, month })
      .sort({ number: -1 })
      .limit(1)
      .lean<Pick<GateAnswerDoc, 'number'>[]>();
    return last?.number ?? 0;
  }

  /** Oldest first. */
  list(where: {
    org: string;
    states: readonly GateAnswerDoc['state'][];
    conversation?: string;
    agent?: string;
    limit: number;
  }): Promise<GateAnswerDoc[]> {
    const { org, states, conversation, agent, limit } = where;
    const filter = {
      org,
      state: { $in: [...states] },
      ...(conversation !== undefined && { conversation }),
      ...(agent !== undefined && { agent }),
    };
    return this.#answers.find(filter).sort({ at: 1 }).limit(limit).lean<GateAnswerDoc[]>().exec();
  }

  /** The returned answers of a conversation that nobody wrote anew. */
  returned(conversation: string): Promise<GateAnswerDoc[]> {
    const where = { conversation, state: 'returned' as const, replacedBy: null };
    return this.#answers.find(where).lean<GateAnswerDoc[]>().exec();
  }

  /** Of all that came to the gate in a span. */
  between(org: string, from: Date, to: Date): Promise<GateAnswerDoc[]> {
    return this.#answers
      .find({ org, at: { $gte: from, $lt: to } })
      .lean<GateAnswerDoc[]>()
      .exec();
  }

  /** Changes an answer that is still in a state; null: it is not. */
  async change(id: string, state: GateAnswerDoc['state'], set: Partial<GateAnswerDoc>): Promise<GateAnswerDoc | null> {
    const { matchedCount } = await this.#answers.updateOne({ _id: id, state }, { $set: set });
    return matchedCount === 0 ? null : this.find(id);
  }
}
