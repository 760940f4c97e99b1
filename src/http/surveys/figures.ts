import type { z } from 'zod';
import {
  isSatisfied,
  npsClassOf,
  type SurveyAnswer,
  type SurveyResponse,
  type SurveyRule,
} from '../../contracts/surveys.ts';
import type { surveysBody } from './schema.ts';

type Figures = z.input<typeof surveysBody>['surveys'][number];

const WEEK_MS = 7 * 86_400_000;

/** What the answers of one survey come to (EXS-68, MAS-122). Pure. */
export function surveyFigures(
  rule: SurveyRule,
  answers: readonly SurveyAnswer[],
  { response, from, to }: { response: SurveyResponse; from: Date; to: Date },
): Figures {
  const { name, label, kind, question, scale } = rule;
  const scores = answers.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    ...{ name, label, kind, question, scale, response, answers: answers.length, average: mean(scores) },
    satisfiedShare:
      scale === null || scores.length === 0
        ? null
        : scores.filter((score) => isSatisfied(score, scale)).length / scores.length,
    nps: kind === 'nps' ? npsOf(scores) : null,
    distribution:
      scale === null
        ? []
        : Array.from({ length: scale.max - scale.min + 1 }, (_, at) => {
            const score = scale.min + at;
            return { score, count: scores.filter((one) => one === score).length };
          }),
    byWeek: weeksOf(answers, from, to),
  };
}

function npsOf(scores: readonly number[]): NonNullable<Figures['nps']> {
  const count = (wanted: string) => scores.filter((score) => npsClassOf(score) === wanted).length;
  const [promoters, passives, detractors] = [count('promoter'), count('passive'), count('detractor')];
  const score = scores.length === 0 ? null : Math.round((100 * (promoters - detractors)) / scores.length);
  return { promoters, passives, detractors, score };
}

function weeksOf(answers: readonly SurveyAnswer[], from: Date, to: Date): Figures['byWeek'] {
  const weeks: Figures['byWeek'] = [];
  for (let start = from.getTime(); start < to.getTime(); start += WEEK_MS) {
    const own = answers.filter(({ answeredAt: at }) => at.getTime() >= start && at.getTime() < start + WEEK_MS);
    const scores = own.flatMap(({ score }) => (score === null ? [] : [score]));
    weeks.push({ from: new Date(start).toISOString(), answers: own.length, average: mean(scores) });
  }
  return weeks;
}

function mean(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return Math.round((100 * numbers.reduce((sum, one) => sum + one, 0)) / numbers.length) / 100;
}
