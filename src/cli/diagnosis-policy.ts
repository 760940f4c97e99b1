import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productRoot } from '../compose/root.ts';
import { type Policy, policySchema } from '../contracts/policy.ts';
import { readPolicyDocument } from '../policy/document.ts';

/**
 * What a policy says of the diagnosis. A sound file is read without the checks of calendars and holidays, which take longer
 * than the whole command; anything else goes to the full check, which says what is wrong. Throws POLICY_NOT_FOUND,
 * POLICY_INVALID.
 */
export async function diagnosisPolicyOf(name: string): Promise<Pick<Policy, 'diagnosis'>> {
  const folder = join(productRoot, 'policies');
  if (/^[a-z][a-z0-9_-]*$/.test(name)) {
    const policy = readSound(join(folder, `${name}.yaml`));
    if (policy !== null) return policy;
  }
  const { loadPolicy } = await import('../policy/load.ts');
  return loadPolicy(name, folder);
}

function readSound(file: string): Pick<Policy, 'diagnosis'> | null {
  try {
    const { value, faults } = readPolicyDocument(readFileSync(file, 'utf8'));
    const parsed = policySchema.safeParse(value);
    return parsed.success && faults.length === 0 ? parsed.data : null;
  } catch {
    return null;
  }
}
