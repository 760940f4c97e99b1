import type { Policy } from '../contracts/policy.ts';

/** What is known of a case: fields of the diagnosis and `routingFacts`. Null and absent never match a rule. */
export type CaseFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The area that gets a case first: the first rule whose conditions all hold (EXS-14, EXS-16, EXS-22). */
export function areaFor(policy: Policy, facts: CaseFacts): string {
  const rule = policy.routing.find(({ when }) => whenHolds(when, facts));
  // The last rule has no condition (checked at load), so the fallback is for the compiler only.
  return rule?.area ?? policy.areas[0]?.code ?? '';
}

/** Whether every condition of a `when` holds: the fact is one of the values. An absent `when` always holds. */
export function whenHolds(when: Readonly<Record<string, readonly string[]>> | undefined, facts: CaseFacts): boolean {
  return Object.entries(when ?? {}).every(([fact, values]) => {
    const value = facts[fact];
    return value !== null && value !== undefined && values.includes(String(value));
  });
}
