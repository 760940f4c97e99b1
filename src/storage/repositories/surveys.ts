import type { Model } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';
import type { SurveyDoc, SurveyState } from '../models/surveys.ts';
import { insertOnce } from './insert-once.ts';

/** Half-open span, of one survey or of all. */
export interface SurveyQuery {
  readonly org: string;
  readonly from: Date;
  readonly to: Date;
  readonly name?: string;
}

/** Questions and their answers, one per case. */
export class SurveyRepository {
  readonly #surveys: Model<SurveyDoc>;

  constructor(surveys: Model<SurveyDoc>) {
    this.#surveys = surveys;
  }

  find(id: string): Promise<SurveyDoc | null> {
    return this.#surveys.findById(id).lean<SurveyDoc>().exec();
  }

  /** Stores a question unless this case has it; true when it is new (P2). */
  add(doc: SurveyDoc): Promise<boolean> {
    return insertOnce(this.#surveys, doc);
  }

  /** Takes the answer of an open question; false when it has one, was refused, or is not there. */
  async settle(
    id: string,
    state: Exclude<SurveyState, 'asked'>,
    given: Pick<SurveyDoc, 'score' | 'comment' | 'low' | 'answeredAt' | 'answerKey'>,
  ): Promise<boolean> {
    const { modifiedCount } = await this.#surveys.updateOne({ _id: id, state: 'asked' }, { $set: { state, ...given } });
    return modifiedCount > 0;
  }

  /** Adds words to an answer that has none. */
  async explain(id: string, comment: Redacted): Promise<void> {
    await this.#surveys.updateOne({ _id: id, state: 'answered', comment: null }, { $set: { comment } });
  }

  /** Everything that one person was asked. */
  ofContact(org: string, contact: string): Promise<SurveyDoc[]> {
    return this.#surveys.find({ contact, org }).lean<SurveyDoc[]>().exec();
  }

  /** Questions of these names about these tickets. */
  ofTickets(org: string, names: readonly string[], tickets: readonly string[]): Promise<SurveyDoc[]> {
    const where = { org, name: { $in: [...names] }, case: { $in: tickets.map((id) => `ticket:${id}`) } };
    return this.#surveys.find(where).lean<SurveyDoc[]>().exec();
  }

  /** Of the questions put in the span, oldest first. */
  asked({ org, from, to, name }: SurveyQuery): Promise<SurveyDoc[]> {
    const where = { org, at: { $gte: from, $lt: to }, ...(name !== undefined && { name }) };
    return this.#surveys.find(where).sort({ at: 1 }).lean<SurveyDoc[]>().exec();
  }

  /** Answers given in the span, oldest first. */
  answered({ org, from, to, name }: SurveyQuery): Promise<SurveyDoc[]> {
    const where = {
      org,
      answeredAt: { $gte: from, $lt: to },
      state: 'answered' as const,
      ...(name !== undefined && { name }),
    };
    return this.#surveys.find(where).sort({ answeredAt: 1 }).lean<SurveyDoc[]>().exec();
  }
}
