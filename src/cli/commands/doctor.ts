import { readConfig } from '../../config/config.ts';
import { type CheckResult, runChecks } from '../doctor/checks.ts';
import { makeSignInLink } from '../doctor/sign-in.ts';
import { type CliIo, type ExitCode, writeJson, writeLine } from '../io.ts';

/** Options of `ventanilla doctor`. `signIn` is true, or the id of an agent. */
export interface DoctorOptions {
  readonly json?: boolean;
  readonly signIn?: boolean | string;
  readonly policy?: string;
}

/** `ventanilla doctor`: what is well, what is not and its fix; or with `--sign-in` a new link into the console. */
export async function doctor(io: CliIo, { json, signIn, policy }: DoctorOptions): Promise<ExitCode> {
  const config = readConfig(io.env);
  if (signIn) {
    const link = await makeSignInLink(io, config, {
      agent: typeof signIn === 'string' ? signIn : null,
      policy: policy ?? null,
    });
    if (json) await writeJson(io.stdout, link);
    else await writeLine(io.stdout, `${link.url}\n  for ${link.agent}, valid once, until ${link.expiresAt}`);
    return 0;
  }
  const checks = await runChecks(config);
  const ok = checks.every((check) => check.ok);
  if (json) await writeJson(io.stdout, { ok, checks });
  else for (const check of checks) await writeLine(io.stdout, renderCheck(check));
  return ok ? 0 : 1;
}

/** `✓ name  detail`, or `✗ …` with the fix under it. Pure. */
export function renderCheck({ name, ok, detail, fix }: CheckResult): string {
  const line = `${ok ? '✓' : '✗'} ${name.padEnd(12)} ${detail}`;
  return fix ? `${line}\n  → ${fix}` : line;
}
