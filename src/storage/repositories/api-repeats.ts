import type { Model } from 'mongoose';
import type { ApiRepeatDoc } from '../models/api-repeats.ts';
import { insertOnce } from './insert-once.ts';

/** Requests under idempotency keys. */
export class ApiRepeatRepository {
  readonly #repeats: Model<ApiRepeatDoc>;

  constructor(repeats: Model<ApiRepeatDoc>) {
    this.#repeats = repeats;
  }

  /** Keeps a request unless its id is there; gives what is kept. */
  async keep(repeat: ApiRepeatDoc): Promise<ApiRepeatDoc> {
    if (await insertOnce(this.#repeats, repeat)) return repeat;
    return (await this.#repeats.findById(repeat._id).lean<ApiRepeatDoc | null>()) ?? repeat;
  }

  /** Forgets what is older. */
  async forget(before: Date): Promise<void> {
    await this.#repeats.deleteMany({ at: { $lt: before } });
  }
}
