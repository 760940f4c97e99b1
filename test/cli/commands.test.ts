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

  it('imports what is right, says what is wrong with the rest, and nothing is stored in a dry run', async () => {
    const entry = '"audience":"support","type":"solucion","url":"https://exsim.example/a"';
    const mixed = file('kb-mixed.json', `[{"id":"x"},{"id":"corte-nuevo","title":"Corte nuevo",${entry}}]`);
    const dry = await runCli(['kb', 'import', mixed, '--dry-run'], { env: env() });
    expect(dry.code).toBe(1);
    expect(dry.stdout).toMatch(/kb-mixed\.json:1 {2}refused {2}x {2}ENTRY_INVALID: .*entry\.title/);
    expect(dry.stdout).toMatch(/kb-mixed\.json:2 {2}create {2}corte-nuevo/);
    expect(dry.stdout).toContain('(dry run: nothing is stored)');
    expect((await runCli(['kb', 'show', 'corte-nuevo'], { env: env() })).stderr).toMatch(/^ENTRY_NOT_FOUND: /);
    expect((await runCli(['kb', 'import', mixed], { env: env() })).code).toBe(1);
    const again = JSON.parse((await runCli(['kb', 'import', mixed, '--json'], { env: env() })).stdout);
    expect(again.counts).toEqual({ create: 0, update: 0, same: 1, duplicate: 0, refused: 1 });
    const odd = await runCli(['kb', 'import', file('feed.xml', '<a/>')], { env: env() });
    expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining('--format')]);
  }, 60_000);

  it('leads an entry through its life, version by version', async () => {
    const run = (...args: string[]) => runCli(['kb', ...args], { env: env() });
    const draft = '{"id":"vida","title":"Vida de una entrada","audience":"support","type":"recomendacion"}';
    expect((await run('add', draft)).stdout).toBe('vida  draft  version 1  Vida de una entrada\n');
    expect((await run('publish', 'vida')).stderr).toMatch(/^ENTRY_INVALID: .*needs a link/);
    await run('edit', 'vida', '{"url":"https://exsim.example/vida"}');
    expect((await run('publish', 'vida')).stdout).toMatch(/^vida {2}published {2}version 3/);
    expect((await run('diff', 'vida', '1', '3')).stdout).toContain('+ https://exsim.example/vida');
    expect((await run('review', 'vida', '2020-01-01')).stdout).toMatch(/version 4/);
    expect((await run('review')).stdout).toMatch(/^vida {2}Vida de una entrada\n {4}review due 2020-01-01/);
    expect((await run('archive', 'vida')).stdout).toMatch(/^vida {2}archived {2}version 5/);
    expect((await run('restore', 'vida', '2')).stdout).toMatch(/^vida {2}draft {2}version 6/);
    expect((await run('history', 'vida')).stdout.split('\n').map((line) => line.split('  ')[2])).toEqual([
      ...['create', 'edit', 'publish', 'review', 'archive', 'restore'],
      undefined,
    ]);
    expect(await run('links')).toMatchObject({ code: 0, stdout: '' });
    expect((await run('restore', 'vida', 'dos')).code).toBe(2);
  }, 120_000);
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
