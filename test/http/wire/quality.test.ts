import { expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { cycleBody } from '../../../src/http/quality/cycle-schema.ts';
import type { figuresBody, heldBody, openReviewBody, reviewBody } from '../../../src/http/quality/schema.ts';
import type { runBody } from '../../../src/http/routines/schema.ts';
import type { checkBody, commentsBody, surveysBody } from '../../../src/http/surveys/schema.ts';
import type { Cycle } from '../../../web/shared/wire/audit-cycle.ts';
import type { HeldAnswer, OpenReview, QualityFigures, Review } from '../../../web/shared/wire/quality.ts';
import type { RoutineRun } from '../../../web/shared/wire/routine.ts';
import type { SatisfactionCheck, SurveyComment, SurveyResult } from '../../../web/shared/wire/survey.ts';
import type { Same } from './same.ts';

const same: {
  review: Same<z.output<typeof reviewBody>, Review>;
  open: Same<z.output<typeof openReviewBody>, OpenReview>;
  figures: Same<z.output<typeof figuresBody>, QualityFigures>;
  cycle: Same<z.output<typeof cycleBody>, Cycle>;
  held: Same<z.output<typeof heldBody>, HeldAnswer>;
  survey: Same<z.output<typeof surveysBody>['surveys'][number], SurveyResult>;
  comment: Same<z.output<typeof commentsBody>['items'][number], SurveyComment>;
  check: Same<z.output<typeof checkBody>, SatisfactionCheck>;
  run: Same<z.output<typeof runBody>, RoutineRun>;
} = {
  ...{ review: true, open: true, figures: true, cycle: true, held: true },
  ...{ survey: true, comment: true, check: true, run: true },
};

it('the JSON of quality, surveys and checklists is what the console reads', () => {
  expect(Object.values(same).every(Boolean)).toBe(true);
});
