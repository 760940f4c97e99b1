import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { AuditDoc } from '../models/audit.ts';

/** The audit trail: it adds and reads, and has no way to change or delete. */
export class AuditRepository {
  readonly #audit: Model<AuditDoc>;

  constructor(audit: Model<AuditDoc>) {
    this.#audit = audit;
  }

  /** Adds a record; false when its place in the chain is taken. */
  async add(record: AuditDoc): Promise<boolean> {
    try {
      await this.#audit.collection.insertOne(record as never);
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  }

  /** The newest record of an organisation, or null. */
  async last(org: string): Promise<AuditDoc | null> {
    const [found] = await this.before(org, { limit: 1 });
    return found ?? null;
  }

  /** The record at a place of the chain, or null. */
  async at(org: string, seq: number): Promise<AuditDoc | null> {
    return (await this.#audit.collection.findOne({ org, seq })) as AuditDoc | null;
  }

  /** Records after a place, in the order of the chain. */
  async after(org: string, seq: number, limit: number): Promise<AuditDoc[]> {
    const found = this.#audit.collection.find({ org, seq: { $gt: seq } });
    return (await found.sort({ org: 1, seq: 1 }).limit(limit).toArray()) as unknown as AuditDoc[];
  }

  /** Records before a place, newest first; of one subject when given. */
  async before(org: string, page: { seq?: number; subject?: string; limit: number }): Promise<AuditDoc[]> {
    const filter = {
      org,
      ...(page.subject === undefined ? {} : { subjectId: page.subject }),
      ...(page.seq === undefined ? {} : { seq: { $lt: page.seq } }),
    };
    const found = this.#audit.collection.find(filter).sort({ seq: -1 }).limit(page.limit);
    return (await found.toArray()) as unknown as AuditDoc[];
  }
}
