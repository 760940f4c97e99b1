import type { Calendars } from './calendar.ts';
import type { Policy } from './policy.ts';

/** The rules of an organisation as they hold now: one whole, replaced at once when its policy changes. */
export interface Rules {
  readonly policy: Policy;
  readonly calendars: Calendars;
}

/** The rules for one customer: the organisation's, with the customer's contract merged over them (MAS-14). */
export interface CustomerRules extends Rules {
  /** Code of the contract; null: the customer has none. */
  readonly contract: string | null;
  readonly facts: Readonly<Record<string, string>>;
}

/** A policy took another's place while the gateway runs. */
export interface PolicyChange {
  readonly organisation: string;
  readonly before: Policy;
  readonly after: Policy;
}

/** Why the file of a policy is not what runs: the old policy stays until this is corrected. */
export interface PolicyRefusal {
  readonly at: Date;
  /** `invalid`: the file has faults; `stranding`: what is stored would lose its place; `restart`: it holds from the next start. */
  readonly because: 'invalid' | 'stranding' | 'restart';
  /** Name of the file, where in it, what is wrong and how to fix it. `line` is 1 for the first. */
  readonly problems: readonly {
    readonly file: string;
    readonly line: number;
    readonly path: string;
    readonly message: string;
  }[];
}

/** How an organisation's policy stands. */
export interface PolicyStanding {
  /** When the policy that runs was taken into service. */
  readonly since: Date;
  /** Null: the file is what runs. */
  readonly refused: PolicyRefusal | null;
}

/**
 * The rules of every organisation that this gateway runs, by code. Ask again for each piece of work: what is kept grows
 * old when a policy changes. All throw ORGANISATION_UNKNOWN.
 */
export interface Policies {
  /** In the order of the configuration; the first is the default. */
  readonly codes: readonly string[];
  policyOf(organisation: string): Policy;
  calendarsOf(organisation: string): Calendars;
  /** `company`: the customer's organisation as the contact carries it. */
  rulesOf(organisation: string, company: string | null): CustomerRules;
  /** Told after each change, when the new rules hold already. Returns what ends it. */
  onPolicyChange(listener: (change: PolicyChange) => void): () => void;
}
