import type { Policy } from '../contracts/policy.ts';
import { type CaseFacts, whenHolds } from './routing.ts';

/** A ticket as what states require of it is read. */
export interface RequiredOf {
  readonly facts: CaseFacts;
  /** Codes of the states that it was in. */
  readonly passed: readonly string[];
}

type State = Policy['tickets']['states'][number];
type Step = Policy['protocols'][number]['steps'][number];

/** What a state requires of such a ticket (CON-26, CON-28, CON-51). */
export function requiredFor({ requires }: Pick<State, 'requires'>, { facts, passed }: RequiredOf) {
  const holding = requires.filter(
    (one) =>
      whenHolds(one.when, facts) && (one.passed.length === 0 || one.passed.some((code) => passed.includes(code))),
  );
  return {
    marks: [...new Set(holding.flatMap(({ marks }) => marks))],
    fields: [...new Set(holding.flatMap(({ fields }) => fields))],
  };
}

/** Steps of the protocols that a ticket is on, and those that one of the states requires of it; each once, in the policy's order. */
export function stepsFor(
  { protocols, tickets }: Pick<Policy, 'protocols' | 'tickets'>,
  about: RequiredOf & { readonly protocol: string | null },
): Step[] {
  const required = new Set(tickets.states.flatMap((state) => requiredFor(state, about).marks));
  const steps = protocols.flatMap(({ name, when, steps: all }) => {
    const isOn = name === about.protocol || (when !== undefined && whenHolds(when, about.facts));
    return isOn ? all : all.filter(({ mark }) => required.has(mark));
  });
  return steps.filter(({ mark }, at) => steps.findIndex((one) => one.mark === mark) === at);
}
