import type { Model } from 'mongoose';
import type { FirstStep, FirstStepMark, FirstStepsProgress, FirstStepsStore } from '../../contracts/first-steps.ts';
import type { FirstStepsDoc } from '../models/first-steps.ts';

/** Progress of the first hour, per organisation. */
export class FirstStepsRepository implements FirstStepsStore {
  readonly #steps: Model<FirstStepsDoc>;

  constructor(steps: Model<FirstStepsDoc>) {
    this.#steps = steps;
  }

  async find(organisation: string): Promise<FirstStepsProgress> {
    const found = await this.#steps.findById(organisation).lean<FirstStepsDoc | null>();
    return { marks: found?.marks ?? {}, closed: found?.closed ?? false };
  }

  async mark(organisation: string, step: FirstStep, mark: FirstStepMark | null): Promise<void> {
    const path = `marks.${step}`;
    const change = mark === null ? { $unset: { [path]: 1 } } : { $set: { [path]: mark } };
    await this.#steps.updateOne({ _id: organisation }, change, { upsert: mark !== null });
  }

  async close(organisation: string, closed: boolean): Promise<void> {
    await this.#steps.updateOne({ _id: organisation }, { $set: { closed } }, { upsert: true });
  }
}
