import { type Policy, policySchema } from '../../src/contracts/policy.ts';
import { loadPolicy } from '../../src/policy/load.ts';

/** A part of T, at any depth; lists are replaced as a whole. */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Overrides<T[K]> }
    : T;

let base: Policy | undefined;

/** Exsim's policy with some keys changed; validated by the schema, so a test cannot use a policy that none may have. */
export function buildPolicy(overrides: Overrides<Policy> = {}): Policy {
  base ??= loadPolicy('exsim');
  return policySchema.parse(merge(base, overrides));
}

function merge(value: unknown, change: unknown): unknown {
  if (!isGroup(value) || !isGroup(change)) return change === undefined ? value : change;
  const merged: Record<string, unknown> = { ...value };
  for (const [key, inner] of Object.entries(change)) merged[key] = merge(value[key], inner);
  return merged;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
