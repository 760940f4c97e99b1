import type { Marks, ReviewForm } from '../../contracts/quality.ts';
import { refused } from '../refusals.ts';

/** What a filled form comes to. */
export interface Score {
  /** 0 to 100, one decimal; null: nothing applied. */
  readonly score: number | null;
  readonly criticals: readonly string[];
}

/** What marks come to by a form; without one there is nothing to mark. A key is stored only where a form has it (P4). */
export function scoreBy(form: ReviewForm | null, marks: Marks): Score {
  if (form !== null) return scoreOf(form, marks);
  if (Object.keys(marks).length > 0) throw refused('REVIEW_REFUSED', 'strangeMark');
  return { score: null, criticals: [] };
}

/**
 * ICE-41: the weighted mean of the marks that apply, as a share of the best; a critical criterion at its lowest mark makes it
 * 0. Throws REVIEW_REFUSED when a criterion has no mark, or a mark is none of the form's.
 */
export function scoreOf(form: ReviewForm, marks: Marks): Score {
  const [low, high] = form.marks === 'yesNo' ? [0, 1] : [1, 5];
  const known = new Set(form.criteria.map(({ code }) => code));
  const stranger = Object.keys(marks).find((code) => !known.has(code));
  if (stranger !== undefined) throw refused('REVIEW_REFUSED', 'strangeMark');
  let sum = 0;
  let weights = 0;
  const criticals: string[] = [];
  for (const { code, weight, critical } of form.criteria) {
    const mark = marks[code];
    if (mark === undefined) throw refused('REVIEW_REFUSED', 'markMissing', { criterion: code });
    if (mark === null) continue;
    if (!Number.isInteger(mark) || mark < low || mark > high)
      throw refused('REVIEW_REFUSED', 'markRange', { low, high });
    sum += (weight * (mark - low)) / (high - low);
    weights += weight;
    if (critical && mark === low) criticals.push(code);
  }
  if (weights === 0) return { score: null, criticals };
  return { score: criticals.length > 0 ? 0 : Math.round((1_000 * sum) / weights) / 10, criticals };
}
