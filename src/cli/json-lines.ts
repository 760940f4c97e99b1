import { AppError, isAppError } from '../errors/app-error.ts';
import { type CliIo, type ExitCode, write } from './io.ts';

/**
 * Reads JSON lines from standard input and writes one JSON line for each, in order, as slowly as the reader wants them.
 * A bad line becomes `{"error", "line"}` on standard error and the rest goes on; then the exit code is 1.
 */
export async function transformJsonLines(io: CliIo, convert: (value: unknown) => unknown): Promise<ExitCode> {
  let number = 0;
  let isClean = true;
  for await (const lines of lineBatches(io.stdin)) {
    let output = '';
    let errors = '';
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      try {
        output += `${JSON.stringify(convert(parse(line)))}\n`;
      } catch (error) {
        errors += `${JSON.stringify({ error: messageOf(error), line: number })}\n`;
      }
    }
    isClean &&= errors === '';
    await write(io.stdout, output);
    await write(io.stderr, errors);
  }
  return isClean ? 0 : 1;
}

/**
 * The lines of a stream, as many at a time as came. Split at \n alone: node's readline also splits at U+2028, which JSON
 * texts may hold.
 */
export async function* lineBatches(input: NodeJS.ReadableStream): AsyncGenerator<string[]> {
  input.setEncoding('utf8');
  let rest = '';
  let isFirst = true;
  for await (const chunk of input) {
    const text = isFirst ? String(chunk).replace(/^\uFEFF/, '') : String(chunk);
    isFirst = false;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's message quotes the line.
    throw new AppError('INPUT_INVALID', { path: 'line', problem: 'it is not JSON' });
  }
}

function messageOf(error: unknown): string {
  return isAppError(error) ? `${error.code}: ${error.message}` : `INTERNAL: ${(error as Error).name}`;
}
