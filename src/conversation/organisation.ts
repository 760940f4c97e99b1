import type { MaintenanceBoard } from '../contracts/availability-desk.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { CourseBoard } from '../contracts/courses.ts';
import type { Diagnoser } from '../contracts/diagnosis.ts';
import type { Flow } from '../contracts/flow.ts';
import type { KnowledgePort } from '../contracts/knowledge.ts';
import type { Policy } from '../contracts/policy.ts';
import type { WorkClockRule } from './work-clock.ts';

/** Everything that differs between organisations, made once from a policy. */
export interface Organisation {
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
  readonly diagnoser: Diagnoser;
  readonly knowledge: KnowledgePort;
  readonly flow: Flow;
  /** Current notices of maintenance (MAS-112); absent: none are kept. */
  readonly board?: MaintenanceBoard;
  /** Coming dates of courses (EXS-54); absent: none are kept. */
  readonly courses?: CourseBoard;
  /** Catalogue text in the organisation's language. */
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
}

const MINUTE_MS = 60_000;

/** The work clock's rule of an organisation, in ms. */
export function workRuleOf({ policy }: Organisation): WorkClockRule {
  return {
    limitMs: policy.ticketRule.limitMinutes === null ? null : policy.ticketRule.limitMinutes * MINUTE_MS,
    warnMs: policy.ticketRule.warnMinutes * MINUTE_MS,
    pauseWhileWaitingForUser: policy.ticketRule.pauseWhileWaitingForUser,
  };
}
