import { type Policy, policySchema } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';

/** The rules for one customer: the policy with its contract merged over it, and the facts that the contract gives. */
export interface CustomerPolicy {
  readonly policy: Policy;
  /** Code of the contract; null: the customer has none. */
  readonly contract: string | null;
  readonly facts: Readonly<Record<string, string>>;
}

/** The rules for a customer's organisation, by its name as contacts carry it; null = nobody knows it. */
export type CustomerPolicies = (company: string | null) => CustomerPolicy;

/**
 * Merges every contract once (MAS-14, MAS-15, MAS-20, MAS-55). Names are compared without case and accents.
 * Throws POLICY_INVALID when a contract makes no valid policy; the check of the file says so before.
 */
export function createCustomerPolicies(policy: Policy): CustomerPolicies {
  const none: CustomerPolicy = { policy, contract: null, facts: {} };
  const byCompany = new Map<string, CustomerPolicy>();
  for (const { code, companies, facts, overrides } of policy.contracts) {
    const customer = { policy: applyOverrides(policy, code, overrides), contract: code, facts };
    for (const company of companies) byCompany.set(folded(company), customer);
  }
  return (company) => (company === null ? none : (byCompany.get(folded(company)) ?? none));
}

function applyOverrides(policy: Policy, code: string, overrides: Readonly<Record<string, unknown>>): Policy {
  if (Object.keys(overrides).length === 0) return policy;
  const parsed = policySchema.safeParse(mergeOver(policy, overrides));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new AppError('POLICY_INVALID', { problems: `contract ${code}: ${problems}` });
}

/** Groups of keys are merged, everything else is replaced. */
export function mergeOver(base: unknown, change: unknown): unknown {
  if (!isGroup(base) || !isGroup(change)) return change;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) merged[key] = mergeOver(base[key], value);
  return merged;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function folded(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
