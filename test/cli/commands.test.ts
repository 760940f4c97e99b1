import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jsonLines, runCli } from './run-cli.ts';

// Each command is a process of its own, and the machine may be busy.
jest.setTimeout(120_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('ventanilla policy check', () => {
  it('says that ours are valid', async () => {
    const { code, stdout } = await runCli(['policy', 'check', '--json']);
    expect([code, JSON.parse(stdout).problems]).toEqual([0, []]);
  });

  it('names file, line and path of each problem', async () => {
    const bad = file('bad.yaml', 'organisation:\n  code: 7\n');
    const { code, stdout } = await runCli(['policy', 'check', bad]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${bad}:2 organisation.code: `);
  });
});

describe('ventanilla kb', () => {
  const env = () => ({ VENTANILLA_DATA: join(folder, 'kb') });

  it('searches a file of queries in a file of entries', async () => {
    const entries = file(
      'entries.json',
      '[{"id":"corte","title":"Hacer el corte de caja","tags":[],"body":"Cierre."}]',
    );
    const queries = file('queries.json', '[{"id":"q1","q":"corte de caja"},{"id":"q2","q":"hola"}]');
    const { code, stdout } = await runCli(['kb', 'search', '--entries', entries, '--queries', queries, '--json']);
    expect(code).toBe(0);
    expect(jsonLines(stdout).map(({ id, band }) => [id, band])).toEqual([
      ['q1', 'send'],
      ['q2', 'none'],
    ]);
  });

  it('is used wrongly with one of the two files', async () => {
    expect((await runCli(['kb', 'search', '--entries', 'x.json'])).code).toBe(2);
  });

  it('searches and lists what is stored', async () => {
    const found = JSON.parse((await runCli(['kb', 'search', '--json', 'corte de caja'], { env: env() })).stdout);
    expect(found.band).toBe('send');
    expect(found.links[0].url).toMatch(/^https:/);
    const listed = JSON.parse((await runCli(['kb', 'list', '--json'], { env: env() })).stdout);
    expect(listed.items.length).toBeGreaterThanOrEqual(60);
  });

  it('refuses a file of entries as a whole', async () => {
    const bad = file('kb-bad.json', '[{"id":"x"}]');
    const { code, stderr } = await runCli(['kb', 'import', bad], { env: env() });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^ENTRY_INVALID: /)]);
  });
});

describe('ventanilla doctor', () => {
  it('finds nothing wrong before the first start, and changes nothing', async () => {
    const data = join(folder, 'fresh');
    const { stdout } = await runCli(['doctor', '--json'], { env: { VENTANILLA_DATA: data, PORT: '0' } });
    const { checks } = JSON.parse(stdout) as { checks: { name: string; ok: boolean }[] };
    const own = checks.filter(({ name }) => !['console', 'web chat'].includes(name));
    expect(own.filter(({ ok }) => !ok)).toEqual([]);
    expect(() => statSync(data)).toThrow('ENOENT');
  });

  it('names the fix of a folder that others can read', async () => {
    const data = mkdtempSync(join(folder, 'open-'));
    (await import('node:fs')).chmodSync(data, 0o755);
    const { code, stdout } = await runCli(['doctor'], { env: { VENTANILLA_DATA: data, PORT: '0' } });
    expect([code, stdout]).toEqual([1, expect.stringContaining(`→ chmod 700 ${data}`)]);
  });

  it('makes a sign-in link on the store when no gateway runs', async () => {
    const env = { VENTANILLA_DATA: join(folder, 'sign-in'), PORT: '4321' };
    const link = JSON.parse((await runCli(['doctor', '--sign-in', '--json'], { env })).stdout);
    expect(link).toMatchObject({
      agent: 'exsim-admin',
      url: expect.stringMatching(/:4321\/console\/sign-in#[\w-]{20,}$/),
    });
    const none = await runCli(['doctor', '--sign-in', 'nobody'], { env });
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/^AGENT_NOT_FOUND: /)]);
  });
});

describe('ventanilla backup', () => {
  it('copies the store for its owner alone, and never over a file', async () => {
    const env = { VENTANILLA_DATA: join(folder, 'backed') };
    await runCli(['kb', 'list'], { env });
    const target = join(folder, 'copy', 'store.sqlite');
    expect((await runCli(['backup', target], { env })).code).toBe(0);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect((await runCli(['backup', target], { env })).code).toBe(2);
  });
});

describe('wrong use', () => {
  it.each([[['nothing-like-this']], [['redact', '--nothing']], [['replay']], [['chat', '--lang', 'xx']]])(
    '%j ends with 2',
    async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Try: ventanilla --help');
    },
  );

  it('configuration that is not valid ends with 1 and its code', async () => {
    const { code, stderr } = await runCli(['doctor'], { env: { PORT: 'many' } });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^CONFIG_INVALID: .*PORT/)]);
  });
});
