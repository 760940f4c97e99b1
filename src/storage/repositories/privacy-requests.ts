import type { Model } from 'mongoose';
import type { PrivacyRequestDoc, RetentionRunDoc } from '../models/privacy-requests.ts';

/** The register of requests, and how far a retention run has come. */
export class PrivacyRequestRepository {
  readonly #requests: Model<PrivacyRequestDoc>;
  readonly #runs: Model<RetentionRunDoc>;

  constructor(models: {
    readonly privacyRequests: Model<PrivacyRequestDoc>;
    readonly retentionRuns: Model<RetentionRunDoc>;
  }) {
    this.#requests = models.privacyRequests;
    this.#runs = models.retentionRuns;
  }

  async add(request: PrivacyRequestDoc): Promise<void> {
    await this.#requests.collection.insertOne(request as never);
  }

  /** Erasures that did not come to their end, of all organisations. */
  async running(): Promise<PrivacyRequestDoc[]> {
    return (await this.#requests.collection.find({ state: 'running' }).toArray()) as unknown as PrivacyRequestDoc[];
  }

  async find(id: string): Promise<PrivacyRequestDoc | null> {
    return (await this.#requests.collection.findOne({ _id: id } as object)) as PrivacyRequestDoc | null;
  }

  async finish(id: string, doneAt: Date, counts: Readonly<Record<string, number>>): Promise<void> {
    const change = { $set: { state: 'done', doneAt, counts } };
    await this.#requests.collection.updateOne({ _id: id } as object, change);
  }

  /** Newest first. */
  async list(org: string, limit: number): Promise<PrivacyRequestDoc[]> {
    const found = this.#requests.collection.find({ org }).sort({ receivedAt: -1 }).limit(limit);
    return (await found.toArray()) as unknown as PrivacyRequestDoc[];
  }

  async run(org: string): Promise<RetentionRunDoc | null> {
    return (await this.#runs.collection.findOne({ _id: org } as object)) as RetentionRunDoc | null;
  }

  async saveRun(run: RetentionRunDoc): Promise<void> {
    const { _id, ...rest } = run;
    await this.#runs.collection.updateOne({ _id } as object, { $set: rest }, { upsert: true });
  }
}
