import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { checkDiagnosis } from './diagnosis.ts';
import { checkRouting } from './routing.ts';
import { checkSettings } from './settings.ts';
import { checkStates } from './states.ts';

/** What a schema cannot see: that the parts of a policy agree with one another. */
export function crossCheck(policy: Policy): PolicyFinding[] {
  return [...checkSettings(policy), ...checkDiagnosis(policy), ...checkStates(policy), ...checkRouting(policy)];
}
