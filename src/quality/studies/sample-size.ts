import type { StudyRule } from '../../contracts/studies.ts';

/** Standard normal deviates of the levels of confidence that a policy may choose. */
const deviates: Readonly<Record<StudyRule['confidence'], number>> = { 90: 1.645, 95: 1.96, 99: 2.576 };
/** Of an answer that nobody can foresee: the share that asks for most cases. */
const HALF = 0.5 * 0.5;

/**
 * CON-45: how many of a population must answer for a share to be known within the margin: Cochran's formula with the correction for
 * finite populations, n = n0 / (1 + (n0 - 1) / N), n0 = z² p (1 - p) / e² with p = ½. Rounded up; never more than there are.
 */
export function sampleSize(
  population: number,
  { confidence, margin }: Pick<StudyRule, 'confidence' | 'margin'>,
): number {
  if (population <= 0) return 0;
  const endless = (deviates[confidence] ** 2 * HALF) / (margin / 100) ** 2;
  return Math.min(population, Math.ceil(endless / (1 + (endless - 1) / population)));
}

/** The margin that so many answers of a population reach, 0 to 1; null without any. */
export function marginOf(answered: number, population: number, confidence: StudyRule['confidence']): number | null {
  if (answered === 0) return null;
  const left = population > 1 ? Math.max(population - answered, 0) / (population - 1) : 0;
  return deviates[confidence] * Math.sqrt((HALF / answered) * left);
}
