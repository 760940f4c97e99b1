import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Policy, policySchema } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { crossCheck } from './checks/cross-check.ts';
import { warningsOf } from './checks/warnings.ts';
import { readPolicyDocument } from './document.ts';
import { formatPath, formatProblem, type PolicyFinding, type PolicyProblem } from './problem.ts';
import { wordIssue } from './wording.ts';

/** What `ventanilla policy check` prints. `policy` is null when there are problems. */
export interface PolicyCheck {
  readonly file: string;
  readonly problems: readonly PolicyProblem[];
  /** What keeps nothing from running; only of a policy without problems. */
  readonly warnings: readonly PolicyProblem[];
  readonly policy: Policy | null;
}

/**
 * Reads, validates and deep-freezes one organisation's policy. A bare name (`exsim`) is looked up in `dir`
 * (default: `policies` under the working directory); anything with a slash or ending in .yaml is a path.
 * Throws POLICY_NOT_FOUND, or POLICY_INVALID with every problem, one a line.
 */
export function loadPolicy(nameOrPath: string, dir: string = resolve('policies')): Policy {
  const file = policyFileOf(nameOrPath, dir);
  const { policy, problems } = checkBytes(file, readPolicyFile(file, nameOrPath, dir));
  if (policy === null) {
    throw new AppError('POLICY_INVALID', { problems: `\n${problems.map(formatProblem).join('\n')}` });
  }
  return policy;
}

/** The file that a name or a path stands for. */
export function policyFileOf(nameOrPath: string, dir: string): string {
  return isPath(nameOrPath) ? nameOrPath : join(dir, `${nameOrPath}.yaml`);
}

/** Every problem of a policy file, without throwing; a file that cannot be read is a problem too. */
export function checkPolicy(path: string): PolicyCheck {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown';
    const message = `cannot be read (${code}); check the path and the permissions`;
    return { file: path, policy: null, problems: [{ file: path, line: 1, path: '(file)', message }], warnings: [] };
  }
  return checkBytes(path, bytes);
}

/** Names of the policies in a folder, in order. An unreadable folder has none. */
export function listPolicies(dir: string = resolve('policies')): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length))
      .sort();
  } catch {
    return [];
  }
}

function isPath(nameOrPath: string): boolean {
  return /[\\/]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath);
}

function readPolicyFile(file: string, name: string, dir: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    const known = listPolicies(dir).join(', ') || `none in ${dir}`;
    throw new AppError('POLICY_NOT_FOUND', { name, known }, { cause });
  }
}

function checkBytes(file: string, bytes: Uint8Array): PolicyCheck {
  // The decoder also drops the mark that some editors put before the first line.
  if (isUtf8(bytes)) return checkText(file, new TextDecoder().decode(bytes));
  // Accents in another encoding would reach customers as broken letters.
  const message = 'is not UTF-8 text; save it with the encoding UTF-8';
  return { file, policy: null, problems: [{ file, line: 1, path: '(file)', message }], warnings: [] };
}

function checkText(file: string, text: string): PolicyCheck {
  const document = readPolicyDocument(text);
  if (document.faults.length > 0) {
    const problems = document.faults.map(({ line, message }) => ({ file, line, path: '(file)', message }));
    return { file, policy: null, problems, warnings: [] };
  }
  const parsed = policySchema.safeParse(document.value);
  const findings = parsed.success
    ? crossCheck(parsed.data)
    : parsed.error.issues.flatMap((issue) => wordIssue(issue, document.value));
  const placed = (found: readonly PolicyFinding[]) =>
    found.map((finding) => placeFinding(file, finding, document.lineOf)).sort((a, b) => a.line - b.line);
  if (parsed.success && findings.length === 0)
    return { file, policy: deepFreeze(parsed.data), problems: [], warnings: placed(warningsOf(parsed.data)) };
  return { file, policy: null, problems: placed(findings), warnings: [] };
}

function placeFinding(
  file: string,
  { path, message, onKey }: PolicyFinding,
  lineOf: (path: PolicyFinding['path'], onKey?: boolean) => number,
): PolicyProblem {
  return { file, line: lineOf(path, onKey), path: formatPath(path), message };
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
