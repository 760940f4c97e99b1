import type { Model } from 'mongoose';
import { isDuplicateId } from '../duplicate-key.ts';
import { effectIdOf } from '../ids.ts';
import type { ProposalDoc } from '../models/model-help.ts';

/** Proposed example questions. The same question for the same entry is one, whatever became of it. */
export class ProposalRepository {
  readonly #model: Model<ProposalDoc>;

  constructor(model: Model<ProposalDoc>) {
    this.#model = model;
  }

  /** Those that nobody proposed before. */
  async add(docs: readonly ProposalDoc[]): Promise<ProposalDoc[]> {
    const added: ProposalDoc[] = [];
    for (const doc of docs) {
      try {
        await this.#model.create(doc);
        added.push(doc);
      } catch (error) {
        if (!isDuplicateId(error)) throw error;
      }
    }
    return added;
  }

  /** Of one entry, in the order in which they came. */
  async of(org: string, entry: string, state?: ProposalDoc['state']): Promise<ProposalDoc[]> {
    const filter = state === undefined ? { org, entry } : { org, entry, state };
    return this.#model.find(filter).sort({ proposedAt: 1, _id: 1 }).lean<ProposalDoc[]>();
  }

  /** Pending ones of all entries, in the order in which they came. */
  async pending(org: string, limit: number): Promise<ProposalDoc[]> {
    return this.#model
      .find({ org, state: 'pending' })
      .sort({ proposedAt: 1, _id: 1 })
      .limit(limit)
      .lean<ProposalDoc[]>();
  }

  /** One, or null. */
  async find(org: string, id: string): Promise<ProposalDoc | null> {
    const doc = await this.#model.findById(id).lean<ProposalDoc>();
    return doc?.org === org ? doc : null;
  }

  /** Decides what is pending; null when somebody else was faster. */
  async decide(id: string, decision: Pick<ProposalDoc, 'state' | 'decidedBy' | 'decidedAt'>) {
    return this.#model
      .findOneAndUpdate({ _id: id, state: 'pending' }, { $set: decision }, { returnDocument: 'after' })
      .lean<ProposalDoc>();
  }
}

/** `_id` of a proposal. `meaning` is equal for questions that count as the same. */
export function proposalIdOf(org: string, entry: string, meaning: string): string {
  return effectIdOf('proposal', org, `${entry}\0${meaning}`);
}
