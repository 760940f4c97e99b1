import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

jest.setTimeout(60_000);

let folder: string;
let changed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-simulate-'));
  changed = join(folder, 'changed.yaml');
  writeFileSync(changed, readFileSync('policies/exsim.yaml', 'utf8').replace('limitMinutes: 30', 'limitMinutes: 15'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('ventanilla policy simulate', () => {
  it('prints what differs by conversation and a table, or all of it as JSON', async () => {
    const file = join(folder, 'talk.jsonl');
    const said = ['Hola', 'Ana Torres', 'usuario final', 'No puedo timbrar, se arregla en unos 20 minutos'];
    writeFileSync(file, said.map((text) => JSON.stringify({ conversation: 'c1', text })).join('\n'));
    const { code, stdout } = await runCli(['policy', 'simulate', changed, '--file', file]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^talk\.jsonl c1\n {2}\S/)]);
    expect(stdout).toMatch(/with a difference +1\n/);
    const json = await runCli(['policy', 'simulate', changed, '--file', file, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      summary: { conversations: 1, differ: 1 },
      conversations: [{ conversation: 'talk.jsonl c1', before: { tickets: [] }, left: [] }],
    });
  });

  it('says what is missing: a store, another organisation, a valid policy', async () => {
    const env = { VENTANILLA_DATA: join(folder, 'nothing') };
    expect((await runCli(['policy', 'simulate', changed], { env })).stderr).toContain('There is no store');
    const other = await runCli(['policy', 'simulate', changed, '--policy', 'confa', '--file', changed]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('confa')]);
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('limitMinutes: 15', 'limitMinutes: soon'));
    const bad = await runCli(['policy', 'simulate', changed, '--file', changed]);
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringMatching(/POLICY_INVALID[\s\S]*ticketRule\.limitMinutes/)]);
  });
});
