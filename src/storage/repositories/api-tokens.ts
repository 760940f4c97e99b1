import type { Model } from 'mongoose';
import type { ApiTokenDoc } from '../models/api-tokens.ts';

/** Tokens of programs; they come here as digests only. */
export class ApiTokenRepository {
  readonly #tokens: Model<ApiTokenDoc>;

  constructor(tokens: Model<ApiTokenDoc>) {
    this.#tokens = tokens;
  }

  /** Keeps a new token. */
  async add(token: ApiTokenDoc): Promise<void> {
    await this.#tokens.create(token);
  }

  /** A token by its id, or null. */
  async find(id: string): Promise<ApiTokenDoc | null> {
    return this.#tokens.findById(id).lean<ApiTokenDoc | null>();
  }

  /** The token with a digest, valid or not. */
  async byDigest(digest: string): Promise<ApiTokenDoc | null> {
    return this.#tokens.findOne({ digest }).lean<ApiTokenDoc | null>();
  }

  /** Newest first; of one organisation when given. */
  async list(org?: string): Promise<ApiTokenDoc[]> {
    const filter = org === undefined ? {} : { org };
    return this.#tokens.find(filter).sort({ createdAt: -1, _id: 1 }).lean<ApiTokenDoc[]>();
  }

  /** Ends a token; the first instant stays. The token as it is now, or null. */
  async revoke(id: string, at: Date): Promise<ApiTokenDoc | null> {
    await this.#tokens.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } });
    return this.find(id);
  }

  /** Notes a use. */
  async used(id: string, at: Date): Promise<void> {
    await this.#tokens.updateOne({ _id: id }, { $set: { lastUsedAt: at } });
  }
}
