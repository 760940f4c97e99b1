import type { Policy } from '../../contracts/policy.ts';
import type { ReviewFigures, ReviewForm, ReviewView, SampleView } from '../../contracts/quality.ts';
import type { QualityReviewDoc, QualitySampleDoc } from '../../storage/models/quality.ts';
import { placeOf } from './order.ts';

/** A draw as people see it. */
export function viewSample(doc: QualitySampleDoc, policy: Policy, done: number): SampleView {
  const { _id: id, audit, channel, period, from, to, seed, population, populationDigest, items, at: drawnAt } = doc;
  const about = { id, audit, label: labelOf(policy, audit), channel, period, from, to, seed };
  return { ...about, population, populationDigest, size: items.length, drawnAt, done };
}

/** A case as people see it, with the form as the policy has it now. */
export function viewReview(doc: QualityReviewDoc, policy: Policy): ReviewView {
  const { _id: id, org: organisation, audit, sample: sampleId, period, channel, conversation: conversationId } = doc;
  const { from, to, state, reviewer, doneAt, marks, score, criticals, comment, answer, decision } = doc;
  return {
    ...{ id, organisation, audit, label: labelOf(policy, audit), sampleId, period, channel, conversationId },
    number: placeOf(doc.order) + 1,
    ...{ agentId: doc.agent, from, to, form: formOf(policy, doc.form), state, reviewer, doneAt, marks, score },
    ...{ criticals, comment, answer, decision },
    calibrations: doc.calibrations.map(({ reviewer: by, score: mark, at }) => ({ reviewer: by, score: mark, at })),
  };
}

/** A form of the policy; null: none is asked for, or it is gone. */
export function formOf({ qa }: Policy, code: string | null): ReviewForm | null {
  return qa.forms.find((form) => form.code === code) ?? null;
}

function labelOf({ qa }: Policy, audit: string): string {
  return qa.audits.find(({ name }) => name === audit)?.label ?? audit;
}

/** Figures by agent, the bot's last; agents by id. */
export function figuresOf(docs: readonly QualityReviewDoc[], policy: Policy): ReviewFigures[] {
  const agents = [...new Set(docs.map(({ agent }) => agent))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
  return agents.map((agentId) => {
    const own = docs.filter(({ agent }) => agent === agentId);
    const scores = own.flatMap(({ score }) => (score === null ? [] : [score]));
    return {
      ...{
        agentId,
        reviews: own.length,
        average: mean(scores),
        lowest: scores.length === 0 ? null : Math.min(...scores),
      },
      criticals: own.filter(({ criticals }) => criticals.length > 0).length,
      appeals: own.filter(({ answer }) => answer?.kind === 'appeal').length,
      criteria: criteriaOf(own, policy),
    };
  });
}

function criteriaOf(docs: readonly QualityReviewDoc[], policy: Policy): Record<string, number> {
  const shares = new Map<string, number[]>();
  for (const { form, marks } of docs) {
    const [low, high] = formOf(policy, form)?.marks === 'yesNo' ? [0, 1] : [1, 5];
    for (const [code, mark] of Object.entries(marks))
      if (mark !== null) shares.set(code, [...(shares.get(code) ?? []), (100 * (mark - low)) / (high - low)]);
  }
  return Object.fromEntries([...shares].map(([code, all]) => [code, mean(all) ?? 0]));
}

function mean(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return Math.round((10 * numbers.reduce((sum, one) => sum + one, 0)) / numbers.length) / 10;
}
