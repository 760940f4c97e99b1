import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { CounterDoc } from '../models/counters.ts';

/** High-water marks of running numbers. They only grow. */
export class CounterRepository {
  readonly #counters: Model<CounterDoc>;

  constructor(counters: Model<CounterDoc>) {
    this.#counters = counters;
  }

  /** 0 when the sequence gave no number yet. */
  async highest(name: string): Promise<number> {
    const doc = await this.#counters.findById(name).lean<CounterDoc>();
    return doc?.value ?? 0;
  }

  /** Notes that a number is in use. */
  async raise(name: string, value: number): Promise<void> {
    const update = { $max: { value } };
    try {
      await this.#counters.updateOne({ _id: name }, update, { upsert: true });
    } catch (error) {
      // Two first upserts at once: the other made the document, so now there is one to update.
      if (duplicateKeyOf(error) === null) throw error;
      await this.#counters.updateOne({ _id: name }, update);
    }
  }
}

interface SequenceState {
  highest: number;
  /** Taken, but what they were for was not stored. */
  free: number[];
  /** Highest number to note; the notes under way and waiting. One write notes all that came meanwhile. */
  toNote: number;
  noting: Promise<void>;
  waiting: Promise<void> | null;
}

/** What a numbered document is made with. `find` and `insert` are about one `_id`; `insert` throws on a duplicate key. */
export interface NumberedInsert<T> {
  readonly org: string;
  find(): Promise<T | null>;
  insert(number: number): Promise<T>;
}

/**
 * Running numbers 1, 2, 3 … per organisation, never twice, without gaps.
 *
 * The number is not taken from a counter before the write: the unique index (org, number) of the documents gives it
 * away, so a number is used exactly when its document exists. Whoever loses the race for an id puts its number back.
 * The counter is only the high-water mark that keeps a number from coming back after its document was erased. A crash
 * can leave a gap only while several documents are being written at once.
 */
export class NumberSequence {
  readonly #name: string;
  readonly #counters: CounterRepository;
  readonly #highestStored: (org: string) => Promise<number>;
  readonly #states = new Map<string, Promise<SequenceState>>();

  /** `highestStored` = the highest number among the stored documents of an organisation, 0 for none. */
  constructor(name: string, counters: CounterRepository, highestStored: (org: string) => Promise<number>) {
    this.#name = name;
    this.#counters = counters;
    this.#highestStored = highestStored;
  }

  /** Stores the document under the next number, or gives the one that has the id already. */
  async insertOnce<T>(wanted: NumberedInsert<T>): Promise<{ readonly doc: T; readonly isNew: boolean }> {
    for (;;) {
      const found = await wanted.find();
      if (found !== null) return { doc: found, isNew: false };
      const number = await this.#take(wanted.org);
      const doc = await this.#claim(wanted, number);
      if (doc === null) continue;
      await this.#note(wanted.org, number);
      return { doc, isNew: true };
    }
  }

  /** Null: another has the id or the number; look again. */
  async #claim<T>(wanted: NumberedInsert<T>, number: number): Promise<T | null> {
    try {
      return await wanted.insert(number);
    } catch (error) {
      const fields = duplicateKeyOf(error);
      // A taken number is gone: start again from what is stored. Otherwise it is still free for the next document.
      if (fields === null || fields.includes('_id')) await this.#giveBack(wanted.org, number);
      else await this.#refresh(wanted.org);
      if (fields === null) throw error;
      return null;
    }
  }

  async #take(org: string): Promise<number> {
    const state = await this.#stateOf(org);
    const freed = state.free.shift();
    if (freed !== undefined) return freed;
    state.highest += 1;
    return state.highest;
  }

  async #giveBack(org: string, number: number): Promise<void> {
    const state = await this.#stateOf(org);
    state.free.push(number);
    state.free.sort((a, b) => a - b);
  }

  /** Raises the high-water mark to at least this number. */
  async #note(org: string, number: number): Promise<void> {
    const state = await this.#stateOf(org);
    state.toNote = Math.max(state.toNote, number);
    state.waiting ??= state.noting
      .catch(() => undefined)
      .then(() => {
        state.waiting = null;
        state.noting = this.#counters.raise(this.#counterOf(org), state.toNote);
        return state.noting;
      });
    return state.waiting;
  }

  async #refresh(org: string): Promise<void> {
    const state = await this.#stateOf(org);
    state.highest = Math.max(state.highest, await this.#readHighest(org));
  }

  #stateOf(org: string): Promise<SequenceState> {
    const known = this.#states.get(org);
    if (known !== undefined) return known;
    const loading = this.#readHighest(org).then((highest) => ({
      highest,
      free: [],
      toNote: highest,
      noting: Promise.resolve(),
      waiting: null,
    }));
    this.#states.set(org, loading);
    loading.catch(() => this.#states.delete(org));
    return loading;
  }

  async #readHighest(org: string): Promise<number> {
    const [counted, stored] = await Promise.all([
      this.#counters.highest(this.#counterOf(org)),
      this.#highestStored(org),
    ]);
    return Math.max(counted, stored);
  }

  #counterOf(org: string): string {
    return `${this.#name}:${org}`;
  }
}
