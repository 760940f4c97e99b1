import type { FigurePolicy } from '../../contracts/reports.ts';
import { isSatisfied, type SurveyAnswer, type SurveyScale } from '../../contracts/surveys.ts';
import { type Measure, type Measured, ofTicket, within } from './measured.ts';

/**
 * EXS-68, ALI-50, MAS-122: what people say of the attention. In percent it is the share of the satisfied, in points the
 * mean; an NPS gives promoters (9, 10) less detractors (0 to 6). Ratings of tickets count where no survey is named.
 */
export const satisfaction: Measure = (kpi, period, { source, ratings }) => {
  const answers = source.surveys.filter((answer) => isAbout(kpi, answer) && within(answer.answeredAt, period));
  const rated = new Set(answers.map(({ ticketId }) => ticketId));
  const tickets = source.tickets.flatMap((ticket) => {
    const { rating, solvedBy, assignee, _id } = ticket;
    if (kpi.survey !== null || rating === null || !within(rating.at, period) || rated.has(_id)) return [];
    return [ofTicket(ticket, rating.at, worthOf(kpi, ratings, rating.score), solvedBy ?? assignee)];
  });
  return [...answers.flatMap((answer) => ofAnswer(kpi, answer)), ...tickets];
};

function isAbout(kpi: FigurePolicy, { survey, kind }: SurveyAnswer): boolean {
  return kpi.survey === null ? kind === 'satisfaction' : kpi.survey === survey;
}

function ofAnswer(kpi: FigurePolicy, answer: SurveyAnswer): Measured[] {
  const { score, scale, kind, conversationId, ticketId, answeredAt: at, agentId: agent, channel } = answer;
  const id = ticketId ?? conversationId;
  if (score === null || scale === null || id === null) return [];
  const value = kind === 'nps' ? npsOf(score) : worthOf(kpi, scale, score);
  return [
    { kind: ticketId === null ? 'conversation' : 'ticket', id, title: null, at, value, agent, area: null, channel },
  ];
}

function npsOf(score: number): number {
  if (score >= 9) return 100;
  return score <= 6 ? -100 : 0;
}

function worthOf({ unit }: FigurePolicy, scale: SurveyScale, score: number): number {
  if (unit !== 'percent') return score;
  return isSatisfied(score, scale) ? 100 : 0;
}

/** EXS-70: what counts towards the quotas, and the lead's corrections. */
export const knowledgeEntries: Measure = (_kpi, period, { source }) =>
  source.credits
    .filter(({ at }) => within(at, period))
    .map(({ kind, id, agent, at, amount }) => {
      return { kind, id, title: null, at, value: amount, agent, area: null, channel: null };
    });

/** ICE-08: which share of the answers was reviewed before it was sent. */
export const reviewedShare: Measure = (_kpi, period, { source }) =>
  source.reviews
    .filter(({ at }) => within(at, period))
    .map(({ conversation: id, at, agent, reviewed }) => {
      return { kind: 'conversation', id, title: null, at, value: reviewed ? 100 : 0, agent, area: null, channel: null };
    });
