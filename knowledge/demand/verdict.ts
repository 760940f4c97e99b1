import type { SearchDoc } from '../../src/storage/models/demand.ts';

/** What people said of the entries for one question. */
export interface Verdict {
  /** Entries that answer it. */
  readonly right: readonly string[];
  /** Entries that were shown and do not. */
  readonly wrong: readonly string[];
}

/** What a verdict is read from. */
export type Judged = Pick<SearchDoc, 'shown' | 'solved' | 'solvedBy' | 'corrected'>;

/** An agent's word outweighs the person's; nobody's word says nothing. Pure. */
export function verdictOf({ shown, solved, solvedBy, corrected }: Judged): Verdict {
  if (corrected !== null) {
    return { right: corrected === '' ? [] : [corrected], wrong: shown.filter((id) => id !== corrected) };
  }
  if (solved === null) return { right: [], wrong: [] };
  return solved ? { right: solvedBy, wrong: [] } : { right: [], wrong: shown };
}

/** The entry that solved it when there is no doubt which one: a yes to three links says nothing of each. */
export function solverOf(search: Judged): string | null {
  const { right } = verdictOf(search);
  return right.length === 1 ? (right[0] ?? null) : null;
}
