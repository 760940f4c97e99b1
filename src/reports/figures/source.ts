import type { Clock } from '../../contracts/clock.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { QuotaPort } from '../../contracts/quota.ts';
import type { Period } from '../../contracts/reports.ts';
import type { SurveyReader, SurveyScale } from '../../contracts/surveys.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { EpisodeRepository } from '../../storage/repositories/episodes.ts';
import type { FigureValueRepository } from '../../storage/repositories/figure-values.ts';
import type { TicketFigureRepository } from '../../storage/repositories/ticket-figures.ts';
import type { Periods } from '../periods.ts';
import type { FigureSource, KnowledgeCredit, ReviewedAnswer } from './measured.ts';

/** Where figures are read from. */
export interface SourceParts {
  readonly organisation: string;
  readonly tickets: TicketFigureRepository;
  readonly episodes: EpisodeRepository;
  readonly surveys: Pick<SurveyReader, 'answers'>;
  readonly quota: QuotaPort;
  /** Answers that were sent in a span, and whether they were reviewed; absent: nothing is reviewed here. */
  readonly reviews?: (span: { from: Date; to: Date }) => Promise<readonly ReviewedAnswer[]>;
  /** What people entered; absent: nothing. */
  readonly entered?: FigureValueRepository;
  readonly periods: Periods;
  readonly clock: Clock;
}

/** Reads what happened in a span, each log once. */
export async function readSource(parts: SourceParts, span: Period): Promise<FigureSource> {
  const { organisation: org, tickets, episodes, surveys } = parts;
  const [foundTickets, foundEpisodes, answers, credits, reviews, entered] = await Promise.all([
    tickets.between(org, span.from, span.to),
    episodes.between(org, span.from, span.to),
    surveys.answers({ organisation: org, from: span.from, to: span.to }),
    creditsIn(parts, span),
    parts.reviews?.(span) ?? [],
    parts.entered?.between(org, span.from, span.to) ?? [],
  ]);
  return {
    ...{ tickets: foundTickets, surveys: answers, credits, reviews, entered },
    episodes: foundEpisodes.map((episode) => ({ id: episode._id, ...episode })),
  };
}

/** Tickets are rated on the scale of the satisfaction survey, or on the usual one. */
export function ratingScaleOf({ survey, surveys }: Pick<Policy, 'survey' | 'surveys'>): SurveyScale {
  const asked = surveys.find(({ kind, scale }) => kind === 'satisfaction' && scale !== null);
  return asked?.scale ?? survey ?? { min: 1, max: 5 };
}

/** What counts towards the quotas of the months that a span touches. */
async function creditsIn({ quota, periods }: SourceParts, span: Period): Promise<KnowledgeCredit[]> {
  const credits: KnowledgeCredit[] = [];
  for (const month of periods.months(span)) {
    try {
      const { agents } = await quota.month(month);
      for (const { agentId: agent, verdicts } of agents) {
        const counted = verdicts.filter(({ reason }) => reason === 'counted');
        credits.push(...counted.map(({ entryId: id, at }) => ({ kind: 'entry' as const, id, agent, at, amount: 1 })));
      }
      for (const { id, agentId: agent, day, amount } of await quota.corrections(month)) {
        const at = periods.of({ kind: 'day', from: day }, span.from).from;
        credits.push({ kind: 'correction', id, agent, at, amount });
      }
    } catch (error) {
      if (isAppError(error, 'QUOTA_NOT_SET')) return [];
      throw error;
    }
  }
  return credits;
}
