import type { DemoDraft } from '../contracts/opportunities.ts';
import type { Policy } from '../contracts/policy.ts';

type Demos = NonNullable<Policy['demos']>;

/** EXS-58: the attendance rules that hold for so many people. */
export function neededRules({ rules }: Demos, { attendees }: Pick<DemoDraft, 'attendees'>): Demos['rules'] {
  return rules.filter(({ moreThan }) => attendees > moreThan);
}
