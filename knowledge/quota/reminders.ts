import type { LocalDate, QuotaMonth, QuotaVerdict } from '../../src/contracts/quota.ts';
import type { QuotaRule } from './verdicts.ts';

/** Why an agent is reminded at the end of a day (EXS-40, EXS-41). */
export interface Reminder {
  readonly agentId: string;
  readonly date: LocalDate;
  /** Entries that the day still lacks. */
  readonly missingToday: number;
  /** Entries behind an even pace; 0 while the policy's tolerance is not used up. */
  readonly behindPace: number;
  readonly total: number;
  readonly target: number;
}

/** Who is to be reminded on a day, from the figures as they stand. Nobody on a day off. */
export function remindersOf(figures: QuotaMonth<QuotaVerdict>, date: LocalDate, rule: QuotaRule): Reminder[] {
  const { reminder } = rule;
  if (reminder === null) return [];
  return figures.agents.flatMap(({ agentId, days, month }) => {
    const day = days.find((one) => one.date === date);
    if (!day || (day.status !== 'open' && day.status !== 'met')) return [];
    const missingToday = Math.max(0, figures.perWorkingDay - day.total);
    const behindPace = month.behindPace >= reminder.behindPaceBy ? month.behindPace : 0;
    if (missingToday === 0 && behindPace === 0) return [];
    return [{ agentId, date, missingToday, behindPace, total: month.total, target: month.target }];
  });
}
