import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { Organisation } from './organisation.ts';

/** The goal for answers (EXS-66) as a length of open time; null: the policy sets none. */
function goalOf({ policy }: Pick<Organisation, 'policy'>) {
  const kpi = policy.kpis.find(({ metric, goal }) => metric === 'responseTime' && goal !== null && goal > 0);
  if (!kpi || kpi.goal === null) return null;
  if (kpi.unit !== 'minutes' && kpi.unit !== 'hours' && kpi.unit !== 'days') return null;
  return { amount: kpi.unit === 'days' ? Math.ceil(kpi.goal) : kpi.goal, unit: kpi.unit };
}

/** By when somebody who waits should hear from a person (P6: open time of the organisation); null: nobody waits, or there is no goal. */
export function answerDueAt(
  doc: Pick<ConversationDoc, 'waitingSince' | 'unansweredSince'>,
  organisation: Pick<Organisation, 'policy' | 'calendar'>,
): Date | null {
  const since = doc.waitingSince ?? doc.unansweredSince ?? null;
  const goal = since && goalOf(organisation);
  return since && goal ? organisation.calendar.add(since, goal) : null;
}
