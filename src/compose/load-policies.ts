import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { settings } from '../config/settings.ts';
import type { Policy } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { listPolicies, loadPolicy } from '../policy/load.ts';
import { productRoot } from './root.ts';

/** What says which policies run, and from where. */
export type PolicyChoice = Pick<Config, 'policies' | 'policyDir'>;

/** Stands for every policy of the folder that is not named besides. */
const ALL = 'all';

/** The folder of the policy files. */
export function policyFolderOf({ policyDir }: Pick<Config, 'policyDir'>): string {
  return policyDir ?? join(productRoot, 'policies');
}

/** Names of the policies that run, the default first. `all` alone begins with the product's own default. */
export function policyNamesOf(choice: PolicyChoice): string[] {
  const named = choice.policies.filter((name) => name !== ALL);
  if (!choice.policies.includes(ALL)) return [...new Set(named)];
  const known = listPolicies(policyFolderOf(choice));
  const standard = known.filter((name) => name === settings.VENTANILLA_POLICY.fallback);
  return [...new Set([...named, ...standard, ...known])];
}

/** Every policy that runs, checked. Throws POLICY_NOT_FOUND, POLICY_INVALID; also when two of them cannot run together. */
export function loadPolicies(choice: PolicyChoice): Policy[] {
  const folder = policyFolderOf(choice);
  const loaded = policyNamesOf(choice).map((name) => ({ name, policy: loadPolicy(name, folder) }));
  const problems = [...clashes(loaded, 'code'), ...clashes(loaded, 'folioPrefix')];
  if (problems.length > 0) throw new AppError('POLICY_INVALID', { problems: problems.join('; ') });
  return loaded.map(({ policy }) => policy);
}

interface Loaded {
  readonly name: string;
  readonly policy: Policy;
}

/** A folio leads to one ticket, a code to one organisation. */
function clashes(loaded: readonly Loaded[], key: 'code' | 'folioPrefix'): string[] {
  const first = new Map<string, string>();
  return loaded.flatMap(({ name, policy }) => {
    const value = policy.organisation[key];
    const other = first.get(value);
    first.set(value, other ?? name);
    return other === undefined ? [] : [`${name} and ${other} both have organisation.${key} ${value}; change one`];
  });
}
