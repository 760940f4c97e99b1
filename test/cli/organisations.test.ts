import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runCli } from './run-cli.ts';

jest.setTimeout(60_000);

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-cli-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('one organisation of several, at the command line', () => {
  it('chat --policy talks to the one that is named', async () => {
    const env = { VENTANILLA_DATA: dataDir, VENTANILLA_POLICY: 'exsim,masnegocio' };
    const { code, stdout } = await runCli(['chat', '--in-process', '--policy', 'masnegocio'], { env, input: 'Hola\n' });
    expect([code, stdout]).toEqual([0, expect.stringContaining('Mesa de Servicio de MásNegocio')]);
    const first = await runCli(['chat', '--in-process'], { env, input: 'Hola\n' });
    expect(first.stdout).not.toContain('MásNegocio');
  });

  it('doctor names all that run, the product’s default first', async () => {
    const { stdout } = await runCli(['doctor', '--json'], {
      env: { VENTANILLA_DATA: dataDir, VENTANILLA_POLICY: 'all' },
    });
    const { checks } = JSON.parse(stdout) as { checks: { name: string; detail: string }[] };
    const { detail = '' } = checks.find(({ name }) => name === 'policy') ?? {};
    expect(detail).toMatch(/^exsim alianza confa icetex masnegocio \(/);
  });
});
