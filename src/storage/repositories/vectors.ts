import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { Model } from 'mongoose';
import type { VectorDoc } from '../models/model-help.ts';

/** Ids of one question to the store: an `$in` of thousands is slow everywhere. */
const CHUNK = 500;
const BYTES = 4;

/** Embeddings by content (issue: content-hash cached): the same text and model never cost twice. */
export class VectorRepository {
  readonly #model: Model<VectorDoc>;

  constructor(model: Model<VectorDoc>) {
    this.#model = model;
  }

  /** Those of the ids that are stored. Notes that they are still in use on this day (`YYYY-MM-DD`). */
  async find(ids: readonly string[], usedOn: string): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (let from = 0; from < ids.length; from += CHUNK) {
      const some = ids.slice(from, from + CHUNK);
      const docs = await this.#model.find({ _id: { $in: some } }).lean<VectorDoc[]>();
      for (const { _id, vector } of docs) found.set(_id, floatsOf(vector));
      const stale = docs.filter((doc) => doc.usedOn < usedOn).map(({ _id }) => _id);
      if (stale.length > 0) await this.#model.updateMany({ _id: { $in: stale } }, { $set: { usedOn } });
    }
    return found;
  }

  /** Stores vectors; those that exist are replaced. */
  async save(model: string, vectors: ReadonlyMap<string, Float32Array>, usedOn: string): Promise<void> {
    await this.#model.bulkWrite(
      [...vectors].map(([_id, vector]) => ({
        replaceOne: { filter: { _id }, replacement: { _id, model, usedOn, vector: textOf(vector) }, upsert: true },
      })),
    );
  }

  /** Forgets what a model made, when it makes other vectors now. */
  async forget(model: string): Promise<void> {
    await this.#model.deleteMany({ model });
  }

  /** Forgets what no entry has held since before this day. */
  async sweep(before: string): Promise<void> {
    await this.#model.deleteMany({ usedOn: { $lt: before } });
  }
}

/** `_id` of the vector of a text by a model. `dimensions` null = the model's own number. */
export function vectorIdOf(model: string, dimensions: number | null, text: string): string {
  return createHash('sha256')
    .update(`${model}\0${dimensions ?? ''}\0${text}`)
    .digest('hex');
}

function textOf(vector: Float32Array): string {
  return swapped(Buffer.from(new Float32Array(vector).buffer)).toString('base64');
}

function floatsOf(text: string): Float32Array {
  const bytes = swapped(Buffer.from(text, 'base64'));
  // A copy: a Float32Array must begin at a multiple of four, which a pooled Buffer does not.
  return new Float32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / BYTES));
}

/** Stored little-endian, whatever the machine. */
function swapped(bytes: Buffer): Buffer {
  return endianness() === 'LE' ? bytes : bytes.swap32();
}
