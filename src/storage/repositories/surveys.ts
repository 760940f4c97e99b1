import type { Model } from 'mongoose';
import { isDuplicateId } from '../duplicate-key.ts';
import { effectIdOf } from '../ids.ts';
import type { SurveyDoc } from '../models/surveys.ts';

/** Answers to surveys, once per key. */
export class SurveyRepository {
  readonly #surveys: Model<SurveyDoc>;

  constructor(surveys: Model<SurveyDoc>) {
    this.#surveys = surveys;
  }

  /** Stores an answer; a repeat with the same key changes nothing (P2). */
  async record(key: string, answer: Omit<SurveyDoc, '_id'>): Promise<void> {
    try {
      await this.#surveys.create({ _id: effectIdOf('survey', answer.org, key), ...answer });
    } catch (error) {
      if (!isDuplicateId(error)) throw error;
    }
  }
}
