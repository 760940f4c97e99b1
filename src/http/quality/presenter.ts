import type { z } from 'zod';
import type { HeldAnswer, ReviewForm, ReviewView, SampleView } from '../../contracts/quality.ts';
import type { heldBody, reviewBody, samplesBody } from './schema.ts';

/** A case as the API shows it. */
export function presentReview(review: ReviewView): z.input<typeof reviewBody> {
  const {
    organisation: _organisation,
    from,
    to,
    doneAt,
    answer,
    decision,
    calibrations,
    form,
    marks,
    ...rest
  } = review;
  return {
    ...rest,
    ...{ from: from.toISOString(), to: to.toISOString(), doneAt: doneAt?.toISOString() ?? null, marks: { ...marks } },
    criticals: [...rest.criticals],
    form: form && presentForm(form),
    answer: answer && { ...answer, at: answer.at.toISOString() },
    decision: decision && { ...decision, at: decision.at.toISOString() },
    calibrations: calibrations.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
  };
}

/** A form as the API shows it. */
export function presentForm({ code, label, marks, facts, criteria }: ReviewForm) {
  return { code, label, marks, facts: [...facts], criteria: criteria.map((one) => ({ ...one })) };
}

/** A draw as the API shows it. */
export function presentSample({
  from,
  to,
  drawnAt,
  ...rest
}: SampleView): z.input<typeof samplesBody>['items'][number] {
  return { ...rest, from: from.toISOString(), to: to.toISOString(), drawnAt: drawnAt.toISOString() };
}

/** A held answer as the API shows it. */
export function presentHeld(answer: HeldAnswer): z.input<typeof heldBody> {
  const { organisation: _organisation, heldAt, dueAt, decidedAt, ...rest } = answer;
  return {
    ...rest,
    ...{ heldAt: heldAt.toISOString(), dueAt: dueAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null },
  };
}
