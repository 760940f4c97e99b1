import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { settings } from '../config/settings.ts';
import type { Policy } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { listPolicies, loadPolicy, policyFileOf } from '../policy/load.ts';
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

/** A policy with the file that it came from. */
export interface LoadedPolicy {
  readonly name: string;
  readonly file: string;
  /** Of the file's content before it was read, so that no change after it is missed. */
  readonly digest: string | null;
  readonly policy: Policy;
}

/** Every policy that runs, checked. Throws POLICY_NOT_FOUND, POLICY_INVALID; also when two of them cannot run together. */
export function loadPolicies(choice: PolicyChoice): LoadedPolicy[] {
  const folder = policyFolderOf(choice);
  const loaded = policyNamesOf(choice).map((name) => {
    const file = policyFileOf(name, folder);
    return { name, file, digest: digestOf(file), policy: loadPolicy(name, folder) };
  });
  const problems = clashesOf(loaded.map(({ name, policy }) => ({ name, organisation: policy.organisation })));
  if (problems.length > 0) throw new AppError('POLICY_INVALID', { problems: problems.join('; ') });
  return loaded;
}

/** Digest of a file's content; null = it cannot be read. */
export function digestOf(file: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return null;
  }
}

interface Named {
  readonly name: string;
  readonly organisation: Policy['organisation'];
}

/** Why policies cannot run together. */
export function clashesOf(policies: readonly Named[]): string[] {
  return [...clashes(policies, 'code'), ...clashes(policies, 'folioPrefix')];
}

/** A folio leads to one ticket, a code to one organisation. */
function clashes(policies: readonly Named[], key: 'code' | 'folioPrefix'): string[] {
  const first = new Map<string, string>();
  return policies.flatMap(({ name, organisation }) => {
    const value = organisation[key];
    const other = first.get(value);
    first.set(value, other ?? name);
    return other === undefined ? [] : [`${name} and ${other} both have organisation.${key} ${value}; change one`];
  });
}
