import type { Policy } from '../contracts/policy.ts';
import type { CaseFacts } from './routing.ts';

/**
 * The priority of a case by the policy's rule (MAS-39..54, ALI-23..26). Null: the rule cannot tell yet, or there is none;
 * a person sets it then.
 */
export function priorityOf({ priority }: Pick<Policy, 'priority'>, facts: CaseFacts): string | null {
  switch (priority.strategy) {
    case 'none':
      return null;
    case 'matrix':
      return priority.cells[wordOf(facts[priority.rows])]?.[wordOf(facts[priority.columns])] ?? null;
    case 'singleQuestion':
      return priority.map[wordOf(facts[priority.field])] ?? priority.otherwise;
  }
}

function wordOf(value: CaseFacts[string]): string {
  return value === null || value === undefined ? '' : String(value);
}
