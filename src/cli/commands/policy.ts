import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { productRoot } from '../../compose/root.ts';
import { policyJsonSchema } from '../../policy/json-schema.ts';
import { checkPolicy, listPolicies, type PolicyCheck } from '../../policy/load.ts';
import { formatProblem } from '../../policy/problem.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';

/** Where the policies lie. */
export function policyFolderIn({ VENTANILLA_POLICY_DIR: given }: CliIo['env']): string {
  return given ? resolve(given) : join(productRoot, 'policies');
}

/** `ventanilla policy check`: every problem of the files as `file:line path: problem`; exit code 1 when there is one. */
export async function checkPolicies(
  io: CliIo,
  names: readonly string[],
  { json }: { json?: boolean },
): Promise<ExitCode> {
  const folder = policyFolderIn(io.env);
  const checks = (names.length > 0 ? names : listPolicies(folder)).map((name) => checkPolicy(fileOf(name, folder)));
  const problems = checks.flatMap((check) => check.problems);
  const warnings = checks.flatMap((check) => check.warnings);
  const files = checks.map(({ file }) => file);
  if (json) await writeJson(io.stdout, { ok: problems.length === 0, files, problems, warnings });
  else for (const check of checks) for (const line of linesOf(check)) await writeLine(io.stdout, line);
  return problems.length === 0 ? 0 : 1;
}

/** `ventanilla policy list`: the profiles that came with the product. */
export async function showPolicies(io: CliIo, { json }: { json?: boolean }): Promise<ExitCode> {
  const folder = policyFolderIn(io.env);
  const items = listPolicies(folder).map((name) => {
    const { policy } = checkPolicy(join(folder, `${name}.yaml`));
    return { name, organisation: policy?.organisation.name ?? null, valid: policy !== null };
  });
  if (json) await writeJson(io.stdout, { items });
  else
    for (const { name, organisation } of items)
      await writeLine(io.stdout, `${name}  ${organisation ?? '(not valid: run policy check)'}`);
  return 0;
}

/** `ventanilla policy schema`: the JSON Schema of a policy, for editors. */
export async function showSchema(io: CliIo): Promise<ExitCode> {
  await writeJson(io.stdout, policyJsonSchema());
  return 0;
}

function linesOf({ file, problems, warnings }: PolicyCheck): string[] {
  if (problems.length > 0) return problems.map(formatProblem);
  return [`${file}: valid`, ...warnings.map((warning) => `  warning ${formatProblem(warning)}`)];
}

/** A bare name is one of ours; anything else is a path. Ours are named from where the person stands, so that editors find them. */
export function fileOf(name: string, folder: string): string {
  if (/[\\/]|\.ya?ml$/.test(name)) return name;
  const file = join(folder, `${name}.yaml`);
  return existsSync(file) ? relative(process.cwd(), file) || file : file;
}
