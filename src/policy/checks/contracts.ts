import { type Policy, policySchema } from '../../contracts/policy.ts';
import { mergeOver } from '../contracts.ts';
import type { PolicyFinding } from '../problem.ts';
import { wordIssue } from '../wording.ts';
import { doubles } from './findings.ts';

/** What a contract may not change: who the organisation is, and the contracts themselves. */
const fixed = ['organisation', 'contracts'] as const;

/** Every contract, merged over the policy, is a valid policy itself. `check` = the checks of a whole policy. */
export function checkContracts(policy: Policy, check: (policy: Policy) => PolicyFinding[]): PolicyFinding[] {
  const companies = policy.contracts.flatMap((contract, index) =>
    contract.companies.map((company, place) => ({ company, path: ['contracts', index, 'companies', place] })),
  );
  return [
    ...doubles(
      policy.contracts.map(({ code }) => code),
      (index) => ['contracts', index, 'code'],
    ),
    ...doubles(
      companies.map(({ company }) => company),
      (index) => companies[index]?.path ?? [],
    ),
    ...policy.contracts.flatMap((_, index) => checkContract(policy, index, check)),
  ];
}

function checkContract(policy: Policy, index: number, check: (policy: Policy) => PolicyFinding[]): PolicyFinding[] {
  const contract = policy.contracts[index];
  if (contract === undefined || Object.keys(contract.overrides).length === 0) return [];
  const base = ['contracts', index, 'overrides'];
  const barred = fixed.filter((key) => Object.hasOwn(contract.overrides, key));
  if (barred.length > 0) {
    return barred.map((key) => ({
      path: [...base, key],
      onKey: true,
      message: 'cannot differ by contract; remove it',
    }));
  }
  const merged = mergeOver({ ...policy, contracts: [] }, contract.overrides);
  const parsed = policySchema.safeParse(merged);
  const findings = parsed.success
    ? // Rules may ask about the facts of any contract.
      unlike(check({ ...parsed.data, contracts: policy.contracts }), () => check(policy))
    : parsed.error.issues.flatMap((issue) => wordIssue(issue, merged));
  return findings.map((finding) => ({ ...finding, path: [...base, ...finding.path] }));
}

/** A fault that the policy has without the contract is told there, once. */
function unlike(found: readonly PolicyFinding[], own: () => readonly PolicyFinding[]): readonly PolicyFinding[] {
  if (found.length === 0) return found;
  const known = new Set(own().map(asText));
  return found.filter((finding) => !known.has(asText(finding)));
}

function asText({ path, message }: PolicyFinding): string {
  return `${path.join('.')} ${message}`;
}
