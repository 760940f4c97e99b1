import type { Clock } from '../../contracts/clock.ts';
import type { SurveyAnswer, SurveyComment, SurveyReader, SurveySpan } from '../../contracts/surveys.ts';
import type { SurveyDoc } from '../../storage/models/surveys.ts';
import type { SurveyQuery, SurveyRepository } from '../../storage/repositories/surveys.ts';

/** The stored answers, for figures (EXS-68, MAS-122). */
export function surveyReader(repository: SurveyRepository, clock: Clock): SurveyReader {
  return {
    answers: async (span) => (await repository.answered(queryOf(span))).map(viewAnswer),
    async comments(span, limit) {
      const docs = (await repository.answered(queryOf(span))).reverse();
      return docs.flatMap(viewComment).slice(0, limit);
    },
    async response(span) {
      const docs = await repository.asked(queryOf(span));
      const at = clock.now();
      const count = (is: (doc: SurveyDoc) => boolean) => docs.filter(is).length;
      return {
        asked: docs.length,
        answered: count(({ state }) => state === 'answered'),
        refused: count(({ state }) => state === 'refused' || state === 'refusedForGood'),
        expired: count(({ state, expiresAt }) => state === 'asked' && expiresAt <= at),
        open: count(({ state, expiresAt }) => state === 'asked' && expiresAt > at),
      };
    },
  };
}

function queryOf({ organisation: org, from, to, survey }: SurveySpan): SurveyQuery {
  return { org, from, to, ...(survey !== undefined && { name: survey }) };
}

function viewComment({ name: survey, score, comment, answeredAt, ...doc }: SurveyDoc): SurveyComment[] {
  if (comment === null) return [];
  const { conversation: conversationId, ticket: ticketId, agent: agentId } = doc;
  return [{ survey, score, comment, at: answeredAt ?? doc.at, conversationId, ticketId, agentId }];
}

function viewAnswer(doc: SurveyDoc): SurveyAnswer {
  const { name: survey, kind, score, min, max, agent: agentId, channel, conversation: conversationId } = doc;
  return {
    ...{ survey, kind, score, agentId, channel, conversationId, ticketId: doc.ticket },
    scale: min === null || max === null ? null : { min, max },
    answeredAt: doc.answeredAt ?? doc.at,
  };
}
