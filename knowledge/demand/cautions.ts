import type { Clock } from '../../src/contracts/clock.ts';
import type { AnswerCautions } from '../../src/contracts/knowledge.ts';
import type { SearchEngine } from '../../src/contracts/search.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import type { DemandRepository } from '../../src/storage/repositories/demand.ts';
import { type Judged, verdictOf } from './verdict.ts';

/** What cautions are read from. */
export interface CautionParts {
  readonly organisation: string;
  readonly repository: Pick<DemandRepository, 'judgedSince'>;
  readonly engine: Pick<SearchEngine, 'meaningOf'>;
  readonly clock: Clock;
  /** Different people who have to say no. */
  readonly people: number;
}

/** What is kept of a search: who said what, no words. */
export type Said = Judged & Pick<SearchDoc, '_id' | 'contact' | 'judgedAt'>;

/** What was said longer ago does not count: entries change. */
const WINDOW_MS = 180 * 86_400_000;
/** Clocks of processes differ, and a write takes a while: what was read is read once more for so long. */
const OVERLAP_MS = 60_000;
const none: ReadonlySet<string> = new Set();

/**
 * Entries that people refused for the same question: not sent for it, asked about at most (EXS-35). A small map in the
 * process, made from the log of searches alone; the same log gives the same cautions.
 */
export class Cautions implements AnswerCautions {
  readonly #parts: CautionParts;
  #byMeaning = new Map<string, Map<string, Said>>();
  #readTo = 0;

  constructor(parts: CautionParts) {
    this.#parts = parts;
  }

  /** Reads all of it again; what was erased or grew old is gone afterwards. */
  async load(): Promise<void> {
    const from = new Date(this.#parts.clock.now().getTime() - WINDOW_MS);
    const judged = await this.#parts.repository.judgedSince(this.#parts.organisation, from);
    this.#byMeaning = new Map();
    this.#readTo = from.getTime();
    for (const search of judged) this.learn(search);
  }

  /** Reads what was said since, in other processes too; true if there was something. */
  async refresh(): Promise<boolean> {
    const from = new Date(this.#readTo - OVERLAP_MS);
    const judged = await this.#parts.repository.judgedSince(this.#parts.organisation, from);
    for (const search of judged) this.learn(search);
    return judged.length > 0;
  }

  /** Takes in what was said of one search; the last word about it holds. */
  learn(search: SearchDoc): void {
    const { _id: id, meaning, judgedAt } = search;
    if (judgedAt === null) return;
    const { contact, shown, solved, solvedBy, corrected } = search;
    const alike = this.#byMeaning.get(meaning) ?? new Map<string, Said>();
    alike.set(id, { _id: id, contact, judgedAt, shown, solved, solvedBy, corrected });
    this.#byMeaning.set(meaning, alike);
    this.#readTo = Math.max(this.#readTo, judgedAt.getTime());
  }

  /** Forgets what a person said who was erased. */
  forget(contact: string): void {
    for (const [meaning, alike] of this.#byMeaning) {
      for (const said of alike.values()) if (said.contact === contact) alike.delete(said._id);
      if (alike.size === 0) this.#byMeaning.delete(meaning);
    }
  }

  notToSend(question: string): ReadonlySet<string> {
    if (this.#byMeaning.size === 0) return none;
    const alike = this.#byMeaning.get(this.#parts.engine.meaningOf(question));
    if (alike === undefined) return none;
    const from = this.#parts.clock.now().getTime() - WINDOW_MS;
    const recent = [...alike.values()].filter(({ judgedAt }) => judgedAt !== null && judgedAt.getTime() >= from);
    return refusedBy(recent, this.#parts.people);
  }
}

/** Entries that so many people refused, and more than took them; of each person the last word counts. Pure. */
export function refusedBy(searches: readonly Said[], people: number): ReadonlySet<string> {
  const words = new Map<string, Map<string, boolean>>();
  const inOrder = [...searches].sort(
    (one, other) => (one.judgedAt?.getTime() ?? 0) - (other.judgedAt?.getTime() ?? 0) || (one._id < other._id ? -1 : 1),
  );
  for (const search of inOrder) {
    const { right, wrong } = verdictOf(search);
    const say = (entry: string, isRight: boolean) =>
      words.set(entry, (words.get(entry) ?? new Map<string, boolean>()).set(search.contact, isRight));
    for (const entry of wrong) say(entry, false);
    for (const entry of right) say(entry, true);
  }
  const refused = [...words].filter(([, byPerson]) => {
    const yes = [...byPerson.values()].filter((isRight) => isRight).length;
    const no = byPerson.size - yes;
    return no >= people && no > yes;
  });
  return new Set(refused.map(([entry]) => entry));
}
