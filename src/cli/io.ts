import { once } from 'node:events';
import type { Environment } from '../config/config.ts';

/** The process as a command sees it. */
export interface CliIo {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Environment;
}

/** 0: all well. 1: a problem was found. 2: the command was used wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Wrong use that the option parser cannot see: exit code 2. */
export class UsageError extends Error {}

/** Writes and waits until a slow reader has room again. */
export async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

/** Writes one line. */
export function writeLine(stream: NodeJS.WriteStream, line: string): Promise<void> {
  return write(stream, `${line}\n`);
}

/** Writes one JSON document, readable for people too. */
export function writeJson(stream: NodeJS.WriteStream, value: unknown): Promise<void> {
  return writeLine(stream, JSON.stringify(value, null, 2));
}

/** The words of the command line as one text, or everything from a pipe. */
export async function textFrom(io: CliIo, words: readonly string[]): Promise<string> {
  if (words.length > 0) return words.join(' ');
  if (io.stdin.isTTY) throw new UsageError('Give a text, or send one through a pipe.');
  let text = '';
  io.stdin.setEncoding('utf8');
  for await (const chunk of io.stdin) text += chunk;
  return text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
}
