import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A regular expression of the redactor and the file that it stands in. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly file: string;
}

const root = 'src/redaction';

/** Every source file of the redactor. */
export function redactionFiles(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${root}/${file}`);
}

/** Regular expressions written as such, and how often a file makes one out of parts. */
export function writtenPatterns(file: string): { patterns: Pattern[]; made: number } {
  const patterns: Pattern[] = [];
  let made = 0;
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, pattern, flags, callee } = node as Record<string, unknown>;
    if (type === 'RegExpLiteral') patterns.push({ source: String(pattern), flags: String(flags), file });
    if (type === 'NewExpression' && (callee as { value?: string }).value === 'RegExp') made++;
    Object.values(node).forEach(walk);
  };
  walk(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' }));
  return { patterns, made };
}

/** Loads the files while `RegExp` writes down what it is asked to make. The modules must not have been loaded before. */
export async function madePatterns(
  files: readonly string[],
  load: (file: string) => Promise<unknown>,
): Promise<Pattern[]> {
  const plain = globalThis.RegExp;
  const made: Pattern[] = [];
  let file = '';
  globalThis.RegExp = new Proxy(plain, {
    construct(target, [source, flags]: [string, string?]) {
      made.push({ source, flags: flags ?? '', file });
      return new target(source, flags);
    },
  });
  try {
    for (file of files) await load(file);
  } finally {
    globalThis.RegExp = plain;
  }
  return made;
}

/**
 * Whether every repetition is capped. Such a pattern reads a bounded piece of text from each place on, so a scan
 * is linear however it backtracks.
 */
export function isCapped(source: string): boolean {
  const bare = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return !/[*+]|\{\d+,\}/.test(bare);
}
