import { createCalendars } from '../calendar/calendars.ts';
import type { BusinessCalendar, Calendars } from '../contracts/calendar.ts';
import type { Logger } from '../contracts/logger.ts';
import type { CustomerRules, Policies, PolicyChange } from '../contracts/policies.ts';
import { type Policy, policySchema } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { type CustomerPolicies, createCustomerPolicies } from '../policy/contracts.ts';

/** The rules of all organisations, and the one way to change them. */
export interface PolicyBook extends Policies {
  /** Puts a checked policy in the place of the one with its code, and tells everybody. */
  replace(policy: Policy): void;
}

/** Contracts are merged and calendars made when they are first asked for: a start waits for none of it. */
interface Page {
  readonly policy: Policy;
  readonly calendars: Calendars;
  customers(): CustomerPolicies;
  readonly byContract: Map<string, Calendars>;
}

/** Opens the book with at least one policy, each with a code of its own. */
export function createPolicyBook(policies: readonly Policy[], logger: Pick<Logger, 'error'>): PolicyBook {
  const pages = new Map(policies.map((policy) => [policy.organisation.code, pageOf(policy)]));
  const codes = [...pages.keys()];
  const listeners = new Set<(change: PolicyChange) => void>();
  const page = (organisation: string): Page => {
    const found = pages.get(organisation);
    if (!found) throw new AppError('ORGANISATION_UNKNOWN', { known: codes.join(', ') });
    return found;
  };
  return {
    codes,
    policyOf: (organisation) => page(organisation).policy,
    calendarsOf: (organisation) => page(organisation).calendars,
    rulesOf: (organisation, company) => rulesOn(page(organisation), company),
    onPolicyChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    replace(policy) {
      const { code: organisation } = policy.organisation;
      const before = page(organisation).policy;
      pages.set(organisation, pageOf(policy));
      for (const listener of listeners) {
        try {
          listener({ organisation, before, after: policy });
        } catch (err) {
          logger.error({ organisation, err }, 'a part did not take up the changed policy');
        }
      }
    },
  };
}

function pageOf(policy: Policy): Page {
  let customers: CustomerPolicies | undefined;
  return {
    policy,
    calendars: createCalendars(policy),
    customers() {
      customers ??= createCustomerPolicies(policy);
      return customers;
    },
    byContract: new Map(),
  };
}

function rulesOn(page: Page, company: string | null): CustomerRules {
  const customer = page.customers()(company);
  const { policy, contract } = customer;
  if (contract === null || policy === page.policy) return { ...customer, calendars: page.calendars };
  const calendars = page.byContract.get(contract) ?? createCalendars(policy);
  page.byContract.set(contract, calendars);
  return { ...customer, calendars };
}

/**
 * One organisation's policy as services see it that live as long as the gateway: every key is read from the book at the
 * moment of the question, so a changed policy holds for them at once.
 */
export function livePolicy(book: Pick<Policies, 'policyOf'>, organisation: string): Policy {
  const view = {};
  for (const key of Object.keys(policySchema.shape) as (keyof Policy)[])
    Object.defineProperty(view, key, { enumerable: true, get: () => book.policyOf(organisation)[key] });
  return Object.freeze(view) as Policy;
}

/** The same for the opening hours. */
export function liveCalendar(book: Pick<Policies, 'calendarsOf'>, organisation: string): BusinessCalendar {
  const now = () => book.calendarsOf(organisation).get('default');
  return {
    isOpen: (at) => now().isOpen(at),
    nextOpening: (at) => now().nextOpening(at),
    addWorkingMinutes: (at, minutes) => now().addWorkingMinutes(at, minutes),
    workingMinutesBetween: (from, to) => now().workingMinutesBetween(from, to),
    add: (at, duration, ends) => now().add(at, duration, ends),
    subtract: (at, duration) => now().subtract(at, duration),
    workingDaysBetween: (from, to) => now().workingDaysBetween(from, to),
  };
}
