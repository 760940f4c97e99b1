import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(180_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-cli-requesters-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  runCli(args, { env: { VENTANILLA_DATA: join(folder, 'data'), VENTANILLA_POLICY: 'masnegocio', PORT: '0' } });

it('MAS-01, MAS-04 the list is kept from the command line: company, table, review', async () => {
  const table = join(folder, 'usuarios.csv');
  writeFileSync(table, 'nombre,correo,empresa\nRuth Sol,ruth@caja.example,Caja Uno\nEva Mar,eva,Caja Uno\n');
  expect((await run('company', 'save', '--name', 'Caja Uno', '--json')).code).toBe(0);
  const dry = await run('requester', 'import', table, '--dry-run');
  expect([dry.code, dry.stdout]).toEqual([1, expect.stringContaining('1 added, 0 changed, 0 unchanged, 1 wrong')]);
  expect(dry.stdout).toContain('line 3:');
  await run('requester', 'import', table);
  const listed = JSON.parse((await run('requester', 'list', '--json')).stdout) as { items: { id: string }[] };
  expect(listed.items).toEqual([expect.objectContaining({ name: 'Ruth Sol', state: 'active', company: 'Caja Uno' })]);
  const due = await run('requester', 'list', '--due');
  expect([due.code, due.stdout]).toEqual([0, '']);
  const removed = await run('requester', 'review', String(listed.items[0]?.id), '--remove');
  expect(removed.stdout).toContain('inactive');
  const unknown = await run('requester', 'review', 'nobody');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('REQUESTER_NOT_FOUND')]);
});
