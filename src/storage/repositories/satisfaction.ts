import type { Model } from 'mongoose';
import type { CheckState } from '../../contracts/verification.ts';
import type { SatisfactionCheckDoc, SurveyActionDoc } from '../models/satisfaction.ts';
import { insertOnce } from './insert-once.ts';

/** Cases to be verified, and what is done because of answers. */
export class SatisfactionRepository {
  readonly #checks: Model<SatisfactionCheckDoc>;
  readonly #actions: Model<SurveyActionDoc>;

  constructor(models: {
    readonly satisfactionChecks: Model<SatisfactionCheckDoc>;
    readonly surveyActions: Model<SurveyActionDoc>;
  }) {
    this.#checks = models.satisfactionChecks;
    this.#actions = models.surveyActions;
  }

  /** Stores a case unless it is there; true when it is new. */
  add(doc: SatisfactionCheckDoc): Promise<boolean> {
    return insertOnce(this.#checks, doc);
  }

  find(id: string): Promise<SatisfactionCheckDoc | null> {
    return this.#checks.findById(id).lean<SatisfactionCheckDoc>().exec();
  }

  /** Oldest first. */
  list(org: string, state: CheckState, limit: number): Promise<SatisfactionCheckDoc[]> {
    return this.#checks.find({ org, state }).sort({ at: 1 }).limit(limit).lean<SatisfactionCheckDoc[]>().exec();
  }

  /** All candidates of months before the given one. */
  candidates(org: string, before: string): Promise<SatisfactionCheckDoc[]> {
    const where = { org, state: 'candidate' as const, month: { $lt: before } };
    return this.#checks.find(where).lean<SatisfactionCheckDoc[]>().exec();
  }

  /** Every case that entered a survey's draw of a month, whatever became of it. */
  pool(org: string, survey: string, month: string): Promise<SatisfactionCheckDoc[]> {
    return this.#checks.find({ org, month, survey, sampled: true }).lean<SatisfactionCheckDoc[]>().exec();
  }

  /** Changes a case that still has so many calls and that state; null: it has not. */
  async change(
    { _id, state, calls }: SatisfactionCheckDoc,
    set: Partial<SatisfactionCheckDoc>,
  ): Promise<SatisfactionCheckDoc | null> {
    const was = { _id, state, calls: { $size: calls.length } };
    const { matchedCount } = await this.#checks.updateOne(was, { $set: set });
    return matchedCount === 0 ? null : this.find(_id);
  }

  /** Stores an action unless it is there; gives the one that holds. */
  async addAction(doc: SurveyActionDoc): Promise<SurveyActionDoc> {
    await insertOnce(this.#actions, doc);
    return (await this.#actions.findById(doc._id).lean<SurveyActionDoc>()) ?? doc;
  }

  /** Newest first. */
  actions(org: string, limit: number): Promise<SurveyActionDoc[]> {
    return this.#actions.find({ org }).sort({ at: -1 }).limit(limit).lean<SurveyActionDoc[]>().exec();
  }

  /** Ends an action once; null: there is none. */
  async endAction(org: string, id: string, by: string, at: Date): Promise<SurveyActionDoc | null> {
    await this.#actions.updateOne({ _id: id, org, doneAt: null }, { $set: { doneBy: by, doneAt: at } });
    return this.#actions.findOne({ _id: id, org }).lean<SurveyActionDoc>();
  }
}
