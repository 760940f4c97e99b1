import type { Policy } from './policy.ts';

/** The part of the policy that says what an outage is. */
export type AvailabilityRules = Policy['availability'];

/** Facts that rules may ask about. */
type Facts = Readonly<Record<string, string>>;

/**
 * What a report of unavailability says of its case (MAS-82): what the policy assumes, which report it is, and, once the
 * environment is known, whether it is in the scope of the relevant incident (MAS-85). `contract`: facts of the customer's
 * contract. Pure.
 */
export function reportFactsOf(
  rules: AvailabilityRules,
  report: string,
  about: { readonly environment: string | null; readonly contract: Facts },
): Facts {
  const inScope = isInScope(rules, about);
  return {
    ...rules.reportFacts,
    availability: report,
    ...(about.environment !== null && { environment: about.environment }),
    ...(inScope && { [rules.relevantFact]: 'yes' }),
  };
}

/** MAS-85: every productive environment, and the alternate ones that the contract commits to. Where none are named, all. */
export function isInScope(
  { environments }: AvailabilityRules,
  { environment, contract }: { readonly environment: string | null; readonly contract: Facts },
): boolean {
  if (environments.length === 0) return true;
  const found = environments.find(({ value }) => value === environment);
  if (found === undefined) return false;
  return found.productive || (found.committedFact !== null && contract[found.committedFact] === 'yes');
}
