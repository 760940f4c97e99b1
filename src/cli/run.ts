import { type Command, CommanderError } from 'commander';
import { isAppError } from '../errors/app-error.ts';
import { type ExitCode, UsageError } from './io.ts';
import { GatewayRefusal } from './running-gateway.ts';

/** Runs the command of `argv` and sets the process's exit code. Errors that say their fix are shown without a stack. */
export async function runProgram(
  create: (finish: (code: ExitCode) => void) => Command,
  argv: readonly string[],
): Promise<void> {
  let code: ExitCode = 0;
  try {
    await create((result) => {
      code = result;
    }).parseAsync([...argv]);
  } catch (error) {
    code = exitCodeOf(error);
    const text = describe(error);
    if (text !== null) process.stderr.write(`${text}\n`);
  }
  process.exitCode = code;
}

/** 0 for help and version, 2 for wrong use, 1 for the rest. Pure. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof UsageError ? 2 : 1;
}

/** One line for errors that people can act on; the stack for a defect; null when commander has told already. */
function describe(error: unknown): string | null {
  if (error instanceof CommanderError) return null;
  if (isAppError(error) || error instanceof GatewayRefusal) return `${error.code}: ${error.message}`;
  if (error instanceof UsageError) return `${error.message}\nTry: ventanilla --help`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
