import type { Model } from 'mongoose';
import { AppError } from '../../errors/app-error.ts';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { GateAnswerDoc } from '../models/quality.ts';

const MAX_TRIES = 50;
const PAGE = 200;

/** Filter and page of a list of held answers. `after` = `placeOf` the last one. */
export interface HeldFilter {
  readonly org: string;
  /** Only what waits, could not leave, or came back and was not written anew; never what was erased. */
  readonly open: boolean;
  readonly conversation?: string;
  readonly agent?: string;
  readonly after?: string;
  readonly limit: number;
}

const OPEN = {
  text: { $ne: null },
  $or: [{ state: { $in: ['waiting', 'approved'] } }, { state: { $in: ['returned', 'failed'] }, replacedBy: null }],
};

/** Whether it was sent: with a reviewer's approval (`sent`) or without one (`passed`). What waits or came back is no answer yet (ICE-08). */
export function hasLeft({ state }: Pick<GateAnswerDoc, 'state'>): boolean {
  return state === 'passed' || state === 'sent';
}

/** Where an answer stands in lists. */
export function placeOf({ at, _id }: Pick<GateAnswerDoc, 'at' | '_id'>): string {
  return `${at.toISOString()}|${_id}`;
}

function placed(after: string, beyond: '$gt' | '$lt') {
  const [instant = '', id = ''] = after.split('|');
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) throw new AppError('INPUT_INVALID', { path: 'after', problem: 'it is no cursor' });
  return { $or: [{ at: { [beyond]: at } }, { at, _id: { [beyond]: id } }] };
}

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

  /** A page: what somebody has to do something about, the oldest first; else all that was held, the newest first. */
  list({ org, open, conversation, agent, after, limit }: HeldFilter): Promise<GateAnswerDoc[]> {
    const [way, beyond] = open ? ([1, '$gt'] as const) : ([-1, '$lt'] as const);
    const filter: Readonly<Record<string, unknown>> = {
      org,
      ...(conversation !== undefined && { conversation }),
      ...(agent !== undefined && { agent }),
      $and: [open ? OPEN : { state: { $ne: 'passed' } }, ...(after === undefined ? [] : [placed(after, beyond)])],
    };
    return this.#answers.find(filter).sort({ at: way, _id: way }).limit(limit).lean<GateAnswerDoc[]>().exec();
  }

  /** Everything in a state, in pages. */
  async *inState(org: string, state: GateAnswerDoc['state']): AsyncGenerator<GateAnswerDoc> {
    for (let after = ''; ; ) {
      const filter = { org, state, _id: { $gt: after } };
      const page = await this.#answers.find(filter).sort({ _id: 1 }).limit(PAGE).lean<GateAnswerDoc[]>().exec();
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last._id;
    }
  }

  /** Answers of a conversation that came back, or could not be sent, and that nobody wrote anew. */
  returned(conversation: string): Promise<GateAnswerDoc[]> {
    const state = { $in: ['returned' as const, 'failed' as const] };
    return this.#answers.find({ conversation, state, replacedBy: null }).lean<GateAnswerDoc[]>().exec();
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
