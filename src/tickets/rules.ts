import { createCalendars } from '../calendar/calendars.ts';
import type { Calendars } from '../contracts/calendar.ts';
import type { Policy } from '../contracts/policy.ts';
import { type CustomerPolicies, type CustomerPolicy, createCustomerPolicies } from '../policy/contracts.ts';
import { type ClockReader, createClockReader } from './clocks/derive.ts';

/** The rules that hold for one ticket: the organisation's policy with the customer's contract merged over it. */
export interface TicketRules {
  readonly policy: Policy;
  /** Code of the contract; null: the customer has none. */
  readonly contract: string | null;
  readonly contractFacts: Readonly<Record<string, string>>;
  readonly calendars: Calendars;
  readonly clocks: ClockReader;
}

/** The rules for a customer of an organisation, by the name of the customer's organisation (MAS-14, MAS-20, MAS-55). */
export type TicketRulesOf = (organisation: string, company: string | null) => TicketRules;

/** Makes the rules once for each policy and contract; a policy that was reloaded is another one. */
export function createTicketRules(policyOf: (organisation: string) => Policy): TicketRulesOf {
  const customers = new WeakMap<Policy, CustomerPolicies>();
  const made = new WeakMap<CustomerPolicy, TicketRules>();
  return (organisation, company) => {
    const policy = policyOf(organisation);
    const ofPolicy = customers.get(policy) ?? createCustomerPolicies(policy);
    customers.set(policy, ofPolicy);
    const customer = ofPolicy(company);
    const rules = made.get(customer) ?? rulesOf(customer);
    made.set(customer, rules);
    return rules;
  };
}

function rulesOf({ policy, contract, facts }: CustomerPolicy): TicketRules {
  const calendars = createCalendars(policy);
  return { policy, contract, contractFacts: facts, calendars, clocks: createClockReader(policy, calendars) };
}
