import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { checkCalendars } from './calendars.ts';
import { checkClassification } from './classification.ts';
import { checkClocks } from './clocks.ts';
import { checkContracts } from './contracts.ts';
import { checkDiagnosis } from './diagnosis.ts';
import { checkKinds } from './kinds.ts';
import { checkPriority } from './priority.ts';
import { checkRouting } from './routing.ts';
import { checkService } from './service.ts';
import { checkSettings } from './settings.ts';
import { checkStates } from './states.ts';
import { checkTicketRules } from './ticket-rules.ts';

/** What a schema cannot see: that the parts of a policy agree with one another, with each contract too. */
export function crossCheck(policy: Policy): PolicyFinding[] {
  return [...checkParts(policy), ...checkContracts(policy, checkParts)];
}

function checkParts(policy: Policy): PolicyFinding[] {
  return [
    ...checkSettings(policy),
    ...checkCalendars(policy),
    ...checkDiagnosis(policy),
    ...checkPriority(policy),
    ...checkStates(policy),
    ...checkTicketRules(policy),
    ...checkClassification(policy),
    ...checkKinds(policy),
    ...checkClocks(policy),
    ...checkRouting(policy),
    ...checkService(policy),
  ];
}
