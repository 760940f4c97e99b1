import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(120_000);

const { stdin, stdout, stderr, env } = process;
const program = createProgram({ stdin, stdout, stderr, env }, () => undefined);
const commands = leaves(program, []);

describe('docs/cli.md', () => {
  it('lists every command and no other', () => {
    const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
    const listed = [...text.matchAll(/^\| `([a-z][a-z -]*)` *\|/gm)].map((found) => found[1]);
    const fields = ['text', 'speaker', 'conversation', 'expect', 'reject'];
    expect(listed.filter((name) => !fields.includes(name ?? '')).sort()).toEqual([...commands.keys()].sort());
  });
});

describe('--help', () => {
  it.each([...commands.keys()])('%s has a description and an example', async (name) => {
    const command = commands.get(name);
    expect(command?.description()).not.toBe('');
    let help = '';
    const writeOut = (text: string) => {
      help += text;
    };
    command?.configureOutput({ writeOut }).outputHelp();
    expect(help).toMatch(/\nExample:\n {2}.*ventanilla /);
    expect(help).toContain(`ventanilla ${name}`);
  });

  it('ends with 0 and writes to standard output alone', async () => {
    const { code, stdout: out, stderr: errors } = await runCli(['kb', 'search', '--help']);
    expect([code, errors]).toEqual([0, '']);
    expect(out).toContain('Usage: ventanilla kb search');
  });
});

/** Commands that do something, by their words. */
function leaves(command: Command, words: readonly string[]): Map<string, Command> {
  const found = new Map<string, Command>();
  for (const child of command.commands) {
    const own = [...words, child.name()];
    if (child.commands.length === 0) found.set(own.join(' '), child);
    for (const [name, leaf] of leaves(child, own)) found.set(name, leaf);
  }
  return found;
}
