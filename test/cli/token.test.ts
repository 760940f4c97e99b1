import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(120_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-token-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: string[]) => runCli(args, { env: { VENTANILLA_DATA: folder, PORT: '0' } });

describe('ventanilla token', () => {
  it('makes a token that is shown once, lists it without its value, and ends it', async () => {
    const made = await run('token', 'create', '--name', 'Mesa externa', '--scope', 'tickets.read', '--json');
    const { token, view } = JSON.parse(made.stdout) as { token: string; view: { id: string } };
    expect([made.code, token.startsWith('vnt_')]).toEqual([0, true]);
    const list = await run('token', 'list');
    expect([list.stdout.includes(view.id), list.stdout.includes(token)]).toEqual([true, false]);
    const ended = await run('token', 'revoke', view.id);
    expect([ended.code, /revoked \d{4}-/.test(ended.stdout)]).toEqual([0, true]);
    const { items } = JSON.parse((await run('audit', 'list', '--json')).stdout) as { items: { action: string }[] };
    expect(items.map(({ action }) => action)).toEqual(['apiToken.revoke', 'apiToken.create']);
  });

  it('wrong use is told: no scope, an unknown one, a strange end, an unknown id', async () => {
    expect((await run('token', 'create', '--name', 'x')).code).toBe(2);
    expect((await run('token', 'create', '--name', 'x', '--scope', 'everything')).code).toBe(2);
    expect((await run('token', 'create', '--name', 'x', '--scope', 'tickets.read', '--days', '0')).code).toBe(2);
    const { code, stderr } = await run('token', 'revoke', 'nobody');
    expect([code, stderr.startsWith('API_TOKEN_NOT_FOUND')]).toEqual([1, true]);
  });
});
