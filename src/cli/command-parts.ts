import type { CliIo, ExitCode } from './io.ts';

/** A command, once it is loaded. */
export type Run = (io: CliIo, ...given: never[]) => Promise<ExitCode>;
/** Makes a command's action out of what loads it. */
export type On = <R extends Run>(load: () => Promise<R>) => (...given: unknown[]) => Promise<void>;

/** The option that most commands have. */
export const json = ['--json', 'print JSON for machines'] as const;

/** The end of a command's help. */
export function example(line: string): string {
  return `\nExample:\n  ${line}`;
}
