import type { Policy } from '../contracts/policy.ts';
import type { SurveyRecorder } from '../contracts/ports.ts';
import { AppError } from '../errors/app-error.ts';
import { SurveyRepository } from '../storage/repositories/surveys.ts';

/** Keeps answers to surveys, once per key (EXS-68). A score must be a whole number on the policy's scale. */
export function createSurveys(deps: {
  models: { readonly surveys: ConstructorParameters<typeof SurveyRepository>[0] };
  policyOf: (organisation: string) => Policy;
}): SurveyRecorder {
  const repository = new SurveyRepository(deps.models.surveys);
  return {
    async record(key, { name, score }, { organisation, conversationId, contactId, at }) {
      const survey = deps.policyOf(organisation).survey;
      const isOnScale = survey?.name !== name || (score >= survey.min && score <= survey.max);
      if (!Number.isInteger(score) || !isOnScale) {
        throw new AppError('INPUT_INVALID', { path: 'score', problem: 'it must be a whole number on the scale' });
      }
      await repository.record(key, {
        org: organisation,
        name,
        score,
        conversation: conversationId,
        contact: contactId,
        at,
      });
    },
  };
}
